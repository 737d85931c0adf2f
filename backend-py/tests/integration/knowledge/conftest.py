"""Places and notes over Postgres."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.contracts.knowledge import EMBEDDER, Knowledge
from tests.databases import DatabaseUrls
from walkumentary.infra.jobs.procrastinate_app import ProcrastinateQueue
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.postgres.engine import (
    Connections,
    open_engine,
    open_read_pool,
)
from walkumentary.infra.postgres.notes_reader import PostgresNotesReader
from walkumentary.infra.postgres.places_reader import PostgresPlacesReader
from walkumentary.infra.postgres.unit_of_work import PostgresBegin

NOWHERE = "postgresql://walkumentary_app@127.0.0.1:9/nowhere"


@asynccontextmanager
async def postgres_knowledge(url: str) -> AsyncIterator[Knowledge]:
    async with open_engine(url, size=2) as engine, open_read_pool(url, size=2) as pool:
        yield Knowledge(
            begin=PostgresBegin(
                engine=engine,
                clock=FixedClock(),
                queue=ProcrastinateQueue(),
            ),
            places=PostgresPlacesReader(pool),
            notes=PostgresNotesReader(pool, embedder=EMBEDDER.name),
            outage=_outage,
        )


@asynccontextmanager
async def _outage() -> AsyncIterator[Knowledge]:
    async with postgres_knowledge(NOWHERE) as knowledge:
        yield knowledge


@pytest.fixture
async def knowledge(database_urls: DatabaseUrls) -> AsyncIterator[Knowledge]:
    async with postgres_knowledge(database_urls.app) as knowledge:
        yield knowledge


@pytest.fixture
async def pool(database_urls: DatabaseUrls) -> AsyncIterator[Connections]:
    async with open_read_pool(database_urls.app, size=2) as pool:
        yield pool
