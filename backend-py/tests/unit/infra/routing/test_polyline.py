"""Ways as engines write them."""

import pytest

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.infra.routing.polyline import decoded


def test_a_line_is_read_latitude_first() -> None:
    # Valhalla's documentation, "Decoding a route's shape", has the same algorithm.
    assert decoded("_jd{bB_gsiH?_kH_yF?") == (
        Coordinates(52.366, 4.8928),
        Coordinates(52.366, 4.8976),
        Coordinates(52.37, 4.8976),
    )


def test_an_empty_line_has_no_points() -> None:
    assert decoded("") == ()


def test_half_a_point_is_no_point() -> None:
    with pytest.raises(IndexError):
        decoded("_jd{bB")
