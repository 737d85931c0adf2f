"""Positions, distances and directions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.shared.geo import Coordinates, box_around, unwrapped

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


@given(ANYWHERE, st.floats(1, 50_000), ANYWHERE)
def test_a_box_holds_every_point_of_its_circle(
    centre: Coordinates, radius_m: float, point: Coordinates
) -> None:
    parts = unwrapped(box_around(centre, radius_m=radius_m))

    inside = any(
        part.south_deg <= point.latitude_deg <= part.north_deg
        and part.west_deg <= point.longitude_deg <= part.east_deg
        for part in parts
    )
    assert inside or centre.distance_m(point) > radius_m


def test_a_box_across_the_180th_meridian_has_two_parts() -> None:
    parts = unwrapped(box_around(Coordinates(0, 179.99), radius_m=5_000))

    assert len(parts) == 2
    assert all(-180 <= part.west_deg < part.east_deg <= 180 for part in parts)


def test_a_box_at_a_pole_spans_all_longitudes() -> None:
    box = box_around(Coordinates(90, 0), radius_m=1_000)

    assert box.east_deg - box.west_deg == 360
