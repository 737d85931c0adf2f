"""The life of a tour, every pair of a state and a happening."""

from itertools import product

import pytest

from walkumentary.domain.tours.status import (
    CANCELLED,
    CONTENT_READY,
    ERROR,
    FINISHED,
    GENERATING,
    READY,
    VOICELESS,
    AudioState,
    Happening,
    State,
    Status,
    TourStateForbids,
    after,
)

STATES = (GENERATING, CONTENT_READY, READY, VOICELESS, ERROR, CANCELLED)

ALLOWED: dict[tuple[State, Happening], State] = {
    (GENERATING, Happening.TEXT_COMPLETE): CONTENT_READY,
    (GENERATING, Happening.FAILED): ERROR,
    (GENERATING, Happening.CANCELLED): CANCELLED,
    (CONTENT_READY, Happening.AUDIO_COMPLETE): READY,
    (CONTENT_READY, Happening.AUDIO_FAILED): VOICELESS,
    (CONTENT_READY, Happening.FAILED): ERROR,
    (CONTENT_READY, Happening.CANCELLED): CANCELLED,
    (READY, Happening.REVOICED): CONTENT_READY,
    (VOICELESS, Happening.REVOICED): CONTENT_READY,
    (VOICELESS, Happening.RETRIED): CONTENT_READY,
    (ERROR, Happening.RETRIED): GENERATING,
    (CANCELLED, Happening.RETRIED): GENERATING,
}


@pytest.mark.parametrize(("state", "happening"), [*product(STATES, Happening)])
def test_only_what_the_table_allows_can_happen(
    state: State, happening: Happening
) -> None:
    expected = ALLOWED.get((state, happening))

    if expected is None:
        with pytest.raises(TourStateForbids):
            after(state, happening)
    else:
        assert after(state, happening) == expected


def test_a_tour_is_finished_exactly_where_nothing_happens_by_itself() -> None:
    by_itself = {Happening.TEXT_COMPLETE, Happening.AUDIO_COMPLETE, Happening.FAILED}

    going_on = {state for state, happening in ALLOWED if happening in by_itself}

    assert set(STATES) - going_on == FINISHED


@pytest.mark.parametrize("state", [s for s in STATES if s not in FINISHED])
def test_every_unfinished_state_leads_to_an_end(state: State) -> None:
    reached, frontier = {state}, {state}
    while frontier:
        steps = {ALLOWED.get(pair) for pair in product(frontier, Happening)}
        frontier = {step for step in steps if step is not None} - reached
        reached |= frontier

    assert reached >= FINISHED


def test_ready_means_that_all_audio_stands() -> None:
    assert [s for s in STATES if s[0] is Status.READY] == [READY]
    assert [s for s in STATES if s[1] is AudioState.FINISHED] == [READY]


def test_a_refusal_says_where_the_tour_stands() -> None:
    with pytest.raises(TourStateForbids) as refusal:
        after(READY, Happening.CANCELLED)

    assert "ready" in refusal.value.detail
    assert "cancelled" in refusal.value.detail
