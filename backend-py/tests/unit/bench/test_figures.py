"""Figures, their goals, and the table they make."""

import pytest

from bench.figures import AtLeast, AtMost, Figure, Goal, MoreThan, Part
from bench.report import table


def a_figure(
    *values: float, goal: Goal | None = None, every: bool = False, name: str = "growth"
) -> Figure:
    return Figure(
        name=name,
        formula="new ÷ old",
        values=values,
        size="200 notes",
        seed=7,
        goal=goal,
        every=every,
    )


@pytest.mark.parametrize(
    ("goal", "met"), [(AtMost(2), True), (AtLeast(2), True), (MoreThan(2), False)]
)
def test_the_middle_value_is_judged(goal: Goal, met: bool) -> None:
    figure = a_figure(1.0, 2.0, 9.0, goal=goal)

    assert figure.met is met


@pytest.mark.parametrize("goal", [AtMost(2), AtLeast(2)])
def test_where_every_value_counts_the_worst_is_judged(goal: Goal) -> None:
    figure = a_figure(1.0, 2.0, 9.0, goal=goal, every=True)

    assert figure.met is False


def test_without_a_goal_nothing_is_judged() -> None:
    assert a_figure(1.0).met is None


def test_the_table_says_everything_that_was_measured() -> None:
    figures = (a_figure(1.0, 2.0, 9.0, goal=AtMost(1)),)

    text = table([Part(name="read", figures=figures)])

    said = ("2 ×", "(1 … 9, 3 runs)", "<= 1", "MISSED", "new ÷ old", "seed 7")
    assert [part for part in said if part not in text] == []


def test_a_formula_shared_by_rows_is_said_once() -> None:
    figures = (a_figure(1.0), a_figure(2.0, name="growth of the other"))

    text = table([Part(name="read", figures=figures)])

    assert text.count("new ÷ old") == 1


def test_a_part_that_could_not_be_measured_says_why() -> None:
    text = table([Part(name="read", skipped="no port was free")])

    assert "no port was free" in text
