"""Why no route makes enough stops: the most that fit, and the budget it would take."""

from dataclasses import replace

import numpy as np

from walkumentary.domain.tours.orienteering.columns import Floats
from walkumentary.domain.tours.orienteering.hunt import hunted
from walkumentary.domain.tours.orienteering.problem import (
    NoFeasibleRoute,
    OrienteeringProblem,
)
from walkumentary.domain.tours.orienteering.solution import account_of


def refusal_of(problem: OrienteeringProblem) -> NoFeasibleRoute:
    """Return the error for a problem that has no route with enough stops."""
    best_stops = _best_stops(problem)
    return NoFeasibleRoute(
        f"{problem.min_stops} stops do not fit into {problem.budget_s:g} s; at most "
        f"{best_stops} do.",
        best_stops=best_stops,
        minimum_budget_s=None if any(problem.windows) else _least_budget_s(problem),
    )


def _best_stops(problem: OrienteeringProblem) -> int:
    """Return the most stops of any route: every stop scores 1, legs are free."""
    nothing = np.zeros(problem.size)
    counting = replace(
        problem,
        scores=(1.0,) * problem.size,
        leg_penalty=_where_allowed(problem.leg_penalty, nothing),
        first_leg_penalty=_where_allowed(problem.first_leg_penalty, nothing),
        last_leg_penalty=_where_allowed(problem.last_leg_penalty, nothing),
        slack_penalty_per_s=0.0,
        min_stops=0,
        max_stops=max(0, min(problem.min_stops - 1, problem.most_stops)),
    )
    best = hunted(counting).best
    return len(best.order) if best else 0


def _least_budget_s(problem: OrienteeringProblem) -> float | None:
    """Return the least time of as many stops as asked for: legs cost what they take."""
    service = np.asarray(problem.min_service_s, dtype=np.float64)
    travel = (problem.travel_s, problem.from_start_s, problem.end_travel_s)
    longest_s = max(float(_finite(column).max(initial=0.0)) for column in travel)
    dearest_s = longest_s + float(service.max(initial=0.0))
    timing = replace(
        problem,
        scores=(0.0,) * problem.size,
        leg_penalty=_where_allowed(problem.leg_penalty, problem.travel_s + service),
        first_leg_penalty=_where_allowed(
            problem.first_leg_penalty, problem.from_start_s + service
        ),
        last_leg_penalty=_where_allowed(problem.last_leg_penalty, problem.end_travel_s),
        slack_penalty_per_s=0.0,
        budget_s=dearest_s * (problem.min_stops + 1) + problem.start_to_end_s,
        max_stops=min(problem.min_stops, problem.most_stops),
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
