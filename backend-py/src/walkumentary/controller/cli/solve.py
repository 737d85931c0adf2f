"""`walkumentary solve`: the planner on published problems, and on tour-sized ones."""

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from walkumentary.domain.shared.errors import Invalid

Files = Annotated[
    list[Path],
    typer.Argument(
        help="Problems: time and paths, then x y score per point; start, end, others. "
        "Or .jsonl: tour-sized ones, a line of JSON each.",
        exists=True,
        dir_okay=False,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(min=1, help="Search steps to spend; default: until it is proven."),
]

type Point = tuple[float, float, float]


class ProblemUnreadable(Invalid):
    """A file is no orienteering problem."""

    code = "problem-unreadable"
    title = "Not an orienteering problem"


def add(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command()
    def solve(files: Files, limit: Limit = None) -> None:
        """Solve orienteering problems; print a line of JSON for each."""
        _print_answers(files, limit=limit)


def _print_answers(files: Iterable[Path], *, limit: int | None) -> None:
    for file in files:
        for answer in answers(file, limit=limit):
            typer.echo(json.dumps(answer))


def answers(file: Path, *, limit: int | None) -> Iterable[dict[str, object]]:
    """Return what is to be said about the problems of a file.

    Raises:
        ProblemUnreadable: the file holds something else.
        NoFeasibleRoute: even the way from start to end takes too long.
    """
    if file.suffix != ".jsonl":
        return [solved(file, limit=limit)]
    # The solver loads numpy, which the other commands do without.
    from walkumentary.controller.cli.planned import solved_lines  # noqa: PLC0415

    return solved_lines(file, limit=limit)


def solved(file: Path, *, limit: int | None = None) -> dict[str, object]:
    """Return the best route through a file's points and how good it is proven to be.

    Raises:
        ProblemUnreadable: the file holds something else.
        NoFeasibleRoute: even the way from start to end takes too long.
    """
    # As above.
    from walkumentary.controller.cli.published import problem_of  # noqa: PLC0415
    from walkumentary.domain.tours.orienteering import solve  # noqa: PLC0415

    budget, points = read(file)
    began = time.perf_counter()
    solution = solve(problem_of(points, budget=budget), step_limit=limit)
    certificate = solution.certificate
    return {
        "file": file.name,
        "score": _exact(solution.objective),
        "upper_bound": _exact(certificate.upper_bound),
        "gap": _exact(certificate.gap),
        "optimal": certificate.gap == 0,
        "length": round(solution.travel_s, 6),
        "budget": budget,
        "route": [0, *(candidate + 2 for candidate in solution.order), 1],
        "considered": certificate.considered,
        "seconds": round(time.perf_counter() - began, 3),
    }


def read(file: Path) -> tuple[float, list[Point]]:
    """Return the budget and the points: start, end, then all others.

    Raises:
        ProblemUnreadable: the file holds something else.
    """
    lines = [line.split() for line in file.read_text().splitlines() if line.strip()]
    try:
        (budget, _), *rows = lines
        points = [(float(x), float(y), float(score)) for x, y, score in rows]
        return float(budget), points
    except ValueError as error:
        raise ProblemUnreadable(f"{file}: {error}") from error


def _exact(number: float) -> float | int:
    return int(number) if number.is_integer() else number
