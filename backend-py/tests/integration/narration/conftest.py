"""A simulated provider for every test."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.narration.chats import DIFFERENT, Setup
from tests.simulator.server import Simulator, simulated
from walkumentary.infra.langchain.writer import ChatWriter


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with simulated() as running:
        yield running


@pytest.fixture(params=DIFFERENT, ids=lambda setup: setup.provider)
def setup(request: pytest.FixtureRequest) -> Setup:
    assert isinstance(request.param, Setup)
    return request.param


@pytest.fixture
async def writer(setup: Setup, simulator: Simulator) -> AsyncIterator[ChatWriter]:
    async with setup.writer(simulator) as writer:
        yield writer
