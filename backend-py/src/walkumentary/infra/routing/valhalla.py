"""Valhalla's questions and answers, wherever the engine runs.

Source: Valhalla's API documentation for route, matrix (sources_to_targets) and locate,
version 3.9; https://valhalla.github.io/valhalla/api/
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError

from walkumentary.domain.shared.errors import (
    GatewayRefused,
    GatewayUnavailable,
    Invalid,
)
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.heights import climb_m
from walkumentary.domain.tours.manoeuvres import Manoeuvre, Turn
from walkumentary.gateway.routes import (
    ON_FOOT,
    SNAP_M,
    Profile,
    Walk,
    WalkingLeg,
    WalkingMatrix,
)
from walkumentary.infra.routing.polyline import decoded

SOURCE = "valhalla"
HEIGHT_EVERY_M = 30
NO_HEIGHT_M = -499.0
"""Nothing on land lies lower; the engine says so where it knows no height."""
ANOTHER_TRY = 3
"""Ways around an escalator that are looked for before a leg is refused."""

_NOT_ON_THE_MAP = frozenset({170, 171})
_NO_WAY = _NOT_ON_THE_MAP | {154, 442}
"""Engine errors: unconnected, no edge near, too far, no path. Source: as above."""
_TYPES = {Profile.FOOT: "foot", Profile.STEP_FREE: "wheelchair"}
_TURNS = {
    Turn.START: (1, 2, 3),
    Turn.ARRIVE: (4, 5, 6),
    Turn.SLIGHT_RIGHT: (9, 18, 20, 23, 37),
    Turn.RIGHT: (10,),
    Turn.SHARP_RIGHT: (11,),
    Turn.BACK: (12, 13),
    Turn.SHARP_LEFT: (14,),
    Turn.LEFT: (15,),
    Turn.SLIGHT_LEFT: (16, 19, 21, 24, 38),
    Turn.LIFT: (39,),
    Turn.STAIRS: (40,),
    Turn.ESCALATOR: (41,),
}
_TURN_OF = {number: turn for turn, numbers in _TURNS.items() for number in numbers}
_STEPS = frozenset({Turn.STAIRS, Turn.ESCALATOR})

type Json = Mapping[str, object]


class ValhallaRefused(GatewayRefused):
    """The engine understood and refused; ``number`` is its own error code."""

    code = "valhalla-refused"
    title = "The routing engine refused the request"

    def __init__(self, detail: str, *, number: int) -> None:
        super().__init__(detail)
        self.number = number


class ValhallaEngine(Protocol):
    """Where questions go: a child process, or a server."""

    async def ask(self, action: str, request: Json) -> bytes:
        """Return the JSON answer to ``route``, ``sources_to_targets`` or ``locate``.

        Raises:
            ValhallaRefused: with the engine's error code.
            GatewayUnavailable, GatewayTimeout, GatewayRefused: no answer.
        """
        ...


class ValhallaRoutes:
    """Walks by Valhalla's pedestrian costing; its wheelchair type where step-free."""

    def __init__(self, engine: ValhallaEngine) -> None:
        self._engine = engine

    async def matrix(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk = ON_FOOT,
    ) -> WalkingMatrix:
        """Return distances; infinite from and to points that are not on the map."""
        nowhere = np.full((len(sources), len(targets)), np.inf)
        if not nowhere.size:
            return WalkingMatrix(distance_m=nowhere, source=SOURCE)
        try:
            metres = await self._metres(sources, targets, walk=walk)
        except ValhallaRefused as refusal:
            _only_no_way(refusal)
            metres = await self._among_found(sources, targets, walk=walk)
        return WalkingMatrix(distance_m=metres, source=SOURCE)

    async def leg(
        self, start: Coordinates, end: Coordinates, *, walk: Walk = ON_FOOT
    ) -> WalkingLeg:
        """Return the way; one without steps goes around escalators too.

        Raises:
            GatewayRefused: there is no such way.
        """
        avoided: list[Coordinates] = []
        leg = await self._leg(start, end, walk=walk, avoided=avoided)
        while _breaks_promise(leg, walk) and len(avoided) < ANOTHER_TRY:
            avoided += _first_steps(leg)
            leg = await self._leg(start, end, walk=walk, avoided=avoided)
        if _breaks_promise(leg, walk):
            raise GatewayRefused("There is no way without steps between two stops.")
        return leg

    async def _metres(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk,
    ) -> NDArray[np.float64]:
        request = {
            "sources": _locations(sources),
            "targets": _locations(targets),
            "verbose": False,
            **_costing(walk),
        }
        answer = await self._engine.ask("sources_to_targets", request)
        with _understood():
            matrix = _MatrixAnswer.model_validate_json(answer).sources_to_targets
            return matrix.metres().reshape(len(sources), len(targets))

    async def _among_found(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk,
    ) -> NDArray[np.float64]:
        """Return the matrix again, without the points that are not on the map."""
        found = await self._found([*sources, *targets], walk=walk)
        rows = [n for n, _ in enumerate(sources) if found[n]]
        columns = [n for n, _ in enumerate(targets) if found[len(sources) + n]]
        metres = np.full((len(sources), len(targets)), np.inf)
        if not rows or not columns:
            return metres
        try:
            metres[np.ix_(rows, columns)] = await self._metres(
                [sources[n] for n in rows], [targets[n] for n in columns], walk=walk
            )
        except ValhallaRefused as refusal:
            _only_no_way(refusal)
        return metres

    async def _found(
        self, points: Sequence[Coordinates], *, walk: Walk
    ) -> Sequence[bool]:
        request = {"locations": _locations(points), **_costing(walk)}
        answer = await self._engine.ask("locate", request)
        with _understood():
            located = _Located.model_validate_json(f'{{"all": {answer.decode()}}}').all
        return [bool(one.edges) for one in located]

    async def _leg(
        self,
        start: Coordinates,
        end: Coordinates,
        *,
        walk: Walk,
        avoided: Sequence[Coordinates],
    ) -> WalkingLeg:
        request = {
            "locations": _locations([start, end]),
            "language": walk.language,
            "elevation_interval": HEIGHT_EVERY_M,
            "exclude_locations": [_lat_lon(point) for point in avoided],
            **_costing(walk),
        }
        answer = await self._engine.ask("route", request)
        with _understood():
            return _RouteAnswer.model_validate_json(answer).trip.legs[0].read()


