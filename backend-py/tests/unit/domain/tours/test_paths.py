"""Fewer points, the same way."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.paths import TOLERANCE_M, off_path_m, simplified

HERE = Coordinates(60.17, 24.94)
METRE_NORTH, METRE_EAST = 1 / 111_195, 1 / 55_320


def at(north_m: float, east_m: float) -> Coordinates:
    return Coordinates(
        HERE.latitude_deg + north_m * METRE_NORTH,
        HERE.longitude_deg + east_m * METRE_EAST,
    )


spots = st.builds(at, st.floats(-900, 900), st.floats(-900, 900))
paths = st.lists(spots, min_size=2, max_size=40)


@given(path=paths)
def test_every_point_left_out_lies_near_the_simplified_way(
    path: list[Coordinates],
) -> None:
    fewer = simplified(path)

    assert (fewer[0], fewer[-1]) == (path[0], path[-1])
    assert set(fewer) <= set(path)
    assert max(off_path_m(fewer, point) for point in path) <= TOLERANCE_M + 0.1


@given(path=paths)
def test_to_simplify_again_changes_nothing(path: list[Coordinates]) -> None:
    fewer = simplified(path)

    assert simplified(fewer) == fewer


def test_a_straight_street_has_two_points_and_a_corner_three() -> None:
    straight = [at(0, n * 10) for n in range(30)]
    around = [*straight, *(at(n * 10, 290) for n in range(1, 20))]

    assert simplified(straight) == (straight[0], straight[-1])
    assert simplified(around) == (around[0], at(0, 290), around[-1])


def test_a_way_that_goes_nowhere_keeps_its_two_points() -> None:
    assert simplified([HERE, HERE]) == (HERE, HERE)


@pytest.mark.parametrize(
    ("point", "expected_m"),
    [(at(20, 50), 20.0), (at(0, 50), 0.0), (at(30, 140), 50.0), (at(0, -10), 10.0)],
)
def test_a_place_lies_so_far_off_the_way(point: Coordinates, expected_m: float) -> None:
    assert off_path_m([at(0, 0), at(0, 100)], point) == pytest.approx(
        expected_m, abs=0.2
    )


def test_the_date_line_is_no_wall() -> None:
    path = [Coordinates(0.0, 179.9995), Coordinates(0.0, -179.9995)]

    assert off_path_m(path, Coordinates(0.0001, 180.0)) == pytest.approx(11.1, abs=0.1)
    assert sum(a.distance_m(b) for a, b in pairwise(simplified(path))) < 120
