"""Two providers, simulated, for all cells of a module."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from tests.integration.faults.matrix import CALM, PACE
from tests.simulator.server import Simulator, simulated
from tests.unit.infra.resilience.doubles import Loaded
from walkumentary.gateway.clock import Limit
from walkumentary.infra.langchain.providers import load
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.system.stopwatch import LoopStopwatch


class NotedStopwatch:
    """Runs fast, and notes every pause."""

    def __init__(self) -> None:
        self._stopwatch = LoopStopwatch(pace=PACE)
        self.pauses_s: list[float] = []

    def read_s(self) -> float:
        """See ``Stopwatch.read_s``."""
        return self._stopwatch.read_s()

    async def pause(self, seconds: float) -> None:
        """See ``Stopwatch.pause``."""
        if seconds:
            self.pauses_s.append(seconds)
        await self._stopwatch.pause(seconds)

    @asynccontextmanager
    async def limit(self, seconds: float) -> AsyncIterator[Limit]:
        """See ``Stopwatch.limit``."""
        async with self._stopwatch.limit(seconds) as limit:
            yield limit


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def primary() -> AsyncIterator[Simulator]:
    await asyncio.to_thread(_load)
    async with simulated() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def second() -> AsyncIterator[Simulator]:
    async with simulated() as running:
        yield running


def _load() -> None:
    """Import what providers need: it takes seconds, which no attempt has to spare."""
    for provider in ("openai", "anthropic", "google"):
        load(provider)


@pytest.fixture
def stopwatch() -> NotedStopwatch:
    return NotedStopwatch()


@pytest.fixture
def forge(stopwatch: NotedStopwatch) -> Forge:
    return Forge(resilience=CALM, stopwatch=stopwatch, dice=Loaded(1.0))
