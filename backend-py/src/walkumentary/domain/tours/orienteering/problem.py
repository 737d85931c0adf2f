"""The orienteering problem: which stops to make, and in which order, in the time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from walkumentary.domain.shared.errors import FieldProblem, Invalid

MAX_CANDIDATES = 64
"""A set of visited candidates is one 64-bit word."""


class ProblemMalformed(Invalid):
    """The numbers do not make an orienteering problem."""

    code = "orienteering-malformed"
    title = "Not an orienteering problem"


class NoFeasibleRoute(Invalid):
    """Fewer stops than asked for fit into the budget.

    Args:
        detail: a sentence.
        best_stops: the most stops that a route is known to make.
        minimum_budget_s: a budget with which enough stops fit, the least one where
            routes make up to 7; None where no budget is enough, or with time windows.
    """

    code = "no-feasible-route"
    title = "No route makes enough stops"

    def __init__(
        self, detail: str, *, best_stops: int, minimum_budget_s: float | None
    ) -> None:
        super().__init__(detail)
        self.best_stops = best_stops
        self.minimum_budget_s = minimum_budget_s


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWindow:
    """When a visit may begin, in seconds after the start; who comes early waits."""

    opens_s: float
    closes_s: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OrienteeringProblem:
    """Candidates 0…n-1 between a start and an end; all times in seconds.

    A route is worth the scores of its stops, less its leg penalties, less
    ``slack_penalty_per_s`` for each second of the budget that neither its travel nor
    its waiting nor its longest services fill.

    Args:
        scores: what each candidate adds, 0 or more.
        travel_s: (n, n) between candidates; may be asymmetric.
        from_start_s: (n,) from the start.
        to_end_s: (n,) to the end; None where the route ends at its last stop.
        start_to_end_s: for the route without stops.
        leg_penalty: (n, n) what using a leg costs; infinite where it is forbidden.
        first_leg_penalty: (n,) the same from the start.
        last_leg_penalty: (n,) the same to the end.
        min_service_s: the least time each stop takes, which must fit into the budget.
        max_service_s: the most time each stop can fill.
        budget_s: what travel, waiting and least services may take together.
        slack_penalty_per_s: see above.
        min_stops: routes with fewer do not count.
        max_stops: None for no limit.
        windows: one per candidate, or empty.

    Raises:
        ProblemMalformed: shapes, signs or sizes are wrong.
    """

    scores: Sequence[float]
    travel_s: NDArray[np.float64]
    from_start_s: NDArray[np.float64]
    to_end_s: NDArray[np.float64] | None
    start_to_end_s: float = 0.0
    leg_penalty: NDArray[np.float64]
    first_leg_penalty: NDArray[np.float64]
    last_leg_penalty: NDArray[np.float64]
    min_service_s: Sequence[float]
    max_service_s: Sequence[float]
    budget_s: float
    slack_penalty_per_s: float
    min_stops: int
    max_stops: int | None
    windows: Sequence[TimeWindow | None] = ()

    def __post_init__(self) -> None:
        problems = [*_misshapen(self)] or [*_impossible(self)]
        if problems:
            raise ProblemMalformed(
                "These numbers make no orienteering problem.", fields=problems
            )

    @property
    def size(self) -> int:
        """Number of candidates."""
        return len(self.scores)

    @property
    def most_stops(self) -> int:
        """The most stops a route may make."""
        return self.size if self.max_stops is None else min(self.size, self.max_stops)

    @property
    def end_travel_s(self) -> NDArray[np.float64]:
        """Seconds from each candidate to the end; zeros where the end is open."""
        return np.zeros(self.size) if self.to_end_s is None else self.to_end_s

    @property
    def every_window(self) -> Sequence[TimeWindow | None]:
        """One window or None for each candidate."""
        return self.windows or (None,) * self.size


def _misshapen(problem: OrienteeringProblem) -> Iterator[FieldProblem]:
    n = problem.size
    columns: dict[str, tuple[ArrayLike, tuple[int, ...]]] = {
        "scores": (problem.scores, (min(n, MAX_CANDIDATES),)),
        "travel_s": (problem.travel_s, (n, n)),
        "from_start_s": (problem.from_start_s, (n,)),
        "to_end_s": (problem.end_travel_s, (n,)),
        "leg_penalty": (problem.leg_penalty, (n, n)),
        "first_leg_penalty": (problem.first_leg_penalty, (n,)),
        "last_leg_penalty": (problem.last_leg_penalty, (n,)),
        "min_service_s": (problem.min_service_s, (n,)),
        "max_service_s": (problem.max_service_s, (n,)),
        "windows": ([bool(one) for one in problem.every_window], (n,)),
    }
    for name, (column, expected) in columns.items():
        if np.shape(column) != expected:
            yield FieldProblem(
                f"/{name}", f"has shape {np.shape(column)}, not {expected}"
            )


def _impossible(problem: OrienteeringProblem) -> Iterator[FieldProblem]:
    amounts = {
        "scores": problem.scores,
        "travel_s": problem.travel_s,
        "from_start_s": problem.from_start_s,
        "to_end_s": problem.end_travel_s,
        "start_to_end_s": problem.start_to_end_s,
        "min_service_s": problem.min_service_s,
        "max_service_s": np.subtract(problem.max_service_s, problem.min_service_s),
        "budget_s": problem.budget_s,
        "slack_penalty_per_s": problem.slack_penalty_per_s,
        "min_stops": problem.min_stops,
    }
    for name, amount in amounts.items():
        if not np.all(np.asarray(amount) >= 0):
            yield FieldProblem(
                f"/{name}", "must be 0 or more; a longest service, the least or more"
            )
