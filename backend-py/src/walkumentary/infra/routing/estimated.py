"""Walks where no map covers the area: the great circle, lengthened.

Source: spec, tours, point 3; real walks are 1.3 to 1.45 times the great circle in the
median.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.shared.geo import EARTH_RADIUS_M, Coordinates
from walkumentary.gateway.routes import (
    ESTIMATED,
    ON_FOOT,
    Walk,
    WalkingLeg,
    WalkingMatrix,
)
from walkumentary.infra.routing.promises import refuse_step_free

DETOUR = 1.35
"""Metres walked for a metre of great circle."""


class EstimatedRoutes:
    """Guesses the way; it is never wrong to say so. Where steps are it cannot guess."""

    async def matrix(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk = ON_FOOT,
    ) -> WalkingMatrix:
        """Return lengthened great-circle distances.

        Raises:
            StepFreeNotAvailable: always, if that is asked for.
        """
        refuse_step_free(walk)
        distance_m = DETOUR * _great_circles_m(sources, targets)
        return WalkingMatrix(distance_m=distance_m, source=ESTIMATED)

    async def leg(
        self, start: Coordinates, end: Coordinates, *, walk: Walk = ON_FOOT
    ) -> WalkingLeg:
        """Return a straight line and its lengthened distance.

        Raises:
            StepFreeNotAvailable: always, if that is asked for.
        """
        matrix = await self.matrix([start], [end], walk=walk)
        return WalkingLeg(
            distance_m=float(matrix.distance_m[0, 0]),
            path=(start, end),
            source=ESTIMATED,
        )


def _great_circles_m(
    sources: Sequence[Coordinates], targets: Sequence[Coordinates]
) -> NDArray[np.float64]:
    """Return shape (sources, targets): haversine, as ``Coordinates.distance_m``."""
    lat1, lon1 = _radians(sources)[:, :, np.newaxis]
    lat2, lon2 = _radians(targets)[:, np.newaxis, :]
    half_lat, half_lon = (lat2 - lat1) / 2, (lon2 - lon1) / 2
    h = np.sin(half_lat) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin(half_lon) ** 2
    angles: NDArray[np.float64] = 2 * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return EARTH_RADIUS_M * angles


def _radians(points: Sequence[Coordinates]) -> NDArray[np.float64]:
    """Return shape (2, points): latitudes, longitudes."""
    degrees = [(point.latitude_deg, point.longitude_deg) for point in points]
    return np.radians(np.array(degrees, dtype=np.float64).reshape(-1, 2).T)
