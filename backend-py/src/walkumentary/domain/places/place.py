"""A place, and a landmark: a place worth a stop."""

from dataclasses import dataclass

from walkumentary.domain.shared.errors import NotFound
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId, UserId

AREAS = frozenset("city town village district suburb neighbourhood quarter".split())
"""Location types that one is in, not at."""


class PlaceNotFound(NotFound):
    """No place with this id, or none of this name, is visible to the actor."""

    code = "place-not-found"
    title = "Place not found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place, as stored.

    ``location_type`` is the value of the OpenStreetMap tag that made it (museum,
    church, city …). ``popularity`` is 0 (hidden) to 1 (world famous).
    """

    id: PlaceId
    owner_id: UserId | None
    source: str
    source_id: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    location_type: str
    position: Coordinates
    address: str
    city: str
    country: str
    country_code: str
    timezone: str | None
    popularity: float
    look_for: str
    attribution: str
    opening_hours: str | None = None
    wheelchair: str | None = None
    wikidata: str | None = None
    website: str | None = None
    image_url: str | None = None
    version: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """What may be said of it: what it is called, its city and its country."""
        said = (self.name, self.short_name, *self.aliases, self.city, self.country)
        return tuple(name for name in said if name)
