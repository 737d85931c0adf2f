"""OSRM on a server: distances and ways on foot, but no walk without steps.

Source: OSRM's HTTP API, version 5 and later (table, route; Waypoint, RouteStep,
StepManeuver objects); http://project-osrm.org/docs/
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError

from walkumentary.domain.shared.errors import (
    GatewayRefused,
    GatewayUnavailable,
    Invalid,
)
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.manoeuvres import Manoeuvre, Turn
from walkumentary.gateway.routes import (
    ON_FOOT,
    SNAP_M,
    Walk,
    WalkingLeg,
    WalkingMatrix,
)
from walkumentary.infra.routing.http import Answer, RoutingServer
from walkumentary.infra.routing.polyline import decoded
from walkumentary.infra.routing.promises import refuse_step_free

SOURCE = "osrm"

_TURN_OF = {
    "depart": Turn.START,
    "arrive": Turn.ARRIVE,
    "uturn": Turn.BACK,
    "sharp right": Turn.SHARP_RIGHT,
    "right": Turn.RIGHT,
    "slight right": Turn.SLIGHT_RIGHT,
    "slight left": Turn.SLIGHT_LEFT,
    "left": Turn.LEFT,
    "sharp left": Turn.SHARP_LEFT,
}


class OsrmRoutes:
    """Walks by the profile a server was prepared with.

    OSRM's answers do not say where steps are, and its foot profile uses them: whoever
    must avoid steps is refused, never guessed for.

    Args:
        server: where it runs.
        profile: the name of its walking profile.
    """

    def __init__(self, server: RoutingServer, *, profile: str) -> None:
        self._server = server
        self._profile = profile

    async def matrix(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk = ON_FOOT,
    ) -> WalkingMatrix:
        """Return distances; infinite from and to points that are not on the map.

        Raises:
            StepFreeNotAvailable: always, if that is asked for.
        """
        refuse_step_free(walk)
        metres = np.full((len(sources), len(targets)), np.inf)
        if metres.size:
            known = await self._metres(sources, targets)
            metres[:] = np.where(np.isnan(known), np.inf, known)
        return WalkingMatrix(distance_m=metres, source=SOURCE)

    async def leg(
        self, start: Coordinates, end: Coordinates, *, walk: Walk = ON_FOOT
    ) -> WalkingLeg:
        """Return the way between two points.

        Raises:
            StepFreeNotAvailable: always, if that is asked for.
            GatewayRefused: there is no such way.
        """
        refuse_step_free(walk)
        answer = await self._asked(
            "route",
            [start, end],
            overview="full",
            geometries="polyline6",
            steps="true",
            radiuses=f"{SNAP_M:g};{SNAP_M:g}",
        )
        with _understood():
            return _RouteAnswer.model_validate_json(answer).routes[0].read()

    async def _metres(
        self, sources: Sequence[Coordinates], targets: Sequence[Coordinates]
    ) -> NDArray[np.float64]:
        points = list(dict.fromkeys([*sources, *targets]))
        place = {point: str(n) for n, point in enumerate(points)}
        answer = await self._asked(
            "table",
            points,
            annotations="distance",
            sources=";".join(place[point] for point in sources),
            destinations=";".join(place[point] for point in targets),
        )
        with _understood():
            return _Table.model_validate_json(answer).metres(sources, targets)

    async def _asked(
        self, service: str, points: Sequence[Coordinates], **options: str
    ) -> bytes:
        places = ";".join(f"{p.longitude_deg:.6f},{p.latitude_deg:.6f}" for p in points)
        path = f"{service}/v1/{self._profile}/{places}"
        answer = await self._server.get(path, options)
        if answer.is_good:
            return answer.body
        raise _refusal(answer)


class _Waypoint(BaseModel):
    """Where the server put a point: longitude, latitude."""

    location: tuple[float, float]

    def is_near(self, point: Coordinates) -> bool:
        longitude, latitude = self.location
        return point.distance_m(Coordinates(latitude, longitude)) <= SNAP_M


class _Table(BaseModel):
    distances: list[list[float | None]]
    sources: list[_Waypoint]
    destinations: list[_Waypoint]

    def metres(
        self, sources: Sequence[Coordinates], targets: Sequence[Coordinates]
    ) -> NDArray[np.float64]:
        """Return the distances; not a number where there is none."""
        rows = _near(self.sources, sources)
        columns = _near(self.destinations, targets)
        metres = np.array(self.distances, dtype=np.float64)
        return np.where(np.outer(rows, columns), metres, np.nan)


def _near(
    found: Sequence[_Waypoint], points: Sequence[Coordinates]
) -> NDArray[np.bool_]:
    pairs = zip(found, points, strict=True)
    return np.array([one.is_near(point) for one, point in pairs])


class _Turning(BaseModel):
    type: str
    modifier: str = "straight"
    bearing_after: float = 0.0
    location: tuple[float, float]


class _Step(BaseModel):
    distance: float
    name: str = ""
    maneuver: _Turning

    def read(self) -> Manoeuvre:
        turning = self.maneuver
        named = _TURN_OF.get(turning.type) or _TURN_OF.get(turning.modifier)
        longitude, latitude = turning.location
        return Manoeuvre(
            turn=named or Turn.STRAIGHT,
            at=Coordinates(latitude, longitude),
            distance_m=self.distance,
            bearing_deg=turning.bearing_after,
            street=self.name,
        )


class _Leg(BaseModel):
    steps: list[_Step]


class _Route(BaseModel):
    distance: float
    geometry: str
    legs: list[_Leg]

    def read(self) -> WalkingLeg:
        points = decoded(self.geometry)
        return WalkingLeg(
            distance_m=self.distance,
            path=points if len(points) > 1 else points * 2,
            source=SOURCE,
            manoeuvres=tuple(step.read() for leg in self.legs for step in leg.steps),
        )


class _RouteAnswer(BaseModel):
    routes: list[_Route]


class _Refusal(BaseModel):
    code: str


def _refusal(answer: Answer) -> GatewayRefused:
    try:
        code = _Refusal.model_validate_json(answer.body).code
    except ValidationError:
        code = str(answer.status)
    return GatewayRefused(f"The routing server refused the request: {code[:40]}.")


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except (ValueError, IndexError, Invalid) as error:
        detail = "The routing server's answer cannot be understood."
        raise GatewayUnavailable(detail) from error
