"""What the solver answers: a route, its account, and how good it is proven to be."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from walkumentary.domain.tours.orienteering.problem import (
    OrienteeringProblem,
    TimeWindow,
)

SOLVER = "walkumentary-state-graphs/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """How good a route is, and how much work it took to know.

    Args:
        objective: what the route is worth.
        upper_bound: no route is worth more.
        gap: ``upper_bound - objective``; exactly 0.0 where the optimum is proven.
        candidates: how many there were to choose from.
        considered: search steps: extensions of partial routes, changes of whole ones.
        solver: name and version.
    """

    objective: float
    upper_bound: float
    gap: float
    candidates: int
    considered: int
    solver: str = SOLVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The stops in order; ``slack_s`` is what even the longest services leave over."""

    order: tuple[int, ...]
    objective: float
    travel_s: float
    waiting_s: float
    slack_s: float
    certificate: Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A route's worth and times, summed up from the problem itself."""

    objective: float
    travel_s: float
    waiting_s: float
    slack_s: float


def account_of(problem: OrienteeringProblem, order: Sequence[int]) -> Account:
    """Return the account of a route, whether it keeps the budget or not."""
    travel = [*_travel(problem, order), _travel_to_end(problem, order)]
    waiting = list(_waiting(problem, order, travel))
    longest = [problem.max_service_s[stop] for stop in order]
    slack_s = max(0.0, problem.budget_s - math.fsum([*travel, *waiting, *longest]))
    gains = [problem.scores[stop] for stop in order]
    losses = [-penalty for penalty in _penalties(problem, order)]
    return Account(
        objective=math.fsum([*gains, *losses, -problem.slack_penalty_per_s * slack_s]),
        travel_s=math.fsum(travel),
        waiting_s=math.fsum(waiting),
        slack_s=slack_s,
    )


def _travel(problem: OrienteeringProblem, order: Sequence[int]) -> Iterator[float]:
    """Yield the seconds to each stop."""
    yield from (float(problem.from_start_s[stop]) for stop in order[:1])
    for here, there in pairwise(order):
        yield float(problem.travel_s[here, there])


def _travel_to_end(problem: OrienteeringProblem, order: Sequence[int]) -> float:
    if not order:
        return problem.start_to_end_s
    return float(problem.end_travel_s[order[-1]])


def _penalties(problem: OrienteeringProblem, order: Sequence[int]) -> Iterator[float]:
    yield from (float(problem.first_leg_penalty[stop]) for stop in order[:1])
    for here, there in pairwise(order):
        yield float(problem.leg_penalty[here, there])
    yield from (float(problem.last_leg_penalty[stop]) for stop in order[-1:])


def _waiting(
    problem: OrienteeringProblem, order: Sequence[int], travel: Sequence[float]
) -> Iterator[float]:
    """Yield the seconds waited at each stop, with the least services."""
    time_s = 0.0
    for stop, leg_s in zip(order, travel, strict=False):
        waiting_s = max(0.0, _opens_s(problem.every_window[stop]) - time_s - leg_s)
        yield waiting_s
        time_s += leg_s + waiting_s + problem.min_service_s[stop]


def _opens_s(window: TimeWindow | None) -> float:
    return window.opens_s if window else 0.0
