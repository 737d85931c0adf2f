"""The in-memory places and notes keep the promises of their ports."""

import pytest

from tests.contracts.knowledge import Knowledge
from tests.contracts.notes_gateway import NotesGatewayContract
from tests.contracts.notes_reader import NotesReaderContract
from tests.contracts.places_gateway import PlacesGatewayContract
from tests.contracts.places_reader import PlacesReaderContract
from tests.unit.usecase.doubles import memory_knowledge
from walkumentary.infra.memory.store import MemoryStore


@pytest.fixture
def knowledge() -> Knowledge:
    return memory_knowledge(MemoryStore())


class TestMemoryPlaces(PlacesGatewayContract):
    pass


class TestMemoryPlacesReader(PlacesReaderContract):
    pass


class TestMemoryNotes(NotesGatewayContract):
    pass


class TestMemoryNotesReader(NotesReaderContract):
    pass
