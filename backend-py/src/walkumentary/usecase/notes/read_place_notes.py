"""Read what is told about a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.gateway.notes import NotesReader
from walkumentary.gateway.places import PlacesReader


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlaceNotesQuery:
    """Who reads the notes of which place, in which language."""

    actor: Actor
    place_id: PlaceId
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlaceNotes:
    """Return a place's notes in reading order."""

    places: PlacesReader
    notes: NotesReader

    async def execute(self, query: ReadPlaceNotesQuery) -> Sequence[Note]:
        """Return the notes the actor may read; none is an answer too.

        Raises:
            PlaceNotFound: the actor sees no such place.
            GatewayUnavailable: the database cannot be reached.
        """
        place = await self.places.get(query.place_id, actor=query.actor)
        notes = await self.notes.of_places(
            [place.id], actor=query.actor, language=query.language
        )
        return notes[place.id]
