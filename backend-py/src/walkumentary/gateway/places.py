"""Ports: places, written and found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPlace:
    """Under which id a place is stored, and whether it is since now."""

    place_id: PlaceId
    is_new: bool


class PlacesGateway(Protocol):
    """Places inside one transaction."""

    async def put_all(self, places: Sequence[Place]) -> Sequence[PlaceId]:
        """Insert each place or update the one with the same (source, source_id).

        A place of another source with the same folded name within 75 m is the same
        place: its id is returned and it is left as it is.

        Args:
            places: no two of the same (source, source_id).

        Returns:
            The ids they are stored under, in order; one may differ from ``place.id``.
        """
        ...

    async def add(self, place: Place) -> AddedPlace:
        """Insert the place unless the same is stored; what is stored stays as it is.

        The same is one with the same (source, source_id), or one the actor sees with
        the same folded name within 75 m, of whatever source.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A place that matches a text, best first by ``score`` (0…1)."""

    place: Place
    score: float
    distance_m: float | None
    has_notes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPlace:
    """A place near a position, with the notes it has."""

    place: Place
    distance_m: float
    bearing_deg: float
    note_count: int


class PlacesReader(Protocol):
    """Read model: places as one actor sees them."""

    async def get(self, place_id: PlaceId, *, actor: Actor) -> Place:
        """Return the place.

        Raises:
            PlaceNotFound: it does not exist or is somebody else's.
        """
        ...

    async def matching(
        self,
        text: str,
        *,
        actor: Actor,
        near: Coordinates | None,
        radius_m: float | None,
        limit: int,
    ) -> Sequence[FoundPlace]:
        """Return places whose name, alias or words (with the city's) match the text.

        Exact names before prefixes before full text before one typing error per word;
        nearer is better among equals. With ``radius_m`` nothing from outside.
        """
        ...

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
        """Return places within the radius, nearest first (spatial index, no scan)."""
        ...

    async def nearest_covered(
        self, centre: Coordinates, *, actor: Actor, language: str
    ) -> NearPlace | None:
        """Return the nearest landmark with notes in the language, however far."""
        ...
