"""Problems without a route: whether it is so, and what would be possible."""

from dataclasses import replace

import numpy as np

from walkumentary.domain.tours.orienteering.columns import Floats
from walkumentary.domain.tours.orienteering.hunt import hunted
from walkumentary.domain.tours.orienteering.problem import (
    NoFeasibleRoute,
    OrienteeringProblem,
)
from walkumentary.domain.tours.orienteering.routes import Standing
from walkumentary.domain.tours.orienteering.solution import account_of


def any_route(problem: OrienteeringProblem) -> Standing:
    """Return a route with enough stops, whatever it is worth and whatever it takes.

    Raises:
        NoFeasibleRoute: there is none.
    """
    found = hunted(_indifferent(problem, score=0.0), step_limit=None).best
    if found is None:
        raise _refusal(problem)
    return found


def _refusal(problem: OrienteeringProblem) -> NoFeasibleRoute:
    best_stops = _best_stops(problem)
    return NoFeasibleRoute(
        f"{problem.min_stops} stops do not fit into {problem.budget_s:g} s; at most "
        f"{best_stops} do.",
        best_stops=best_stops,
        minimum_budget_s=None if any(problem.windows) else _least_budget_s(problem),
    )


def _best_stops(problem: OrienteeringProblem) -> int:
    most = max(0, min(problem.min_stops - 1, problem.most_stops))
    counting = _indifferent(problem, score=1.0)
    best = hunted(replace(counting, min_stops=0, max_stops=most)).best
    return len(best.order) if best else 0


def _indifferent(problem: OrienteeringProblem, *, score: float) -> OrienteeringProblem:
    """Return the problem with one score for all stops, legs and slack being free."""
    nothing = np.zeros(problem.size)
    return replace(
        problem,
        scores=(score,) * problem.size,
        leg_penalty=_where_allowed(problem.leg_penalty, nothing),
        first_leg_penalty=_where_allowed(problem.first_leg_penalty, nothing),
        last_leg_penalty=_where_allowed(problem.last_leg_penalty, nothing),
        slack_penalty_per_s=0.0,
    )


def _least_budget_s(problem: OrienteeringProblem) -> float | None:
    """Return the least time of a route with enough stops: legs cost what they take."""
    service = np.asarray(problem.min_service_s, dtype=np.float64)
    first_s, leg_s = problem.from_start_s + service, problem.travel_s + service
    last_s = problem.end_travel_s
    ample_s = sum(float(_finite(time).max(initial=0.0)) for time in (first_s, last_s))
    ample_s += problem.most_stops * float(_finite(leg_s).max(initial=0.0))
    timing = replace(
        problem,
        scores=(0.0,) * problem.size,
        leg_penalty=_where_allowed(problem.leg_penalty, leg_s),
        first_leg_penalty=_where_allowed(problem.first_leg_penalty, first_s),
        last_leg_penalty=_where_allowed(problem.last_leg_penalty, last_s),
        slack_penalty_per_s=0.0,
        budget_s=ample_s + problem.start_to_end_s,
    )
    best = hunted(timing).best
    return _time_s(problem, best.order) if best else None


def _time_s(problem: OrienteeringProblem, order: tuple[int, ...]) -> float:
    service_s = sum(problem.min_service_s[stop] for stop in order)
    return account_of(problem, order).travel_s + service_s


def _where_allowed(penalty: Floats, instead: Floats) -> Floats:
    return np.where(np.isfinite(penalty), instead, np.inf)


def _finite(column: Floats) -> Floats:
    return column[np.isfinite(column)]
