"""`walkumentary solve`: the planner on published orienteering problems."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from walkumentary.domain.shared.errors import Invalid

Files = Annotated[
    list[Path],
    typer.Argument(
        help="Problems: time and paths, then x y score per point; start, end, others.",
        exists=True,
        dir_okay=False,
    ),
]

type Point = tuple[float, float, float]


class ProblemUnreadable(Invalid):
    """A file is no orienteering problem."""

    code = "problem-unreadable"
    title = "Not an orienteering problem"


def add(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command()
    def solve(files: Files) -> None:
        """Solve orienteering problems; print a line of JSON for each."""
        for file in files:
            typer.echo(json.dumps(solved(file)))


def solved(file: Path) -> dict[str, object]:
    """Return the best route through a file's points and how good it is proven to be.

    Raises:
        ProblemUnreadable: the file holds something else.
        NoFeasibleRoute: even the way from start to end takes too long.
    """
    # The solver loads numpy, which the other commands do without.
    from walkumentary.controller.cli.published import problem_of  # noqa: PLC0415
    from walkumentary.domain.tours.orienteering import solve  # noqa: PLC0415

    budget, points = read(file)
    began = time.perf_counter()
    solution = solve(problem_of(points, budget=budget))
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
