"""Read one place, and what is told about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.domain.shared.text import word_count
from walkumentary.gateway.notes import NotesReader
from walkumentary.gateway.places import PlacesReader


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlaceQuery:
    """Who reads which place, in which language its notes are summed up."""

    actor: Actor
    place_id: PlaceId
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesSummary:
    """How much is told about a place, on what, and how it begins."""

    language: str
    count: int
    words: int
    tags: tuple[str, ...]
    overview: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDetail:
    """A place with its notes summed up."""

    place: Place
    notes: NotesSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlace:
    """Return everything that is known of a place."""

    places: PlacesReader
    notes: NotesReader

    async def execute(self, query: ReadPlaceQuery) -> PlaceDetail:
        """Return the place and the summary of its notes.

        Raises:
            PlaceNotFound: the actor sees no such place.
            GatewayUnavailable: the database cannot be reached.
        """
        place = await self.places.get(query.place_id, actor=query.actor)
        notes = await self.notes.of_places(
            [place.id], actor=query.actor, language=query.language
        )
        return PlaceDetail(
            place=place, notes=_summary(notes[place.id], language=query.language)
        )


def _summary(notes: Sequence[Note], *, language: str) -> NotesSummary:
    return NotesSummary(
        language=language,
        count=len(notes),
        words=sum(word_count(note.text) for note in notes),
        tags=tuple(dict.fromkeys(tag for note in notes for tag in note.tags)),
        overview=notes[0].text if notes else None,
    )
