"""Walks through a town of straight streets, where the right answer is plain."""

import numpy as np
import pytest

from tests import streets
from tests.streets import COLUMN_DEG, ROW_DEG, SOUTH_DEG, WEST_DEG, crossing
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.manoeuvres import Turn
from walkumentary.gateway.routes import Profile, Walk
from walkumentary.infra.routing.valhalla import ValhallaRoutes

STEP_FREE = Walk(profile=Profile.STEP_FREE)


def _off_the_streets_m(point: Coordinates) -> float:
    rows = (point.latitude_deg - SOUTH_DEG) / ROW_DEG
    columns = (point.longitude_deg - WEST_DEG) / COLUMN_DEG
    north_m = abs(rows - round(rows)) * ROW_DEG * 111_195
    east_m = abs(columns - round(columns)) * COLUMN_DEG * 67_900
    return min(north_m, east_m)


async def test_a_way_follows_the_streets_around_the_corner(
    town_routes: ValhallaRoutes,
) -> None:
    start, end = crossing(5, 6), crossing(7, 9)

    leg = await town_routes.leg(start, end)

    assert max(map(_off_the_streets_m, leg.path)) < 1.0
    around_m = 2 * 111.2 + 3 * 108.6
    assert leg.distance_m == pytest.approx(around_m, rel=0.01)
    assert leg.path[0].distance_m(start) < 5 > leg.path[-1].distance_m(end)


async def test_its_turns_and_streets_are_those_of_the_town(
    town_routes: ValhallaRoutes,
) -> None:
    leg = await town_routes.leg(crossing(5, 6), crossing(5, 9))
    north = await town_routes.leg(crossing(5, 6), crossing(8, 6))

    assert leg.manoeuvres[0].street == streets.row_name(5)
    assert leg.manoeuvres[0].bearing_deg == pytest.approx(90, abs=2)
    assert north.manoeuvres[0].street == streets.column_name(6)
    assert north.manoeuvres[0].bearing_deg % 360 == pytest.approx(0, abs=2)


async def test_instructions_are_in_the_language_asked_for(
    town_routes: ValhallaRoutes,
) -> None:
    said = {
        language: (
            await town_routes.leg(
                crossing(1, 8), crossing(4, 11), walk=Walk(language=language)
            )
        )
        .manoeuvres[1]
        .instruction
        for language in ("en", "de", "da")
    }

    assert "Turn" in said["en"]
    assert "abbiegen" in said["de"]
    assert len(set(said.values())) == 3


@pytest.mark.parametrize(
    ("ends", "kind"),
    [(streets.STEPS, Turn.STAIRS), (streets.MOVING_STAIRS, Turn.ESCALATOR)],
)
async def test_a_walk_without_steps_goes_around_them(
    town_routes: ValhallaRoutes,
    ends: tuple[tuple[int, int], tuple[int, int]],
    kind: Turn,
) -> None:
    start, end = (crossing(*one) for one in ends)

    on_foot = await town_routes.leg(start, end)
    step_free = await town_routes.leg(start, end, walk=STEP_FREE)

    assert kind in {step.turn for step in on_foot.manoeuvres}
    assert not {Turn.STAIRS, Turn.ESCALATOR} & {s.turn for s in step_free.manoeuvres}
    assert step_free.distance_m > on_foot.distance_m * 1.3


@pytest.mark.parametrize("walk", [Walk(), STEP_FREE])
async def test_every_leg_is_as_long_as_the_matrix_says(
    town_routes: ValhallaRoutes, walk: Walk
) -> None:
    points = [crossing(2, 2), crossing(4, 4), crossing(8, 2), crossing(10, 4)]

    matrix = await town_routes.matrix(points, points, walk=walk)

    for i, start in enumerate(points):
        for j, end in enumerate(points):
            leg = await town_routes.leg(start, end, walk=walk)
            assert leg.distance_m == pytest.approx(matrix.distance_m[i, j], abs=2.0)


async def test_what_no_street_reaches_is_infinitely_far(
    town_routes: ValhallaRoutes,
) -> None:
    beside = Coordinates(SOUTH_DEG - 0.0012, WEST_DEG)
    points = [crossing(5, 5), streets.ISLET, beside, crossing(6, 6)]

    matrix = await town_routes.matrix(points, points)

    known = np.isfinite(matrix.distance_m)
    assert known.tolist() == [
        [True, False, False, True],
        [False, True, False, False],
        [False, False, False, False],
        [True, False, False, True],
    ]


async def test_a_map_of_another_area_knows_no_way_at_all(
    town_routes: ValhallaRoutes,
) -> None:
    rome = [Coordinates(41.8986, 12.4769), Coordinates(41.9022, 12.4573)]

    matrix = await town_routes.matrix(rome, rome)

    assert not np.isfinite(matrix.distance_m).any()


async def test_without_heights_no_climb_is_made_up(town_routes: ValhallaRoutes) -> None:
    leg = await town_routes.leg(crossing(1, 1), crossing(9, 9))

    assert leg.climb_m is None
