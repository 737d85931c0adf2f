"""Which map a walk is planned on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from tests.contracts.routes_gateway import DAM, REMBRANDTPLEIN, WESTERKERK
from walkumentary.domain.shared.errors import (
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.routes import (
    ON_FOOT,
    Profile,
    StepFreeNotAvailable,
    Walk,
    WalkingLeg,
    WalkingMatrix,
)
from walkumentary.infra.routing.estimated import EstimatedRoutes
from walkumentary.infra.routing.layered import Engine, LayeredRoutes

POINTS = [DAM, WESTERKERK, REMBRANDTPLEIN]
STEP_FREE = Walk(profile=Profile.STEP_FREE)


@dataclass
class MappedRoutes:
    """Knows every way but those to and from places it does not know."""

    source: str
    unknown: Sequence[Coordinates] = ()
    fails_with: Exception | None = None
    asked: list[Walk] = field(default_factory=list)

    async def matrix(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk = ON_FOOT,
    ) -> WalkingMatrix:
        self._answer(walk)
        metres = [
            [np.inf if {a, b} & {*self.unknown} else 900.0 for b in targets]
            for a in sources
        ]
        return WalkingMatrix(distance_m=np.array(metres), source=self.source)

    async def leg(
        self, start: Coordinates, end: Coordinates, *, walk: Walk = ON_FOOT
    ) -> WalkingLeg:
        self._answer(walk)
        if {start, end} & {*self.unknown}:
            raise GatewayRefused("No way.")
        return WalkingLeg(distance_m=900.0, path=(start, end), source=self.source)

    def _answer(self, walk: Walk) -> None:
        self.asked.append(walk)
        if self.fails_with:
            raise self.fails_with


def layered(
    *routes: MappedRoutes, knows_steps: bool = True, is_there: bool = True
) -> LayeredRoutes:
    engines = [
        Engine(
            source=one.source,
            routes=one,
            knows_steps=knows_steps,
            is_there=lambda: is_there,
        )
        for one in routes
    ]
    return LayeredRoutes(engines, estimates=EstimatedRoutes())


async def test_the_better_map_answers_alone() -> None:
    best, other = MappedRoutes("valhalla"), MappedRoutes("osrm")

    matrix = await layered(best, other).matrix(POINTS, POINTS)

    assert matrix.source == "valhalla"
    assert other.asked == []


@pytest.mark.parametrize(
    "failure",
    [GatewayUnavailable("Down."), GatewayTimeout("Slow."), GatewayRefused("No.")],
)
async def test_a_walk_is_still_planned_when_engines_fail(failure: Exception) -> None:
    down = MappedRoutes("valhalla", fails_with=failure)
    also = MappedRoutes("osrm", fails_with=failure)

    both = layered(down, also)

    assert (await both.matrix(POINTS, POINTS)).source == "estimated"
    assert (await both.leg(DAM, WESTERKERK)).source == "estimated"


async def test_the_next_map_is_asked_when_the_first_fails() -> None:
    down = MappedRoutes("valhalla", fails_with=GatewayUnavailable("Down."))

    matrix = await layered(down, MappedRoutes("osrm")).matrix(POINTS, POINTS)

    assert matrix.source == "osrm"


async def test_a_map_of_another_area_is_passed_over() -> None:
    elsewhere = MappedRoutes("valhalla", unknown=POINTS)

    matrix = await layered(elsewhere).matrix(POINTS, POINTS)

    assert matrix.source == "estimated"
    assert np.isfinite(matrix.distance_m).all()


async def test_a_map_that_ends_before_the_start_or_the_end_is_passed_over() -> None:
    no_start = MappedRoutes("valhalla", unknown=[DAM])
    no_end = MappedRoutes("valhalla", unknown=[REMBRANDTPLEIN])

    for routes in (no_start, no_end):
        matrix = await layered(routes).matrix(
            [DAM, WESTERKERK], [WESTERKERK, REMBRANDTPLEIN]
        )
        assert matrix.source == "estimated"


async def test_one_landmark_off_the_map_is_out_of_reach_and_no_reason_to_guess() -> (
    None
):
    points = [Coordinates(52.37 + n / 1_000, 4.89) for n in range(8)]
    most = MappedRoutes("valhalla", unknown=[points[3]])

    matrix = await layered(most).matrix([DAM, *points], [*points, DAM])

    assert matrix.source == "valhalla"
    assert np.isinf(matrix.distance_m[0, 3])


async def test_legs_come_from_the_map_the_walk_was_planned_on() -> None:
    best, other = MappedRoutes("valhalla"), MappedRoutes("osrm")
    both = layered(best, other)

    legs = [
        await both.leg(DAM, WESTERKERK, walk=Walk(source=source))
        for source in (None, "valhalla", "osrm", "estimated")
    ]

    sources = [leg.source for leg in legs]
    assert sources == ["valhalla", "valhalla", "osrm", "estimated"]


async def test_a_map_that_is_not_there_is_no_failure() -> None:
    absent = MappedRoutes("valhalla")
    routes = layered(absent, is_there=False)

    assert (await routes.matrix(POINTS, POINTS)).source == "estimated"
    with pytest.raises(StepFreeNotAvailable):
        await routes.matrix(POINTS, POINTS, walk=STEP_FREE)
    assert absent.asked == []


async def test_a_walk_without_steps_asks_only_who_knows_steps() -> None:
    osrm = MappedRoutes("osrm")

    with pytest.raises(StepFreeNotAvailable, match="routing build"):
        await layered(osrm, knows_steps=False).matrix(POINTS, POINTS, walk=STEP_FREE)

    assert osrm.asked == []


async def test_a_walk_without_steps_waits_rather_than_guesses() -> None:
    down = MappedRoutes("valhalla", fails_with=GatewayUnavailable("Down."))

    with pytest.raises(GatewayUnavailable, match="Down"):
        await layered(down).matrix(POINTS, POINTS, walk=STEP_FREE)
    with pytest.raises(GatewayUnavailable, match="Down"):
        await layered(down).leg(DAM, WESTERKERK, walk=STEP_FREE)


async def test_a_walk_without_steps_off_the_map_is_refused() -> None:
    elsewhere = MappedRoutes("valhalla", unknown=POINTS)

    with pytest.raises(StepFreeNotAvailable):
        await layered(elsewhere).matrix(POINTS, POINTS, walk=STEP_FREE)
