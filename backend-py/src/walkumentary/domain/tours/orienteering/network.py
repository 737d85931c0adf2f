"""The problem in columns: one row for each leg that may be used, one for each node."""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

import numpy as np

from walkumentary.domain.tours.orienteering.columns import (
    Floats,
    Ints,
    Masks,
    segment_max,
)
from walkumentary.domain.tours.orienteering.problem import (
    OrienteeringProblem,
    TimeWindow,
)

TOLERANCE = 1e-9
"""Worths and times closer than this, for their size, are equal: sums of floats are."""

ALWAYS = TimeWindow(opens_s=0.0, closes_s=math.inf)
"""The window of what has none."""

GRAIN_GUARD = 1e-6
"""Sums of multiples of a grain are multiples of it up to this."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """Candidates 0…n-1 and the start, node n; legs sorted by tail, then head.

    Args:
        size: n.
        first_leg: per node where its legs begin, and at last their number.
        head: per leg the candidate it leads to.
        travel_s: per leg.
        fill_s: per leg the most time it and the stop it leads to can fill.
        reward: per leg the score of the stop it leads to less its own penalty.
        travel_at_s: per tail and head; infinite where there is no leg.
        reward_at: per tail and head; minus infinity where there is no leg.
        service_s: per node the least.
        spare_s: per node what the longest service takes beyond the least.
        opens_s: per candidate when a visit may begin.
        deadline_s: per candidate until when it must, for its window and the rest.
        end_travel_s: per node the time to the end.
        end_reward: per node the worth of ending there; minus infinity if forbidden.
        bit: per node its place in a set of visited candidates; the start has none.
        neighbours: per candidate the others there are legs with, nearest first.
        budget_s: see the problem.
        latest_s: the budget with the tolerance that sums need.
        slack_price: worth lost per second of slack.
        min_stops: see the problem.
        most_stops: see the problem.
        tolerance: worths closer than this are equal.
        grain: every route's worth is a multiple of it; 0 where no such is known.
    """

    size: int
    first_leg: Ints
    head: Ints
    travel_s: Floats
    fill_s: Floats
    reward: Floats
    travel_at_s: Floats
    reward_at: Floats
    service_s: Floats
    spare_s: Floats
    opens_s: Floats
    deadline_s: Floats
    end_travel_s: Floats
    end_reward: Floats
    bit: Masks
    neighbours: tuple[tuple[int, ...], ...]
    budget_s: float
    latest_s: float
    slack_price: float
    min_stops: int
    most_stops: int
    tolerance: float
    grain: float

    @property
    def step(self) -> float:
        """A route that is not better by more than this is not better."""
        return max(self.tolerance, self.grain - GRAIN_GUARD)

    def attainable(self, bound: float) -> float:
        """Return the greatest worth not above the bound that a route may have."""
        if self.step == self.tolerance:
            return bound
        return math.floor((bound + GRAIN_GUARD) / self.grain) * self.grain


def network_of(problem: OrienteeringProblem) -> Network:
    """Lay the problem out in columns, without the legs that cannot be used."""
    n = problem.size
    travel = _bordered(problem.travel_s, problem.from_start_s)
    penalty = _bordered(problem.leg_penalty, problem.first_leg_penalty)
    np.fill_diagonal(penalty, np.inf)
    usable = np.isfinite(penalty) & np.isfinite(travel)
    tail, head = np.nonzero(usable)
    end_travel = np.append(problem.end_travel_s, problem.start_to_end_s)
    end_penalty = np.append(problem.last_leg_penalty, 0.0)
    ends = np.isfinite(end_travel) & np.isfinite(end_penalty)
    service = np.append(problem.min_service_s, 0.0)
    longest = np.append(problem.max_service_s, 0.0)
    scores = np.asarray(problem.scores, dtype=np.float64)
    first_leg = np.searchsorted(tail, np.arange(n + 2))
    travel_s = travel[tail, head]
    rest_s = _least_rest(
        np.where(ends, end_travel, np.inf),
        travel_s + service[head],
        head=head,
        first_leg=first_leg,
    )
    latest_s = problem.budget_s + TOLERANCE * max(1.0, problem.budget_s)
    windows = [window or ALWAYS for window in problem.every_window]
    closes_s = np.array([window.closes_s for window in windows])
    return Network(
        size=n,
        first_leg=first_leg,
        head=head,
        travel_s=travel_s,
        fill_s=travel_s + longest[head],
        reward=scores[head] - penalty[tail, head],
        travel_at_s=np.where(usable, travel, np.inf),
        reward_at=np.where(usable, np.append(scores, 0.0) - penalty, -np.inf),
        service_s=service,
        spare_s=longest - service,
        opens_s=np.array([window.opens_s for window in windows]),
        deadline_s=np.minimum(closes_s, latest_s - (service + rest_s)[:n]),
        end_travel_s=np.where(ends, end_travel, 0.0),
        end_reward=np.where(ends, -end_penalty, -np.inf),
        bit=np.append(np.uint64(1) << np.arange(n, dtype=np.uint64), np.uint64(0)),
        neighbours=_neighbours(np.where(usable, travel, np.inf)[:n, :n]),
        budget_s=problem.budget_s,
        latest_s=latest_s,
        slack_price=problem.slack_penalty_per_s,
        min_stops=problem.min_stops,
        most_stops=problem.most_stops,
        tolerance=TOLERANCE * float(scores.max(initial=1.0)),
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
    end_s: Floats, duration: Floats, *, head: Ints, first_leg: Ints
) -> Floats:
    """Return the least time to the end from each node: shortest paths by rounds."""
    before, rest = np.full_like(end_s, -1.0), end_s
    while not np.array_equal(before, rest):
        before = rest
        rest = np.minimum(rest, -segment_max(-(duration + rest[head]), first_leg))
    return rest


def _neighbours(travel: Floats) -> tuple[tuple[int, ...], ...]:
    there_and_back = travel + travel.T
    nearest = np.argsort(there_and_back, axis=1, kind="stable")
    linked = np.isfinite(there_and_back).sum(axis=1)
    return tuple(
        tuple(row[:count].tolist()) for row, count in zip(nearest, linked, strict=True)
    )


def _grain(problem: OrienteeringProblem) -> float:
    """Return the greatest common divisor of all amounts; 0 where slack is charged."""
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
    distinct = np.unique(amounts[np.isfinite(amounts)]).tolist()
    grain = reduce(_common_divisor, map(Fraction, distinct), Fraction(0))
    return float(grain)


def _common_divisor(one: Fraction, other: Fraction) -> Fraction:
    return Fraction(
        math.gcd(one.numerator, other.numerator),
        math.lcm(one.denominator, other.denominator),
    )
