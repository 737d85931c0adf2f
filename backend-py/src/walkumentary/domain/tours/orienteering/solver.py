"""Solving an orienteering problem: a route, and how good it is proven to be."""

from walkumentary.domain.tours.orienteering.climbing import shortened
from walkumentary.domain.tours.orienteering.hunt import DEFAULT_STEPS, hunted
from walkumentary.domain.tours.orienteering.problem import OrienteeringProblem
from walkumentary.domain.tours.orienteering.refusal import any_route
from walkumentary.domain.tours.orienteering.solution import (
    Certificate,
    Solution,
    account_of,
)


def solve(
    problem: OrienteeringProblem, *, step_limit: int | None = DEFAULT_STEPS
) -> Solution:
    """Return the best route found, with its proven gap.

    The same problem and limit give the same answer on every machine: work is counted
    in steps, never timed, and every order of looking is fixed. Where several routes
    have the same objective (to 1e-9) the first one met stays; its stops are then put
    into the order of that objective that takes the least time, the lexicographically
    smallest of several (up to 7 stops; longer routes only by changes of one stop or
    one turned stretch).

    Args:
        problem: what to solve.
        step_limit: search steps to spend; None to go on until the optimum is proven.
            Problems of up to 7 stops are always solved to the proven optimum.

    Raises:
        NoFeasibleRoute: no route makes the least number of stops.
    """
    hunt = hunted(problem, step_limit=step_limit)
    best = hunt.best or any_route(problem)
    order = shortened(hunt.network, best.order)
    account = account_of(problem, order)
    bound = hunt.network.attainable(hunt.bound)
    upper_bound = account.objective if hunt.proven else max(account.objective, bound)
    return Solution(
        order=order,
        objective=account.objective,
        travel_s=account.travel_s,
        waiting_s=account.waiting_s,
        slack_s=account.slack_s,
        certificate=Certificate(
            objective=account.objective,
            upper_bound=upper_bound,
            gap=upper_bound - account.objective,
            candidates=problem.size,
            considered=hunt.effort.spent,
        ),
    )
