"""A request is checked once, field by field, and complete with defaults."""

import math
from collections.abc import Callable

import pytest

from tests import makers
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.request import (
    Pace,
    Style,
    TourRequest,
    TourRequestInvalid,
)


def test_a_place_is_enough() -> None:
    request = TourRequest(query="Dam")

    assert (request.duration_minutes, request.language) == (30, "en")
    assert (request.style, request.pace) == (Style.CONVERSATIONAL, Pace.NORMAL)
    assert (request.speed, request.radius_m, request.end) == (1.0, 1_500.0, None)


@pytest.mark.parametrize(
    ("pace", "km_per_hour"), [(Pace.SLOW, 3.5), (Pace.NORMAL, 4.5), (Pace.BRISK, 5.5)]
)
def test_a_pace_is_a_walking_speed(pace: Pace, km_per_hour: float) -> None:
    assert pace.metres_per_s * 3.6 == pytest.approx(km_per_hour)


@pytest.mark.parametrize(
    ("request_", "pointer"),
    [
        (TourRequest, ""),
        (lambda: TourRequest(query="Dam", coordinates=Coordinates(0, 0)), ""),
        (lambda: TourRequest(query="Dam", location_id=makers.a_place_id()), ""),
        (lambda: TourRequest(query=""), "/query"),
        (lambda: TourRequest(query="  "), "/query"),
        (lambda: TourRequest(query="x" * 201), "/query"),
        (lambda: TourRequest(query="Dam", interests=("a",) * 11), "/interests"),
        (lambda: TourRequest(query="Dam", interests=("a", " ")), "/interests/1"),
        (lambda: TourRequest(query="Dam", interests=("a" * 61,)), "/interests/0"),
        (lambda: TourRequest(query="Dam", duration_minutes=4), "/duration_minutes"),
        (lambda: TourRequest(query="Dam", duration_minutes=181), "/duration_minutes"),
        (lambda: TourRequest(query="Dam", speed=0.49), "/speed"),
        (lambda: TourRequest(query="Dam", speed=math.nan), "/speed"),
        (lambda: TourRequest(query="Dam", discovery=1.01), "/discovery"),
        (lambda: TourRequest(query="Dam", radius_m=99), "/radius_m"),
        (lambda: TourRequest(query="Dam", radius_m=math.inf), "/radius_m"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_pointer(
    request_: Callable[[], TourRequest], pointer: str
) -> None:
    with pytest.raises(TourRequestInvalid) as refusal:
        request_()

    assert [problem.pointer for problem in refusal.value.fields] == [pointer]


def test_everything_wrong_is_named_at_once() -> None:
    with pytest.raises(TourRequestInvalid) as refusal:
        TourRequest(query="Dam", speed=9, discovery=-1, interests=("",))

    pointers = {problem.pointer for problem in refusal.value.fields}
    assert pointers == {"/speed", "/discovery", "/interests/0"}


def test_the_limits_themselves_are_fine() -> None:
    for minutes, speed, dial in ((5, 0.5, 0.0), (180, 2.0, 1.0)):
        TourRequest(
            query="x" * 200,
            interests=("a" * 60,) * 10,
            duration_minutes=minutes,
            speed=speed,
            discovery=dial,
        )
