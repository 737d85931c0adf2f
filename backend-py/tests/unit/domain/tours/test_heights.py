"""Climbs and what they make of a walk."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.tours.heights import (
    climb_m,
    difficulty_basis,
    difficulty_level,
)

heights = st.lists(st.integers(-50, 3_000).map(float), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("along", "expected"),
    [
        ([10.0], 0.0),
        ([10, 10, 10], 0.0),
        ([10, 20], 10.0),
        ([20, 10], 0.0),
        ([0, 10, 0, 10], 20.0),
        ([0, 2, 0, 2, 0, 2], 0.0),
        ([0, 2, 4, 6], 6.0),
        ([5, 4, 3, 9], 6.0),
        ([0, 10, 9, 20], 20.0),
    ],
)
def test_rises_add_up_and_noise_does_not(along: list[float], expected: float) -> None:
    assert climb_m(along) == expected


@given(along=heights)
def test_a_climb_lies_between_none_and_every_rise(along: list[float]) -> None:
    every_rise = sum(max(0.0, b - a) for a, b in itertools.pairwise(along))

    assert 0.0 <= climb_m(along) <= every_rise


@given(along=heights)
def test_a_steady_rise_is_climbed_whole(along: list[float]) -> None:
    steady = sorted(along)
    rise = steady[-1] - steady[0]

    assert climb_m(steady) == (rise if rise >= 3.0 else 0.0)


@pytest.mark.parametrize(
    ("distance_m", "climb", "level"),
    [
        (1_999.9, None, "easy"),
        (2_000.0, None, "moderate"),
        (4_999.9, 0.0, "moderate"),
        (5_000.0, 0.0, "hard"),
        (1_200.0, 99.0, "easy"),
        (1_200.0, 100.0, "moderate"),
        (1_000.0, 500.0, "hard"),
    ],
)
def test_a_metre_climbed_counts_as_eight_walked(
    distance_m: float, climb: float | None, level: str
) -> None:
    assert difficulty_level(distance_m, climb) == level


def test_the_basis_says_whether_heights_were_known() -> None:
    assert difficulty_basis(None) == "distance"
    assert difficulty_basis(0.0) == "distance and climb"
