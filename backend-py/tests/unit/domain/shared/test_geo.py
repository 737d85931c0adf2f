"""Positions, distances and directions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.shared.geo import Coordinates

DAM = Coordinates(52.3731, 4.8922)
ANYWHERE = st.builds(
    Coordinates,
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
)


@pytest.mark.parametrize(
    ("latitude", "longitude", "pointers"),
    [
        (90.1, 0, ["/coordinates/latitude"]),
        (0, -180.5, ["/coordinates/longitude"]),
        (math.nan, math.inf, ["/coordinates/latitude", "/coordinates/longitude"]),
    ],
)
def test_a_position_outside_wgs_84_is_refused_with_a_pointer_per_field(
    latitude: float, longitude: float, pointers: list[str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        Coordinates(latitude, longitude)

    assert [problem.pointer for problem in refusal.value.fields] == pointers


def test_a_degree_of_latitude_is_111_km() -> None:
    north = Coordinates(53.3731, 4.8922)

    assert DAM.distance_m(north) == pytest.approx(111_195, abs=1)


@given(ANYWHERE, ANYWHERE)
def test_a_distance_is_the_same_both_ways(a: Coordinates, b: Coordinates) -> None:
    there, back = a.distance_m(b), b.distance_m(a)

    assert there == pytest.approx(back, abs=1e-3)
    assert 0 <= there <= 20_015_200


@pytest.mark.parametrize(
    ("other", "bearing"),
    [
        (Coordinates(53, 4.8922), 0),
        (Coordinates(52.3731, 4.9), 90),
        (Coordinates(52, 4.8922), 180),
        (Coordinates(52.3731, 4.88), 270),
    ],
)
def test_a_bearing_counts_clockwise_from_north(
    other: Coordinates, bearing: float
) -> None:
    assert DAM.bearing_deg(other) == pytest.approx(bearing, abs=0.1)


@given(ANYWHERE, ANYWHERE)
def test_a_bearing_lies_below_360(a: Coordinates, b: Coordinates) -> None:
    assert 0 <= a.bearing_deg(b) < 360
