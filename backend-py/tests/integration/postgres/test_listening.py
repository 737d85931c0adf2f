"""The listening connection comes back."""

import asyncio

import psycopg

from tests import makers
from tests.contracts.database import Database
from tests.contracts.events import a_topic, tell
from tests.databases import DatabaseUrls

UNTIL_RECONNECTED_S = 2.0


async def test_news_ring_again_after_the_listener_was_cut_off(
    database: Database, database_urls: DatabaseUrls
) -> None:
    topic = a_topic()

    async with database.signals.listen(topic) as signal:
        with psycopg.connect(database_urls.owner, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where query = 'listen walkumentary_events'"
            )
        await asyncio.sleep(UNTIL_RECONNECTED_S)
        await signal.wait()
        await tell(database, topic, makers.an_actor())
        async with asyncio.timeout(1):
            await signal.wait()
