"""The Postgres storage under contract."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import psycopg
import pytest

from tests.contracts.database import Database
from tests.databases import DatabaseUrls
from walkumentary.infra.jobs.procrastinate_app import ProcrastinateQueue
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.postgres.api_keys import PostgresApiKeysReader
from walkumentary.infra.postgres.engine import (
    connection_options,
    open_engine,
    open_read_pool,
)
from walkumentary.infra.postgres.events import PostgresEventsReader
from walkumentary.infra.postgres.listening import PostgresSignals
from walkumentary.infra.postgres.tour_views import PostgresToursReader
from walkumentary.infra.postgres.unit_of_work import PostgresBegin
from walkumentary.infra.postgres.usage import PostgresUsageReader

NOWHERE = "postgresql://walkumentary_app@127.0.0.1:9/nowhere"


@asynccontextmanager
async def postgres_database(url: str) -> AsyncIterator[Database]:
    clock = FixedClock()

    async def jobs() -> Sequence[tuple[str, Mapping[str, str]]]:
        async with await psycopg.AsyncConnection.connect(
            url, options=connection_options(url)
        ) as connection:
            cursor = await connection.execute(
                "select task_name, args from procrastinate_jobs"
            )
            return await cursor.fetchall()

    async with (
        open_engine(url, size=8) as engine,
        open_read_pool(url, size=8) as pool,
        PostgresSignals(url) as signals,
    ):
        yield Database(
            begin=PostgresBegin(
                engine=engine,
                clock=clock,
                queue=ProcrastinateQueue(),
            ),
            tours=PostgresToursReader(pool),
            events=PostgresEventsReader(pool),
            signals=signals,
            usage=PostgresUsageReader(pool),
            api_keys=PostgresApiKeysReader(pool),
            clock=clock,
            jobs=jobs,
            outage=_outage,
        )


@asynccontextmanager
async def _outage() -> AsyncIterator[Database]:
    async with postgres_database(NOWHERE) as database:
        yield database


@pytest.fixture
async def database(database_urls: DatabaseUrls) -> AsyncIterator[Database]:
    async with postgres_database(database_urls.app) as database:
        yield database
