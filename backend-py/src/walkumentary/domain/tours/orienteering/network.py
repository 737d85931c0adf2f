"""The problem in columns: one row per leg that may be used, one per node."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.tours.orienteering.problem import OrienteeringProblem

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Masks = NDArray[np.uint64]

TOLERANCE = 1e-9
"""Worths closer than this are equal; times may exceed the budget by as much."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """Candidates 0…n-1 and the start, node n; legs sorted by tail, then head.

    ``fill_s`` is the most time a leg and the stop it leads to can fill, ``reward`` what
    the two are worth; ``spare_s`` what a node's longest service takes beyond its least;
    ``rest_s`` the least time from a node to the end; ``bit`` a node's place in a set of
    visited candidates.
    """

    size: int
    first_leg: Ints
    tail: Ints
    head: Ints
    travel_s: Floats
    fill_s: Floats
    reward: Floats
    service_s: Floats
    spare_s: Floats
    opens_s: Floats
    closes_s: Floats
    end_travel_s: Floats
    end_reward: Floats
    rest_s: Floats
    bit: Masks
    budget_s: float
    slack_price: float
    min_stops: int
    most_stops: int
    windowed: bool
    grain: float

    @property
    def latest_s(self) -> float:
        """The budget, with the tolerance that sums of floats need."""
        return self.budget_s + TOLERANCE * max(1.0, self.budget_s)


def segment_max(values: Floats, first: Ints) -> Floats:
    """Return the greatest value of each segment, minus infinity for empty ones.

    Args:
        values: the segments, one after the other.
        first: where each segment starts, and at last the number of values.
    """
    greatest = np.full(len(first) - 1, -np.inf)
    filled = first[1:] > first[:-1]
    greatest[filled] = np.maximum.reduceat(values, first[:-1][filled])
    return greatest


def network_of(problem: OrienteeringProblem) -> Network:
    """Lay the problem out in columns and leave out what cannot be used."""
    n = problem.size
    travel = _bordered(problem.travel_s, problem.from_start_s)
    penalty = _bordered(problem.leg_penalty, problem.first_leg_penalty)
    np.fill_diagonal(penalty, np.inf)
    end_travel = np.append(problem.end_travel_s, problem.start_to_end_s)
    end_penalty = np.append(problem.last_leg_penalty, 0.0)
    end_open = np.isfinite(end_travel) & np.isfinite(end_penalty)
    service = np.append(problem.min_service_s, 0.0)
    tail, head = np.nonzero(np.isfinite(penalty) & np.isfinite(travel))
    scores = np.asarray(problem.scores, dtype=np.float64)
    first_leg = np.searchsorted(tail, np.arange(n + 2))
    end_travel = np.where(end_open, end_travel, 0.0)
    durations = travel[tail, head] + service[head]
    windows = problem.any_windows
    return Network(
        size=n,
        first_leg=first_leg,
        tail=tail,
        head=head,
        travel_s=travel[tail, head],
        fill_s=travel[tail, head] + np.append(problem.max_service_s, 0.0)[head],
        reward=scores[head] - penalty[tail, head],
        service_s=service,
        spare_s=np.append(problem.max_service_s, 0.0) - service,
        opens_s=np.array([window.opens_s if window else 0.0 for window in windows]),
        closes_s=np.array([w.closes_s if w else np.inf for w in windows]),
        end_travel_s=end_travel,
        end_reward=np.where(end_open, -end_penalty, -np.inf),
        rest_s=_least_rest(
            np.where(end_open, end_travel, np.inf), durations, head, first_leg
        ),
        bit=np.append(np.uint64(1) << np.arange(n, dtype=np.uint64), np.uint64(0)),
        budget_s=problem.budget_s,
        slack_price=problem.slack_penalty_per_s,
        min_stops=problem.min_stops,
        most_stops=problem.most_stops,
        windowed=any(windows),
        grain=_grain(problem),
    )


def _bordered(between: Floats, from_start: Floats) -> Floats:
    """Return (n + 1, n + 1): the start as the last row, no way back to it."""
    n = len(from_start)
    bordered = np.full((n + 1, n + 1), np.inf)
    bordered[:n, :n] = between
    bordered[n, :n] = from_start
    return bordered


def _least_rest(
    end_s: Floats, durations: Floats, head: Ints, first_leg: Ints
) -> Floats:
    rest, before = end_s, np.full_like(end_s, np.nan)
    while not np.array_equal(rest, before):
        before = rest
        onward = -segment_max(-(durations + rest[head]), first_leg)
        rest = np.minimum(rest, onward)
    return rest


def _grain(problem: OrienteeringProblem) -> float:
    """Return a number that every route's worth is a multiple of; 0 where none is."""
    if problem.slack_penalty_per_s:
        return 0.0
    amounts = np.concatenate(
        [
            np.asarray(problem.scores, dtype=np.float64),
            problem.leg_penalty.ravel(),
            problem.first_leg_penalty,
            problem.last_leg_penalty,
        ]
    )
    distinct = np.unique(amounts[np.isfinite(amounts)])
    return float(_common_divisor(Fraction(float(amount)) for amount in distinct))


def _common_divisor(amounts: Iterable[Fraction]) -> Fraction:
    return reduce(_divisor_of_two, amounts, Fraction(0))


def _divisor_of_two(one: Fraction, other: Fraction) -> Fraction:
    return Fraction(
        math.gcd(one.numerator, other.numerator),
        math.lcm(one.denominator, other.denominator),
    )
