"""Boxes around circles on the Earth."""

import math

from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.shared.geo import (
    EARTH_RADIUS_M,
    Box,
    Coordinates,
    box_around,
    unwrapped,
)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
centres = st.builds(Coordinates, latitudes, longitudes)
radii = st.floats(1, 200_000)
bearings = st.floats(0, 2 * math.pi)


def _reached(start: Coordinates, *, bearing: float, metres: float) -> Coordinates:
    """Walk a great circle; direct formula on the sphere."""
    lat, lon = math.radians(start.latitude_deg), math.radians(start.longitude_deg)
    angle = metres / EARTH_RADIUS_M
    sin_lat = math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(
        angle
    ) * math.cos(bearing)
    end_lat = math.asin(max(-1.0, min(1.0, sin_lat)))
    end_lon = lon + math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(lat),
        math.cos(angle) - math.sin(lat) * math.sin(end_lat),
    )
    wrapped = (math.degrees(end_lon) + 180) % 360 - 180
    return Coordinates(math.degrees(end_lat), wrapped)


def _holds(box: Box, point: Coordinates) -> bool:
    slack = 1e-6
    return (
        box.south_deg - slack <= point.latitude_deg <= box.north_deg + slack
        and box.west_deg - slack <= point.longitude_deg <= box.east_deg + slack
    )


@given(centre=centres, radius_m=radii, bearing=bearings, share=st.floats(0, 1))
def test_every_point_of_the_circle_lies_in_a_part_of_the_box(
    centre: Coordinates, radius_m: float, bearing: float, share: float
) -> None:
    point = _reached(centre, bearing=bearing, metres=radius_m * share)

    parts = unwrapped(box_around(centre, radius_m=radius_m))

    assert any(_holds(part, point) for part in parts)


@given(centre=centres, radius_m=radii)
def test_the_parts_stay_on_the_map(centre: Coordinates, radius_m: float) -> None:
    parts = unwrapped(box_around(centre, radius_m=radius_m))

    assert 1 <= len(parts) <= 2
    assert all(-180 <= part.west_deg <= part.east_deg <= 180 for part in parts)
    assert all(-90 <= part.south_deg <= part.north_deg <= 90 for part in parts)


def test_a_box_over_the_180th_meridian_has_a_part_on_either_side() -> None:
    west, east = unwrapped(box_around(Coordinates(0, 179.999), radius_m=1_000))

    assert (west.west_deg, east.east_deg) == (-180, 180)
    assert west.east_deg < -179.9
    assert east.west_deg > 179.9


def test_a_box_far_from_the_meridian_is_one_part() -> None:
    box = box_around(Coordinates(52, 4), radius_m=1_000)

    assert unwrapped(box) == (box,)
