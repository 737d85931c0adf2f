"""Fixtures for the use cases of places and notes."""

import pytest

from tests.contracts.knowledge import Knowledge
from tests.unit.usecase.doubles import memory_knowledge
from walkumentary.infra.memory.store import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def knowledge(store: MemoryStore) -> Knowledge:
    return memory_knowledge(store)
