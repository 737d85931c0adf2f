"""The tour-sized problems the solver is measured on."""

from collections import Counter

from bench.solver import CANDIDATES, MINUTES, PROBLEMS, tour_problems


def test_the_problems_are_the_same_every_time() -> None:
    assert tour_problems() == tour_problems()


def test_every_length_is_asked_about_as_often() -> None:
    problems = tour_problems()

    counted = Counter(problem.minutes for problem in problems)
    assert len(problems) == PROBLEMS
    assert set(counted) == set(MINUTES)
    assert max(counted.values()) - min(counted.values()) <= 2


def test_each_has_forty_candidates() -> None:
    assert {len(problem.candidates) for problem in tour_problems()} == {CANDIDATES}
