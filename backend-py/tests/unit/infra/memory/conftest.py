"""The in-memory adapters under contract."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import pytest

from tests.contracts.database import Database
from walkumentary.infra.memory.api_keys import MemoryApiKeysReader
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.events import MemoryEventsReader, MemorySignals
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.tour_views import MemoryToursReader
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.infra.memory.usage import MemoryUsageReader


def memory_database() -> Database:
    clock = FixedClock()
    store = MemoryStore(clock=clock)

    async def jobs() -> Sequence[tuple[str, Mapping[str, str]]]:
        return [(job.name, job.args) for job in store.jobs]

    @asynccontextmanager
    async def outage() -> AsyncIterator[Database]:
        store.reachable = False
        yield adapters
        store.reachable = True

    adapters = Database(
        begin=MemoryBegin(store),
        tours=MemoryToursReader(store),
        events=MemoryEventsReader(store),
        signals=MemorySignals(store),
        usage=MemoryUsageReader(store),
        api_keys=MemoryApiKeysReader(store),
        clock=clock,
        jobs=jobs,
        outage=outage,
    )
    return adapters


@pytest.fixture
def database() -> Database:
    return memory_database()
