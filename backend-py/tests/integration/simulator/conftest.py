"""A simulated provider for every test."""

from collections.abc import AsyncIterator

import pytest

from tests.simulator.server import Simulator, simulated


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with simulated() as running:
        yield running
