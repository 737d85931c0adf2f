"""Reading what is told about a place."""

import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import PlaceNotFound
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.usecase.notes.read_place_notes import (
    ReadPlaceNotes,
    ReadPlaceNotesQuery,
)


async def _read(knowledge: Knowledge, place_id: PlaceId) -> list[Note]:
    read = ReadPlaceNotes(places=knowledge.places, notes=knowledge.notes)
    query = ReadPlaceNotesQuery(actor=makers.an_actor(), place_id=place_id)
    return list(await read.execute(query))


async def test_notes_come_in_reading_order(knowledge: Knowledge) -> None:
    place, notes = await a_landmark(knowledge, "First.", "Second.", "Third.")

    assert await _read(knowledge, place.id) == notes


async def test_a_place_nobody_wrote_about_has_no_notes(knowledge: Knowledge) -> None:
    owner = makers.a_user_id()
    place, _ = await a_landmark(knowledge, "Mine alone.", owner_id=owner)

    assert await _read(knowledge, place.id) == []


async def test_an_unknown_place_is_not_found(knowledge: Knowledge) -> None:
    with pytest.raises(PlaceNotFound):
        await _read(knowledge, makers.a_place_id())


async def test_an_outage_is_an_error(knowledge: Knowledge) -> None:
    async with knowledge.outage():
        with pytest.raises(DatabaseUnavailable):
            await _read(knowledge, makers.a_place_id())
