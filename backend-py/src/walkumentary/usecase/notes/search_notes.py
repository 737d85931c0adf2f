"""Answer a question with notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from walkumentary.domain.accounts.usage import own_bill
from walkumentary.domain.notes.search import NoteSearch
from walkumentary.domain.places.place import AREAS, Place
from walkumentary.domain.shared.errors import GatewayError
from walkumentary.domain.tours.interests import canonical
from walkumentary.gateway.notes import (
    EmbedderGateway,
    NoteHit,
    NoteScope,
    NotesReader,
    Vector,
)
from walkumentary.gateway.places import PlacesReader

NEAR_RADIUS_M = 2_500.0
"""How far notes are looked for around a position when nobody says."""
AREA_RADIUS_M = 5_000.0
"""How far notes are looked for around a place that is itself an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNotes:
    """Hits, best first, and what could not be asked."""

    hits: Sequence[NoteHit]
    degraded: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchNotes:
    """Retrieve by vector and by words; by words alone while the embedder is down."""

    places: PlacesReader
    notes: NotesReader
    embedder: EmbedderGateway

    async def execute(self, search: NoteSearch) -> FoundNotes:
        """Return the notes that answer; none where nothing is relevant enough.

        Raises:
            PlaceNotFound: the actor sees no such place.
            GatewayUnavailable: the database cannot be reached.
        """
        scope = await self._scope(search)
        vector = await self._vector(search)
        hits = await self.notes.search(
            search.query, vector, actor=search.actor, scope=scope, limit=search.limit
        )
        return FoundNotes(
            hits=hits, degraded=() if vector is not None else ("embedder",)
        )

    async def _vector(self, search: NoteSearch) -> Vector | None:
        try:
            vectors = await self.embedder.embed(
                [search.query], bill=own_bill(search.actor.user_id, "search")
            )
        except GatewayError:
            return None
        vector: Vector = vectors[0]
        return vector

    async def _scope(self, search: NoteSearch) -> NoteScope:
        around = NoteScope(
            centre=search.near,
            radius_m=(search.radius_m or NEAR_RADIUS_M) if search.near else None,
            language=search.language,
            tags=tuple(canonical(tag) or tag for tag in search.tags),
        )
        if search.place_id is None:
            return around
        place = await self.places.get(search.place_id, actor=search.actor)
        return _narrowed(around, place)


def _narrowed(around: NoteScope, place: Place) -> NoteScope:
    """Return the scope at the place, or around it where it is an area."""
    if place.location_type not in AREAS:
        return replace(around, place_id=place.id)
    return replace(
        around,
        centre=around.centre or place.position,
        radius_m=around.radius_m or AREA_RADIUS_M,
    )
