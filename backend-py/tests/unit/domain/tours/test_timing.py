"""When each sentence is heard, and what can be heard by now."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import makers
from tests.contracts.database import voiced
from walkumentary.domain.tours import timing
from walkumentary.domain.tours.tour import Sentence, Tour


def a_walk(*written: int, stops: int = 3) -> Tour:
    """Return a tour of which the stops of these numbers are written."""
    return makers.a_tour(
        stops=tuple(
            makers.a_stop(position=n, written=n in written) for n in range(1, stops + 1)
        )
    )


def places(sentences: tuple[Sentence, ...]) -> list[tuple[int, int]]:
    return [(sentence.segment, sentence.position) for sentence in sentences]


def silent(script: list[Sentence], *where: tuple[int, int]) -> list[Sentence]:
    """Return the script with these sentences unspoken."""
    return [
        replace(s, frames=None, piece_key=None)
        if (s.segment, s.position) in where
        else s
        for s in script
    ]


SCRIPT = voiced(makers.a_script(stops=3, narration=2), frames=50)


def test_sentences_are_heard_in_playing_order() -> None:
    heard = timing.playing_order(reversed(SCRIPT))

    assert places(heard) == sorted(places(heard))


@given(st.lists(st.integers(1, 2_000), max_size=30))
def test_times_are_exact_sums_of_frames(counts: list[int]) -> None:
    script = [
        makers.a_sentence(position=n, frames=frames) for n, frames in enumerate(counts)
    ]

    moments = timing.timed(script)

    assert [m.start_s for m in moments] == [
        24 * sum(counts[:n]) / 1000 for n in range(len(counts))
    ]
    assert all(a.end_s == b.start_s for a, b in pairwise(moments))


def test_times_end_at_the_first_silent_sentence() -> None:
    moments = timing.timed(silent(SCRIPT, (2, 1)))

    assert places(tuple(m.sentence for m in moments)) == [(0, 0), (1, 0), (2, 0)]


@pytest.mark.parametrize(
    ("second", "text"),
    [
        (0.0, "Welcome to it."),
        (1.19, "Welcome to it."),
        (1.2, "Walk on to stop number 1."),
        (-0.1, None),
        (99.0, None),
        (float("nan"), None),
    ],
)
def test_one_sentence_is_heard_at_a_second(second: float, text: str | None) -> None:
    moment = timing.heard_at(timing.timed(SCRIPT), second)

    assert (moment and moment.sentence.text) == text


@pytest.mark.parametrize(
    ("written", "last"),
    [((1, 2, 3), (7, 0)), ((1, 3), (4, 1)), ((2, 3), (2, 1)), ((), (2, 1))],
)
def test_a_tour_plays_up_to_the_first_narration_that_may_grow(
    written: tuple[int, ...], last: tuple[int, int]
) -> None:
    playable = timing.spoken_through(a_walk(*written), SCRIPT)

    assert places(playable)[-1] == last


def test_a_tour_plays_up_to_the_first_silent_sentence() -> None:
    playable = timing.spoken_through(a_walk(1, 2, 3), silent(SCRIPT, (4, 0)))

    assert places(playable)[-1] == (3, 0)


def test_a_stop_plays_whatever_the_others_do() -> None:
    last_only = timing.spoken_of_stop(a_walk(3), SCRIPT, 3)

    assert places(last_only) == [(6, 0), (6, 1), (7, 0)]


def test_a_stop_plays_up_to_its_own_narration_while_that_may_grow() -> None:
    growing = timing.spoken_of_stop(a_walk(), SCRIPT, 1)

    assert places(growing) == [(0, 0), (1, 0), (2, 0), (2, 1)]


@pytest.mark.parametrize(
    ("written", "missing", "whole"),
    [
        ((2,), (), True),
        ((2,), ((2, 0),), True),
        ((1, 3), (), False),
        ((2,), ((4, 1),), False),
        ((2,), ((5, 0),), False),
    ],
)
def test_a_stop_is_spoken_when_all_in_its_file_is(
    written: tuple[int, ...], missing: tuple[tuple[int, int], ...], whole: bool
) -> None:
    script = silent(SCRIPT, *missing)

    assert timing.stop_is_spoken(a_walk(*written), script, 2) is whole


def test_sound_is_counted_in_frames() -> None:
    script = silent(SCRIPT, (0, 0))

    assert timing.talking_s(script) == 1.2 * (len(SCRIPT) - 1)
