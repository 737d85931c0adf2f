"""The Postgres places and notes keep the promises of their ports."""

from tests.contracts.notes_gateway import NotesGatewayContract
from tests.contracts.notes_reader import NotesReaderContract
from tests.contracts.places_gateway import PlacesGatewayContract
from tests.contracts.places_reader import PlacesReaderContract


class TestPostgresPlaces(PlacesGatewayContract):
    pass


class TestPostgresPlacesReader(PlacesReaderContract):
    pass


class TestPostgresNotes(NotesGatewayContract):
    pass


class TestPostgresNotesReader(NotesReaderContract):
    pass
