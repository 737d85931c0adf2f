"""The promises of the events ports."""

import asyncio

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.gateway.events import Event, tour_topic
from walkumentary.gateway.unit_of_work import DatabaseUnavailable

A_MOMENT_S = 0.05


class EventsContract(PortContract):
    """Events of a topic are gapless, in commit order, and their owner's."""

    async def test_events_come_back_as_they_were_told(self, database: Database) -> None:
        topic, owner = a_topic(), makers.an_actor()
        body: dict[str, object] = {
            "text": "\" ' \\ 日本",
            "nested": {"list": [1, 0.5, None, True]},
        }

        await tell(database, topic, owner, kind="status", body=body)

        events = await since(database, topic, owner)
        assert events == [Event(topic=topic, seq=1, kind="status", body=body)]

    async def test_one_transaction_can_tell_several(self, database: Database) -> None:
        topic, owner = a_topic(), makers.an_actor()

        async with database.begin(owner) as work:
            for kind in ("status", "error", "done"):
                await work.events.append(topic, kind=kind, body={})
            await work.commit()

        events = await since(database, topic, owner)
        assert [(e.seq, e.kind) for e in events] == [
            (1, "status"),
            (2, "error"),
            (3, "done"),
        ]

    async def test_reading_goes_on_after_what_is_known(
        self, database: Database
    ) -> None:
        topic, owner = a_topic(), makers.an_actor()
        for n in range(5):
            await tell(database, topic, owner, body={"n": n})

        middle = await since(database, topic, owner, after=1, limit=2)
        end = await since(database, topic, owner, after=5)
        beyond = await since(database, topic, owner, after=99)

        assert [event.seq for event in middle] == [2, 3]
        assert (end, beyond) == ([], [])

    async def test_what_is_rolled_back_leaves_no_gap(self, database: Database) -> None:
        topic, owner = a_topic(), makers.an_actor()

        async def tell_some(n: int) -> None:
            async with database.begin(owner) as work:
                await work.events.append(topic, kind="status", body={"n": n})
                await (work.commit() if n % 3 else asyncio.sleep(0))

        await asyncio.gather(*(tell_some(n) for n in range(12)))

        events = await since(database, topic, owner)
        assert [event.seq for event in events] == list(range(1, 9))
        assert {event.body["n"] for event in events} == {n for n in range(12) if n % 3}

    async def test_events_are_numbered_in_commit_order(
        self, database: Database
    ) -> None:
        topic, owner = a_topic(), makers.an_actor()

        async with database.begin(owner) as work:
            await work.events.append(topic, kind="first", body={})
            second = asyncio.create_task(tell(database, topic, owner, kind="second"))
            await asyncio.sleep(A_MOMENT_S)
            before = await since(database, topic, owner)
            await work.commit()
        await second

        events = await since(database, topic, owner)
        assert before == []
        assert [event.kind for event in events] == ["first", "second"]

    async def test_events_of_someone_else_are_invisible(
        self, database: Database
    ) -> None:
        topic, owner = a_topic(), makers.an_actor()
        await tell(database, topic, owner)

        assert await since(database, topic, a_stranger()) == []

    async def test_nobody_tells_a_topic_of_someone_else(
        self, database: Database
    ) -> None:
        topic, owner = a_topic(), makers.an_actor()
        await tell(database, topic, owner)

        with pytest.raises(Forbidden):
            await tell(database, topic, a_stranger())

        assert len(await since(database, topic, owner)) == 1

    async def test_what_the_system_adds_is_still_the_owners(
        self, database: Database
    ) -> None:
        topic, owner = a_topic(), makers.an_actor()
        await tell(database, topic, owner, kind="status")

        await tell(database, topic, SYSTEM, kind="done")

        events = await since(database, topic, owner)
        assert [event.kind for event in events] == ["status", "done"]

    async def test_an_unreachable_database_is_unavailable(
        self, database: Database
    ) -> None:
        async with database.outage() as away:
            with pytest.raises(DatabaseUnavailable):
                await since(away, a_topic(), SYSTEM)


def a_topic() -> str:
    return tour_topic(makers.a_tour_id())


async def tell(
    database: Database,
    topic: str,
    actor: Actor,
    *,
    kind: str = "status",
    body: dict[str, object] | None = None,
) -> None:
    async with database.begin(actor) as work:
        await work.events.append(topic, kind=kind, body=body or {})
        await work.commit()


async def since(
    database: Database, topic: str, actor: Actor, *, after: int = 0, limit: int = 100
) -> list[Event]:
    return [*await database.events.since(topic, actor=actor, after=after, limit=limit)]
