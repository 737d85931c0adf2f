"""Positions on the Earth (WGS 84 degrees), distances and directions."""

import math
from dataclasses import dataclass, replace

from walkumentary.domain.shared.errors import FieldProblem, Invalid

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius R1 of the WGS 84 ellipsoid. Source: IUGG/GRS 80, (2a + b) / 3."""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A position: latitude −90…90, longitude −180…180, in degrees."""

    latitude_deg: float
    longitude_deg: float

    def __post_init__(self) -> None:
        problems = [
            *_outside("latitude", self.latitude_deg, limit=90.0),
            *_outside("longitude", self.longitude_deg, limit=180.0),
        ]
        if problems:
            raise Invalid("The coordinates are outside WGS 84.", fields=problems)

    def distance_m(self, other: "Coordinates") -> float:
        """Return the great-circle distance in metres (haversine)."""
        lat1, lat2 = math.radians(self.latitude_deg), math.radians(other.latitude_deg)
        half_lat = (lat2 - lat1) / 2
        half_lon = math.radians(other.longitude_deg - self.longitude_deg) / 2
        h = (
            math.sin(half_lat) ** 2
            + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
        )
        return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))

    def bearing_deg(self, other: "Coordinates") -> float:
        """Return the initial bearing towards ``other``: 0 north, 90 east, below 360."""
        lat1, lat2 = math.radians(self.latitude_deg), math.radians(other.latitude_deg)
        delta = math.radians(other.longitude_deg - self.longitude_deg)
        east = math.sin(delta) * math.cos(lat2)
        north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(
            lat2
        ) * math.cos(delta)
        # Twice, since a tiny negative angle modulo 360 is 360 itself.
        return math.degrees(math.atan2(east, north)) % 360.0 % 360.0


def _outside(name: str, value: float, *, limit: float) -> list[FieldProblem]:
    if -limit <= value <= limit:
        return []
    return [FieldProblem(f"/coordinates/{name}", f"must lie in −{limit:g}…{limit:g}")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle of degrees that holds a circle; it may cross the 180th meridian."""

    south_deg: float
    north_deg: float
    west_deg: float
    east_deg: float


def box_around(centre: Coordinates, *, radius_m: float) -> Box:
    """Return the box that holds every point within ``radius_m`` of ``centre``.

    Longitudes are scaled by latitude; near a pole the box spans all of them.
    ``west_deg`` may be below −180 and ``east_deg`` above 180 (wrap when querying).
    """
    lat_span = math.degrees(radius_m / EARTH_RADIUS_M)
    south = max(-90.0, centre.latitude_deg - lat_span)
    north = min(90.0, centre.latitude_deg + lat_span)
    widest = math.cos(math.radians(max(abs(south), abs(north))))
    lon_span = min(180.0, lat_span / widest) if widest > 1e-9 else 180.0
    return Box(
        south_deg=south,
        north_deg=north,
        west_deg=centre.longitude_deg - lon_span,
        east_deg=centre.longitude_deg + lon_span,
    )


def unwrapped(box: Box) -> tuple[Box, ...]:
    """Return the box as one or two parts that each lie within −180…180."""
    turned = [
        replace(box, west_deg=box.west_deg + turn, east_deg=box.east_deg + turn)
        for turn in (-360.0, 0.0, 360.0)
    ]
    return tuple(
        replace(
            part,
            west_deg=max(part.west_deg, -180.0),
            east_deg=min(part.east_deg, 180.0),
        )
        for part in turned
        if part.east_deg > -180.0 and part.west_deg < 180.0
    )