class _Edges(BaseModel):
    edges: list[object] | None = None


class _Located(BaseModel):
    all: list[_Edges]


class _Table(BaseModel):
    """Seconds and kilometres; where there is no way, no seconds and 0 kilometres."""

    durations: list[list[float | None]]
    distances: list[list[float | None]]

    def metres(self) -> NDArray[np.float64]:
        seconds = np.array(self.durations, dtype=np.float64)
        metres = np.array(self.distances, dtype=np.float64) * 1000
        return np.where(np.isnan(seconds + metres), np.inf, metres)


class _MatrixAnswer(BaseModel):
    sources_to_targets: _Table


class _Step(BaseModel):
    """A manoeuvre as the engine writes it; lengths are kilometres."""

    type: int
    length: float
    begin_shape_index: int
    instruction: str = ""
    street_names: list[str] = []
    bearing_before: float = 0.0
    bearing_after: float | None = None

    def read(self, points: Sequence[Coordinates]) -> Manoeuvre:
        after = self.bearing_after
        return Manoeuvre(
            turn=_TURN_OF.get(self.type, Turn.STRAIGHT),
            at=points[self.begin_shape_index],
            distance_m=self.length * 1000,
            bearing_deg=self.bearing_before if after is None else after,
            street=next(iter(self.street_names), ""),
            instruction=self.instruction,
        )


class _Summary(BaseModel):
    length: float


class _Leg(BaseModel):
    maneuvers: list[_Step]
    shape: str
    summary: _Summary
    elevation: list[float] = []

    def read(self) -> WalkingLeg:
        points = decoded(self.shape)
        return WalkingLeg(
            distance_m=self.summary.length * 1000,
            path=points if len(points) > 1 else points * 2,
            source=SOURCE,
            manoeuvres=tuple(step.read(points) for step in self.maneuvers),
            climb_m=_climb_m(self.elevation),
        )


class _Trip(BaseModel):
    legs: list[_Leg]


class _RouteAnswer(BaseModel):
    trip: _Trip


def _costing(walk: Walk) -> Json:
    return {
        "costing": "pedestrian",
        "costing_options": {"pedestrian": {"type": _TYPES[walk.profile]}},
        "units": "kilometers",
    }


def _locations(points: Sequence[Coordinates]) -> Sequence[Json]:
    return [{**_lat_lon(point), "search_cutoff": SNAP_M} for point in points]


def _lat_lon(point: Coordinates) -> Mapping[str, float]:
    return {"lat": point.latitude_deg, "lon": point.longitude_deg}


def _climb_m(heights_m: Sequence[float]) -> float | None:
    if not heights_m or min(heights_m) <= NO_HEIGHT_M:
        return None
    return climb_m(heights_m)


def _breaks_promise(leg: WalkingLeg, walk: Walk) -> bool:
    """Return whether a leg that was to be step-free leads over steps.

    The engine's wheelchair costing refuses stairs, but not what it takes for moving
    stairs.
    """
    turns = {step.turn for step in leg.manoeuvres}
    return walk.profile is Profile.STEP_FREE and bool(turns & _STEPS)


def _first_steps(leg: WalkingLeg) -> list[Coordinates]:
    """Return the middle of the first flight of steps."""
    return [
        _between(step.at, following.at)
        for step, following in pairwise(leg.manoeuvres)
        if step.turn in _STEPS
    ][:1]


def _between(a: Coordinates, b: Coordinates) -> Coordinates:
    return Coordinates(
        (a.latitude_deg + b.latitude_deg) / 2, (a.longitude_deg + b.longitude_deg) / 2
    )


def _only_no_way(refusal: ValhallaRefused) -> None:
    """Go on where the engine merely found no way; else raise its refusal."""
    if refusal.number not in _NO_WAY:
        raise refusal


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except (ValidationError, ValueError, IndexError, Invalid) as error:
        detail = "The routing engine's answer cannot be understood."
        raise GatewayUnavailable(detail) from error
