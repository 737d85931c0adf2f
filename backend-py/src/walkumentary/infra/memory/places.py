"""Places in memory, written and found."""

from collections.abc import Sequence
from dataclasses import replace

from walkumentary.domain.places.place import Place, PlaceNotFound
from walkumentary.domain.places.ranking import (
    Candidate,
    Ranked,
    Wording,
    fit,
    ranked,
)
from walkumentary.domain.places.sameness import SAME_PLACE_M
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.domain.shared.text import folded
from walkumentary.gateway.places import AddedPlace, FoundPlace, NearPlace
from walkumentary.infra.memory.publishing import check_may_publish
from walkumentary.infra.memory.store import MemoryStore, sees
from walkumentary.infra.memory.transaction import Transaction


class MemoryPlaces:
    """Places inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def put_all(self, places: Sequence[Place]) -> Sequence[PlaceId]:
        """Insert each place, or update the one of the same source."""
        return [self._put(place) for place in places]

    async def add(self, place: Place) -> AddedPlace:
        """Insert the place unless the same is stored."""
        check_may_publish(self._transaction, place.owner_id)
        stored = self._stored(place)
        known = stored.id if stored else self._twin(place, of_any_source=True)
        return AddedPlace(place_id=known or self._insert(place), is_new=known is None)

    def _put(self, place: Place) -> PlaceId:
        check_may_publish(self._transaction, place.owner_id)
        stored = self._stored(place)
        if stored is None:
            return self._twin(place) or self._insert(place)
        kept = replace(place, id=stored.id, version=stored.version)
        if kept != stored:
            self._transaction.places[stored.id] = replace(
                kept, version=stored.version + 1
            )
        return stored.id

    def _stored(self, place: Place) -> Place | None:
        key = (place.source, place.source_id)
        rows = (row for _, row in self._transaction.places.items())
        return next((row for row in rows if (row.source, row.source_id) == key), None)

    def _insert(self, place: Place) -> PlaceId:
        self._transaction.places[place.id] = place
        return place.id

    def _twin(self, place: Place, *, of_any_source: bool = False) -> PlaceId | None:
        """Return the nearest place, mostly of another source, that is the same."""
        twins = [
            (row.position.distance_m(place.position), str(row.id), row.id)
            for _, row in self._transaction.places.items()
            if _is_twin(row, place, self._transaction.actor)
            and (of_any_source or row.source != place.source)
        ]
        return min(twins)[2] if twins else None


class MemoryPlacesReader:
    """Places as one actor sees them."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def get(self, place_id: PlaceId, *, actor: Actor) -> Place:
        """Return the place."""
        self._store.reach(actor)
        place = self._store.places.get(place_id)
        if place is None or not sees(actor, place.owner_id):
            raise PlaceNotFound("There is no such place.")
        return place

    async def matching(
        self,
        text: str,
        *,
        actor: Actor,
        near: Coordinates | None,
        radius_m: float | None,
        limit: int,
    ) -> Sequence[FoundPlace]:
        """Return places that fit the text, best first."""
        wording = Wording.of(text)
        if not wording.words:
            return ()
        places = [
            place
            for place in self._searchable(actor)
            if _is_inside(place, near, radius_m)
        ]
        candidates = [
            Candidate(
                place_id=place.id,
                fit=found,
                position=place.position,
                popularity=place.popularity,
            )
            for place in places
            if (found := fit(wording, place)) is not None
        ]
        return [self._found(one, actor) for one in ranked(candidates, near=near)][
            :limit
        ]

    async def around(
        self,
        centre: Coordinates,
        *,
        actor: Actor,
        radius_m: float,
        location_type: str | None = None,
        landmarks_only: bool = False,
        limit: int,
    ) -> Sequence[NearPlace]:
        """Return places within the radius, nearest first."""
        nearest = [
            near
            for near in self._near(centre, actor)
            if near.distance_m <= radius_m
            and location_type in {None, near.place.location_type}
            and near.note_count >= landmarks_only
        ]
        return nearest[:limit]

    async def nearest_covered(
        self, centre: Coordinates, *, actor: Actor, language: str
    ) -> NearPlace | None:
        """Return the nearest landmark with notes in the language."""
        covered = {
            note.place_id
            for note in self._store.notes.values()
            if note.language == language and sees(actor, note.owner_id)
        }
        near = self._near(centre, actor)
        return next((one for one in near if one.place.id in covered), None)

    def _searchable(self, actor: Actor) -> list[Place]:
        """Search shows what is public or one's own, even to the system."""
        self._store.reach(actor)
        visible = {None, actor.user_id}
        return [p for p in self._store.places.values() if p.owner_id in visible]

    def _near(self, centre: Coordinates, actor: Actor) -> list[NearPlace]:
        near = [
            NearPlace(
                place=place,
                distance_m=centre.distance_m(place.position),
                bearing_deg=centre.bearing_deg(place.position),
                note_count=self._note_count(place.id, actor),
            )
            for place in self._searchable(actor)
        ]
        return sorted(near, key=lambda one: (one.distance_m, str(one.place.id)))

    def _found(self, one: Ranked, actor: Actor) -> FoundPlace:
        place_id = one.candidate.place_id
        return FoundPlace(
            place=self._store.places[place_id],
            score=one.score,
            distance_m=one.distance_m,
            has_notes=self._note_count(place_id, actor) > 0,
        )

    def _note_count(self, place_id: PlaceId, actor: Actor) -> int:
        return sum(
            note.place_id == place_id and sees(actor, note.owner_id)
            for note in self._store.notes.values()
        )


def _is_twin(row: Place, place: Place, actor: Actor) -> bool:
    return (
        row.owner_id in {None, actor.user_id}
        and folded(row.name) == folded(place.name)
        and row.position.distance_m(place.position) <= SAME_PLACE_M
    )


def _is_inside(place: Place, near: Coordinates | None, radius_m: float | None) -> bool:
    if near is None or radius_m is None:
        return True
    return near.distance_m(place.position) <= radius_m
