"""What is worth saying of an engine's manoeuvres."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.course import JOG_M, moves
from walkumentary.domain.tours.manoeuvres import Manoeuvre, Turn

HERE = Coordinates(60.17, 24.94)


def step(turn: Turn, distance_m: float, street: str = "") -> Manoeuvre:
    return Manoeuvre(
        turn=turn, at=HERE, distance_m=distance_m, bearing_deg=0.0, street=street
    )


ARRIVAL = step(Turn.ARRIVE, 0)
walks = st.lists(
    st.builds(
        step,
        st.sampled_from([turn for turn in Turn if turn is not Turn.ARRIVE]),
        st.floats(0, 500),
        st.sampled_from(["", "Aleksanterinkatu", "Mikonkatu"]),
    ),
    min_size=1,
    max_size=20,
)


@given(steps=walks)
def test_no_metre_is_lost(steps: list[Manoeuvre]) -> None:
    told = moves([*steps, ARRIVAL])

    assert sum(move.distance_m for move in told) == pytest.approx(
        sum(one.distance_m for one in steps)
    )
    assert told[0].turn is Turn.START


def test_each_real_turn_is_a_move() -> None:
    told = moves(
        [
            step(Turn.START, 80, "Mikonkatu"),
            step(Turn.LEFT, 270, "Aleksanterinkatu"),
            step(Turn.RIGHT, 300, "Mannerheimintie"),
            ARRIVAL,
        ]
    )

    assert [(move.turn, move.street) for move in told] == [
        (Turn.START, "Mikonkatu"),
        (Turn.LEFT, "Aleksanterinkatu"),
        (Turn.RIGHT, "Mannerheimintie"),
    ]


def test_crossing_to_the_other_pavement_is_not_told() -> None:
    told = moves(
        [
            step(Turn.START, 100),
            step(Turn.LEFT, 8),
            step(Turn.RIGHT, 150),
            step(Turn.RIGHT, 5),
            ARRIVAL,
        ]
    )

    assert [(move.turn, move.distance_m) for move in told] == [(Turn.START, 263)]


def test_two_jogs_the_same_way_are_a_turn() -> None:
    told = moves(
        [step(Turn.START, 100), step(Turn.RIGHT, 9), step(Turn.STRAIGHT, 200), ARRIVAL]
    )

    assert [move.turn for move in told] == [Turn.START, Turn.RIGHT]


def test_a_new_name_straight_ahead_is_told_and_an_unnamed_stretch_is_not() -> None:
    told = moves(
        [
            step(Turn.START, 100, "Mikonkatu"),
            step(Turn.STRAIGHT, 60),
            step(Turn.STRAIGHT, 200, "Kaivokatu"),
            ARRIVAL,
        ]
    )

    assert [(move.turn, move.street) for move in told] == [
        (Turn.START, "Mikonkatu"),
        (Turn.STRAIGHT, "Kaivokatu"),
    ]


def test_steps_and_lifts_are_told_however_short() -> None:
    told = moves(
        [
            step(Turn.START, 100),
            step(Turn.STAIRS, 6),
            step(Turn.LIFT, 4),
            step(Turn.LEFT, 90),
            ARRIVAL,
        ]
    )

    assert [move.turn for move in told] == [
        Turn.START,
        Turn.STAIRS,
        Turn.LIFT,
        Turn.LEFT,
    ]


def test_what_follows_steps_is_a_move_of_its_own() -> None:
    told = moves(
        [step(Turn.START, 100), step(Turn.STAIRS, 6), step(Turn.STRAIGHT, 50), ARRIVAL]
    )

    assert [(move.turn, move.distance_m) for move in told] == [
        (Turn.START, 100),
        (Turn.STAIRS, 6),
        (Turn.STRAIGHT, 50),
    ]


def test_a_street_that_bends_is_one_move() -> None:
    told = moves(
        [
            step(Turn.START, 160, "Kaivokatu"),
            step(Turn.SLIGHT_LEFT, 130, "Kaivokatu"),
            step(Turn.SLIGHT_LEFT, 130, "Mannerheimintie"),
            ARRIVAL,
        ]
    )

    assert [(move.turn, move.street) for move in told] == [
        (Turn.START, "Kaivokatu"),
        (Turn.SLIGHT_LEFT, "Mannerheimintie"),
    ]


def test_a_walk_of_a_few_paces_is_one_move() -> None:
    told = moves([step(Turn.START, 5), step(Turn.LEFT, 9), ARRIVAL])

    assert [(move.turn, move.distance_m) for move in told] == [(Turn.START, 14)]
    assert JOG_M > 9


def test_where_nothing_is_walked_nothing_is_told() -> None:
    assert moves([ARRIVAL]) == ()
    assert moves([]) == ()
