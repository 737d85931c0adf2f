"""What every geocoder over OpenStreetMap has in common: identity, bounds, words."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.geo import Box, Coordinates, box_around
from walkumentary.domain.shared.ids import PlaceId

SOURCE = "osm"
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
ELEMENTS = {"n": "node", "w": "way", "r": "relation"}
_PLACES = UUID("6f1f2c1e-6a2d-5d0e-9a55-3f1c1c8a7b10")
UNKNOWN_POPULARITY = 0.3
BIAS_M = 20_000.0
"""How far around a position places are preferred."""


def place_id(element: str, osm_id: int) -> PlaceId:
    """Return the id this element of OpenStreetMap always has here."""
    return PlaceId(uuid5(_PLACES, f"{element}/{osm_id}"))


def bounded(
    places: Iterable[Place], *, near: Coordinates | None, bound_m: float | None
) -> list[Place]:
    """Return the places inside: a geocoder bounds by a box, if at all."""
    if near is None or bound_m is None:
        return list(places)
    return [one for one in places if near.distance_m(one.position) <= bound_m]


def box(near: Coordinates, *, bound_m: float | None) -> Box:
    """Return the box to search, or to prefer; at the 180th meridian it ends there."""
    around = box_around(near, radius_m=bound_m or BIAS_M)
    return Box(
        south_deg=around.south_deg,
        north_deg=around.north_deg,
        west_deg=max(-180.0, around.west_deg),
        east_deg=min(180.0, around.east_deg),
    )


def joined(*parts: str | None, by: str = ", ") -> str:
    """Return the parts there are."""
    return by.join(part for part in parts if part)
