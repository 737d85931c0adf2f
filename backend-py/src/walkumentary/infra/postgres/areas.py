"""Circles on the map as the spatial index finds them."""

from psycopg import sql

from walkumentary.domain.shared.geo import Box, Coordinates, box_around, unwrapped

INSIDE = sql.SQL("""(
    point(longitude_deg, latitude_deg) <@ %(box)s::box
    or point(longitude_deg, latitude_deg) <@ %(other_box)s::box
)""")
"""A condition on ``searchable_places``: in the box, or beyond the 180th meridian."""

DISTANCE_M = sql.SQL("""walkumentary_distance_m(
    %(latitude_deg)s, %(longitude_deg)s, latitude_deg, longitude_deg
)""")
"""Metres from the centre to a place."""


def area(centre: Coordinates, *, radius_m: float) -> dict[str, object]:
    """Return the parameters that ``INSIDE`` and ``DISTANCE_M`` take."""
    parts = unwrapped(box_around(centre, radius_m=radius_m))
    return {
        "latitude_deg": centre.latitude_deg,
        "longitude_deg": centre.longitude_deg,
        "radius_m": radius_m,
        "box": _text(parts[0]),
        "other_box": _text(parts[-1]),
    }


def _text(box: Box) -> str:
    return f"({box.east_deg},{box.north_deg}),({box.west_deg},{box.south_deg})"
