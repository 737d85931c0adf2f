"""The solver against enumeration, and against published optima."""

import csv
import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations
from pathlib import Path

import numpy as np
import pytest

from tests.outside import outside
from walkumentary.domain.tours.orienteering import (
    NoFeasibleRoute,
    OrienteeringProblem,
    solve,
)


def a_problem(seed: int, *, end: str = "open", most: int = 4) -> OrienteeringProblem:
    """Return a small problem with everything in it: penalties, services, slack."""
    rng = np.random.default_rng(seed)
    n = 6
    points = rng.uniform(0, 900, (n + 2, 2))
    metres = np.linalg.norm(points[:, None] - points[None, :], axis=-1) * 1.35
    penalty = np.where((metres < 50) | (metres > 300), 0.1, 0.0)
    penalty = np.where(metres > 800, np.inf, penalty)
    seconds = metres / 1.25 * rng.uniform(0.9, 1.1, metres.shape)
    last = {"open": None, "loop": seconds[1:-1, 0], "fixed": seconds[1:-1, -1]}[end]
    longest = tuple(rng.uniform(60, 240, n))
    return OrienteeringProblem(
        scores=tuple(rng.uniform(0, 1, n)),
        travel_s=seconds[1:-1, 1:-1],
        from_start_s=seconds[0, 1:-1],
        to_end_s=last,
        leg_penalty=penalty[1:-1, 1:-1],
        first_leg_penalty=np.zeros(n),
        last_leg_penalty=np.zeros(n),
        min_service_s=(60.0,) * n,
        max_service_s=longest,
        budget_s=1_500.0,
        slack_penalty_per_s=0.02 / 60,
        min_stops=2,
        max_stops=most,
    )


def worth(problem: OrienteeringProblem, order: Sequence[int]) -> float:
    """Return a route's worth by the definition; minus infinity where it is none."""
    legs = list(pairwise(order))
    travel = float(problem.from_start_s[order[0]])
    travel += sum(float(problem.travel_s[leg]) for leg in legs)
    if problem.to_end_s is not None:
        travel += float(problem.to_end_s[order[-1]])
    least = sum(problem.min_service_s[stop] for stop in order)
    if travel + least > problem.budget_s:
        return -math.inf
    most = sum(problem.max_service_s[stop] for stop in order)
    slack = max(0.0, problem.budget_s - travel - most)
    penalty = float(problem.first_leg_penalty[order[0]])
    penalty += sum(float(problem.leg_penalty[leg]) for leg in legs)
    score = sum(problem.scores[stop] for stop in order)
    return score - penalty - slack * problem.slack_penalty_per_s


def best(problem: OrienteeringProblem) -> float:
    """Return the worth of the best route by trying them all."""
    assert problem.max_stops is not None
    return max(
        worth(problem, order)
        for size in range(problem.min_stops, problem.max_stops + 1)
        for order in permutations(range(len(problem.scores)), size)
    )


@pytest.mark.parametrize("end", ["open", "loop", "fixed"])
@pytest.mark.parametrize("seed", range(12))
def test_no_route_is_better_than_the_one_found(seed: int, end: str) -> None:
    problem = a_problem(seed, end=end)

    solution = solve(problem)

    assert solution.objective == pytest.approx(best(problem), abs=1e-9)
    assert worth(problem, solution.order) == pytest.approx(solution.objective)
    assert solution.certificate.gap == 0.0


@pytest.mark.parametrize("steps", [1, 500, 20_000])
def test_a_search_cut_short_tells_its_true_gap(steps: int) -> None:
    problem = replace(a_problem(3), max_stops=None)
    proven = solve(problem, step_limit=None)

    cut = solve(problem, step_limit=steps)

    found = cut.certificate
    assert found.objective <= proven.objective + 1e-9 <= found.upper_bound + 2e-9
    assert found.gap == pytest.approx(found.upper_bound - found.objective)


def test_the_same_problem_has_the_same_answer() -> None:
    assert solve(a_problem(5)) == solve(a_problem(5))


def test_too_little_time_names_the_least_budget_that_is_enough() -> None:
    problem = replace(a_problem(1), budget_s=100.0)

    with pytest.raises(NoFeasibleRoute) as refusal:
        solve(problem)

    enough = refusal.value.minimum_budget_s
    assert enough is not None
    assert len(solve(replace(problem, budget_s=enough + 1e-6)).order) >= 2
    with pytest.raises(NoFeasibleRoute):
        solve(replace(problem, budget_s=enough - 1.0))


@pytest.mark.parametrize("candidates", [0, 6])
def test_where_no_stop_may_be_made_the_way_to_the_end_is_all(candidates: int) -> None:
    problem = only(candidates, a_problem(1, end="loop"), min_stops=0, max_stops=0)

    solution = solve(problem)

    assert solution.order == ()
    assert solution.certificate.gap == 0.0


@pytest.mark.parametrize("candidates", [0, 1, 2])
def test_too_few_candidates_are_named_and_no_budget_is_enough(candidates: int) -> None:
    problem = only(candidates, a_problem(1), min_stops=3, max_stops=4)

    with pytest.raises(NoFeasibleRoute) as refusal:
        solve(problem)

    assert refusal.value.best_stops == candidates
    assert refusal.value.minimum_budget_s is None


def only(
    n: int, problem: OrienteeringProblem, *, min_stops: int, max_stops: int
) -> OrienteeringProblem:
    """Return the problem with its first candidates and other numbers of stops."""
    return replace(
        problem,
        scores=problem.scores[:n],
        travel_s=problem.travel_s[:n, :n],
        from_start_s=problem.from_start_s[:n],
        to_end_s=None if problem.to_end_s is None else problem.to_end_s[:n],
        leg_penalty=problem.leg_penalty[:n, :n],
        first_leg_penalty=problem.first_leg_penalty[:n],
        last_leg_penalty=problem.last_leg_penalty[:n],
        min_service_s=problem.min_service_s[:n],
        max_service_s=problem.max_service_s[:n],
        min_stops=min_stops,
        max_stops=max_stops,
    )


QUICK = 35.0
"""Budgets up to here are solved in the twinkling of an eye."""


def test_published_instances_are_solved_to_their_proven_optimum() -> None:
    folder = outside("orienteering")
    known = (folder / "best_known.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(known.splitlines()))
    quick = [row for row in rows if float(row["tmax"]) <= QUICK]

    solved = {row["file"]: _solved(folder / row["set"] / row["file"]) for row in quick}

    assert quick
    assert solved == {row["file"]: float(row["best_score"]) for row in quick}


def _solved(path: Path) -> float:
    head, *lines = [line.split() for line in path.read_text().splitlines() if line]
    table = np.array([[float(x) for x in line[:3]] for line in lines])
    points = table[:, :2]
    away = np.linalg.norm(points[:, None] - points[None, :], axis=-1)
    n = len(points) - 2
    solution = solve(
        OrienteeringProblem(
            scores=tuple(table[2:, 2]),
            travel_s=away[2:, 2:],
            from_start_s=away[0, 2:],
            to_end_s=away[2:, 1],
            start_to_end_s=float(away[0, 1]),
            leg_penalty=np.zeros((n, n)),
            first_leg_penalty=np.zeros(n),
            last_leg_penalty=np.zeros(n),
            min_service_s=(0.0,) * n,
            max_service_s=(0.0,) * n,
            budget_s=float(head[0]),
            slack_penalty_per_s=0.0,
            min_stops=0,
            max_stops=None,
        ),
        step_limit=None,
    )
    assert solution.certificate.gap == 0.0
    return solution.objective
