"""The promises of the event signals port."""

import asyncio

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database
from tests.contracts.events import A_MOMENT_S, a_topic, tell


class EventSignalsContract(PortContract):
    """Bells ring for news of their topic."""

    async def test_a_committed_event_rings(self, database: Database) -> None:
        topic, owner = a_topic(), makers.an_actor()

        async with database.signals.listen(topic) as signal:
            ringing = asyncio.create_task(signal.wait())
            await asyncio.sleep(0)
            await tell(database, topic, owner)
            async with asyncio.timeout(1):
                await ringing

    async def test_news_between_two_waits_ring_at_once(
        self, database: Database
    ) -> None:
        topic, owner = a_topic(), makers.an_actor()

        async with database.signals.listen(topic) as signal:
            await tell(database, topic, owner)
            await asyncio.sleep(A_MOMENT_S)
            async with asyncio.timeout(1):
                await signal.wait()

    async def test_without_news_it_returns_all_the_same(
        self, database: Database
    ) -> None:
        async with database.signals.listen(a_topic()) as signal, asyncio.timeout(4):
            await signal.wait()

    async def test_neither_other_topics_nor_rolled_back_events_ring(
        self, database: Database
    ) -> None:
        topic, owner = a_topic(), makers.an_actor()

        async with database.signals.listen(topic) as signal:
            async with database.begin(owner) as work:
                await work.events.append(topic, kind="status", body={})
            await tell(database, a_topic(), owner)
            await asyncio.sleep(A_MOMENT_S)
            ringing = asyncio.create_task(signal.wait())
            done, _ = await asyncio.wait([ringing], timeout=0.5)
            ringing.cancel()

        assert done == set()

    async def test_every_listener_hears_it(self, database: Database) -> None:
        topic, owner = a_topic(), makers.an_actor()

        async with (
            database.signals.listen(topic) as one,
            database.signals.listen(topic) as two,
        ):
            await tell(database, topic, owner)
            async with asyncio.timeout(1):
                await asyncio.gather(one.wait(), two.wait())
