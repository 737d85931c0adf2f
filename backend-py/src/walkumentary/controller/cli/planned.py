"""Tour-sized problems: candidates on a plane, put as the planner puts them."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.tours.orienteering import (
    NoFeasibleRoute,
    OrienteeringProblem,
    Solution,
    solve,
)
from walkumentary.domain.tours.pacing import Appetite, appetite
from walkumentary.domain.tours.selection import selection_problem

Position = tuple[float, float]


class LineUnreadable(Invalid):
    """A line is no tour-sized problem."""

    code = "line-unreadable"
    title = "Not a tour-sized problem"


class Candidate(BaseModel):
    """A landmark: where it is, what it is worth (0…1), how many words are known."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    x_m: float
    y_m: float
    score: Annotated[float, Field(ge=0, le=1)]
    words: Annotated[int, Field(ge=0)]


class PlannedProblem(BaseModel):
    """What the planner is given, without a map: metres east and north.

    ``detour`` is what a metre of straight line takes on foot; the start is at (0, 0).
    """

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    name: str
    minutes: Annotated[int, Field(ge=5, le=180)]
    candidates: list[Candidate]
    end: Position | None = None
    detour: float = 1.35
    metres_per_s: float = 1.25
    words_per_s: float = 2.7

    def problem(self) -> OrienteeringProblem:
        """Return the problem of the best walk among the candidates."""
        asked = [self._appetite(one) for one in self.candidates]
        worth = [
            (one, want)
            for one, want in zip(self.candidates, asked, strict=True)
            if want is not None
        ]
        return selection_problem(
            scores=[one.score for one, _ in worth],
            appetites=[want for _, want in worth],
            metres=self._metres([(one.x_m, one.y_m) for one, _ in worth]),
            has_end=self.end is not None,
            metres_per_s=self.metres_per_s,
            minutes=self.minutes,
            words_per_s=self.words_per_s,
        )

    def _appetite(self, one: Candidate) -> Appetite | None:
        return appetite(words=one.words, words_per_s=self.words_per_s)

    def _metres(self, places: Sequence[Position]) -> NDArray[np.float64]:
        """Return the distances from start and places to places and end."""
        sources = np.array([(0.0, 0.0), *places])
        targets = np.array([*places, self.end or (0.0, 0.0)])
        steps = sources[:, np.newaxis] - targets[np.newaxis, :]
        metres: NDArray[np.float64] = self.detour * np.hypot(*np.moveaxis(steps, 2, 0))
        return metres


def solved_lines(file: Path, *, limit: int | None) -> Iterator[dict[str, object]]:
    """Yield what is to be said about each line's problem.

    A problem without a feasible walk is answered too: ``route`` is null.

    Raises:
        LineUnreadable: a line is no problem.
    """
    for number, line in enumerate(file.read_text().splitlines(), start=1):
        yield _answer(_read(line, f"{file}:{number}"), limit=limit)


def _read(line: str, where: str) -> PlannedProblem:
    try:
        return PlannedProblem.model_validate_json(line)
    except ValidationError as error:
        raise LineUnreadable(f"{where}: {error}") from error


def _answer(planned: PlannedProblem, *, limit: int | None) -> dict[str, object]:
    problem = planned.problem()
    began = time.perf_counter()
    try:
        told = _told(solve(problem, step_limit=limit))
    except NoFeasibleRoute:
        told = {"score": 0, "upper_bound": 0, "gap": 0, "optimal": True, "route": None}
    seconds = round(time.perf_counter() - began, 4)
    return {"file": planned.name, **told, "seconds": seconds}


def _told(solution: Solution) -> dict[str, object]:
    certificate = solution.certificate
    return {
        "score": solution.objective,
        "upper_bound": certificate.upper_bound,
        "gap": certificate.gap,
        "optimal": certificate.gap == 0,
        "route": list(solution.order),
        "considered": certificate.considered,
    }
