"""The points of a way: fewer of them, and how far a place lies off it."""

import math
from collections.abc import Sequence
from itertools import pairwise

from walkumentary.domain.shared.geo import EARTH_RADIUS_M, Coordinates

TOLERANCE_M = 5.0
"""How far a simplified way may leave the real one."""

type _Point = tuple[float, float]


def simplified(
    path: Sequence[Coordinates], *, tolerance_m: float = TOLERANCE_M
) -> tuple[Coordinates, ...]:
    """Return the path with the points that matter; first and last always do.

    Source: Ramer 1972, Douglas and Peucker 1973.
    """
    points = _plane(path)
    kept = {0, len(path) - 1}
    spans = [(0, len(path) - 1)]
    while spans:
        first, last = spans.pop()
        off_m, farthest = _farthest(points, first, last)
        if off_m > tolerance_m:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return tuple(path[n] for n in sorted(kept))


def off_path_m(path: Sequence[Coordinates], point: Coordinates) -> float:
    """Return the metres from a point to the nearest part of a path."""
    *points, away = _plane([*path, point])
    return min(_off(away, a, b) for a, b in pairwise(points))


def _farthest(points: Sequence[_Point], first: int, last: int) -> tuple[float, int]:
    between = range(first + 1, last)
    offs = ((_off(points[n], points[first], points[last]), n) for n in between)
    return max(offs, default=(0.0, first))


def _plane(path: Sequence[Coordinates]) -> list[_Point]:
    """Return metres east and north of the first point; good for a walk's length."""
    origin = path[0]
    metre_deg = math.radians(1.0) * EARTH_RADIUS_M
    narrow = math.cos(math.radians(origin.latitude_deg))
    return [
        (
            _turned(point.longitude_deg - origin.longitude_deg) * metre_deg * narrow,
            (point.latitude_deg - origin.latitude_deg) * metre_deg,
        )
        for point in path
    ]


def _turned(degrees: float) -> float:
    """Return a difference of longitudes the short way round."""
    return (degrees + 180.0) % 360.0 - 180.0


def _off(point: _Point, a: _Point, b: _Point) -> float:
    """Return the distance from a point to the segment from ``a`` to ``b``."""
    east, north = b[0] - a[0], b[1] - a[1]
    length2 = east * east + north * north
    along = (point[0] - a[0]) * east + (point[1] - a[1]) * north
    share = min(1.0, max(0.0, along / length2)) if length2 else 0.0
    return math.dist(point, (a[0] + share * east, a[1] + share * north))
