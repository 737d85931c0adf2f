"""Who talks how long: whole buckets, never over the room, nearly filling it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.tours.pacing import (
    BUCKETS,
    FILL,
    Appetite,
    appetite,
    shared_out,
    stop_range,
)

RATE = 2.5
"""Words a second of an ordinary voice."""


@pytest.mark.parametrize(
    ("minutes", "most"),
    [
        (5, 7),
        (30, 7),
        (45, 7),
        (52, 7),
        (53, 8),
        (60, 8),
        (61, 9),
        (109, 15),
        (180, 15),
    ],
)
def test_more_minutes_allow_more_stops(minutes: int, most: int) -> None:
    assert stop_range(minutes) == (3, most)


@pytest.mark.parametrize(
    ("speed", "buckets"),
    [
        (0.5, (170, 260)),
        (1.0, (170, 260, 340, 510)),
        (1.5, (260, 340, 510, 680)),
        (2.0, (340, 510, 680)),
    ],
)
def test_a_stop_talks_one_to_four_minutes_at_any_speed(
    speed: float, buckets: tuple[int, ...]
) -> None:
    told = appetite(words=800, words_per_s=RATE * speed)

    assert told is not None
    assert told.buckets == buckets
    assert told.min_s >= 60 * 0.94
    assert told.max_s <= 240 * 1.06


@given(st.integers(0, 900), st.floats(0.5, 2))
def test_a_stop_never_talks_longer_than_its_notes_can_fill(
    words: int, speed: float
) -> None:
    told = appetite(words=words, words_per_s=RATE * speed)

    assert told is None or max(told.buckets) <= words


@pytest.mark.parametrize(
    ("words", "speed", "buckets"),
    [
        (59, 1.0, None),
        (60, 1.0, (60,)),
        (169, 1.0, (160,)),
        (300, 2.0, (260,)),
        (179, 2.0, (170,)),
    ],
)
def test_few_notes_are_told_as_long_as_they_last(
    words: int, speed: float, buckets: tuple[int, ...] | None
) -> None:
    told = appetite(words=words, words_per_s=RATE * speed)

    assert (told and told.buckets) == buckets


APPETITES = st.lists(
    st.integers(60, 900).map(lambda words: appetite(words=words, words_per_s=RATE)),
    min_size=1,
    max_size=5,
).map(lambda several: [one for one in several if one])


@given(APPETITES, st.floats(30, 1_500))
def test_a_share_is_never_over_the_room_and_nearly_the_best(
    appetites: list[Appetite], talk_s: float
) -> None:
    words = shared_out(appetites, talk_s=talk_s)

    totals = {sum(way) for way in product(*(one.buckets for one in appetites))}
    fitting = [total for total in totals if total <= talk_s * FILL * RATE]
    fullest = max(fitting, default=min(totals))
    assert all(w in one.buckets for w, one in zip(words, appetites, strict=True))
    assert sum(words) <= fullest
    assert sum(words) >= fullest * 0.98 - 10


def test_equal_stops_share_evenly() -> None:
    several = [Appetite(buckets=BUCKETS, words_per_s=RATE)] * 3

    assert shared_out(several, talk_s=3 * 340 / RATE / FILL) == (340, 340, 340)


def test_the_richer_stop_gets_more() -> None:
    poor = Appetite(buckets=(170, 260), words_per_s=RATE)
    rich = Appetite(buckets=BUCKETS, words_per_s=RATE)

    less, more = shared_out([poor, rich], talk_s=600 / RATE / FILL)

    assert less < more


def test_the_shortest_are_taken_where_even_they_do_not_fit() -> None:
    several = [Appetite(buckets=BUCKETS, words_per_s=RATE)] * 3

    assert shared_out(several, talk_s=-5.0) == (170, 170, 170)
