"""What a position alone can tell of a picture."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.places.recognition import (
    FLOOR,
    Sight,
    believable,
    shares,
    turn_deg,
)

SIGHTS = st.lists(
    st.builds(
        Sight,
        distance_m=st.floats(0, 300),
        bearing_deg=st.floats(0, 359.9),
        has_notes=st.booleans(),
    ),
    max_size=10,
)
HEADINGS = st.none() | st.floats(0, 359.9)


def _sight(
    distance_m: float, *, bearing_deg: float = 0.0, has_notes: bool = True
) -> Sight:
    return Sight(distance_m=distance_m, bearing_deg=bearing_deg, has_notes=has_notes)


def _best(*sights: Sight, heading_deg: float | None = None) -> float:
    return max(shares(sights, heading_deg=heading_deg))


def test_a_landmark_alone_and_near_is_claimed_one_far_is_not() -> None:
    assert _best(_sight(20)) > FLOOR
    assert _best(_sight(110)) < FLOOR


def test_of_two_as_near_none_is_claimed_unless_the_camera_looks_at_it() -> None:
    north, east = _sight(40), _sight(40, bearing_deg=90)

    assert _best(north, east) < FLOOR
    assert _best(north, east, heading_deg=5) > FLOOR


def test_one_clearly_nearer_stands_out() -> None:
    assert _best(_sight(5), _sight(90), _sight(120)) > FLOOR


def test_what_is_behind_the_camera_is_not_claimed() -> None:
    assert _best(_sight(40, bearing_deg=180), heading_deg=0) < FLOOR


def test_underfoot_a_direction_says_nothing() -> None:
    assert _best(_sight(10, bearing_deg=180), heading_deg=0) > FLOOR


def test_a_place_with_notes_is_likelier_than_one_without() -> None:
    told, untold = shares([_sight(30), _sight(30, has_notes=False)], heading_deg=None)

    assert told > untold


@given(SIGHTS, HEADINGS)
def test_shares_are_shares(sights: list[Sight], heading_deg: float | None) -> None:
    found = shares(sights, heading_deg=heading_deg)

    assert len(found) == len(sights)
    assert all(0 < share < 1 for share in found)
    assert sum(found) < 1


@given(SIGHTS.filter(len), HEADINGS, st.data())
def test_another_landmark_makes_nobody_surer(
    sights: list[Sight], heading_deg: float | None, data: st.DataObject
) -> None:
    other = data.draw(SIGHTS.filter(len))[0]

    with_it = shares([*sights, other], heading_deg=heading_deg)

    before = shares(sights, heading_deg=heading_deg)
    assert all(after < one for after, one in zip(with_it, before, strict=False))


@given(st.floats())
def test_a_claim_is_believed_from_none_to_all(confidence: float) -> None:
    assert 0.0 <= believable(confidence) <= 1.0


@pytest.mark.parametrize("claim", [math.nan, math.inf, -math.inf, -1.0])
def test_a_claim_that_is_no_number_is_none(claim: float) -> None:
    assert believable(claim) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "angle"), [(0, 0, 0), (350, 10, 20), (10, 350, 20), (0, 180, 180)]
)
def test_directions_turn_the_short_way(one: float, other: float, angle: float) -> None:
    assert turn_deg(one, other) == pytest.approx(angle)
