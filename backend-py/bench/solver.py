"""The solver: published instances to proven optima, tour-sized problems to gap 0.

`walkumentary solve` takes many problems at once and says how long each took.
"""

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from bench.figures import AtLeast, AtMost, Figure
from bench.processes import BACKEND, BenchFailed, Installation, installation
from walkumentary.controller.cli.planned import Candidate, PlannedProblem

RUNS = 5
SEED = 20_261_121
PROBLEMS, CANDIDATES = 200, 40
MINUTES = (15, 30, 45)
SPREADS_M = (600.0, 1_100.0)
"""Standard deviation of the candidates' positions, east and north."""
WORDS = (120, 720)
WITHIN_S, WITHIN_MS = 10.0, 100.0
_DEFAULT_DATA = "../shared/data"


class _Solved(BaseModel):
    """A line that the command prints."""

    file: str
    score: float
    gap: float
    optimal: bool
    seconds: float
    route: list[int] | None


async def measure(_large: bool) -> tuple[Figure, ...]:  # noqa: FBT001
    """Solve everything five times, a process each."""
    async with installation() as install:
        tours = [await _tours(install) for _ in range(RUNS)]
        best = _best_known()
        published = [
            await _published(install, best) for _ in range(RUNS if best else 0)
        ]
    return (*_published_figures(published, best), *_tour_figures(tours))


async def _solved(install: Installation, *files: Path) -> list[_Solved]:
    printed = await install.run("solve", *map(str, files))
    return [_Solved.model_validate_json(line) for line in printed.splitlines()]


def _data() -> Path:
    folder = os.environ.get("TEST_DATA_DIR", _DEFAULT_DATA)  # noqa: TID251
    return BACKEND.parent / folder / "orienteering"


def _best_known() -> Mapping[Path, float]:
    """Return the published optima by file; nothing where the data are absent."""
    listed = _data() / "best_known.csv"
    if not listed.exists():
        return {}
    with listed.open() as file:
        return {
            _data() / row["set"] / row["file"]: float(row["best_score"])
            for row in csv.DictReader(file)
        }


async def _published(
    install: Installation, best: Mapping[Path, float]
) -> list[_Solved]:
    return await _solved(install, *best)


async def _tours(install: Installation) -> list[_Solved]:
    file = install.directory / "tours.jsonl"
    file.write_text("".join(f"{one.model_dump_json()}\n" for one in tour_problems()))
    solved = await _solved(install, file)
    if len(solved) != PROBLEMS:
        raise BenchFailed(f"{len(solved)} of {PROBLEMS} problems were solved.")
    return solved


def tour_problems() -> list[PlannedProblem]:
    """Return the seeded problems: every length with every spread, in turn."""
    random = np.random.default_rng(SEED)
    kinds = [(minutes, spread) for minutes in MINUTES for spread in SPREADS_M]
    return [
        PlannedProblem(
            name=f"{n}: {minutes} minutes, {spread:.0f} m",
            minutes=minutes,
            candidates=_candidates(random, spread),
        )
        for n in range(PROBLEMS)
        for minutes, spread in [kinds[n % len(kinds)]]
    ]


def _candidates(random: np.random.Generator, spread_m: float) -> list[Candidate]:
    positions = random.normal(0.0, spread_m, (CANDIDATES, 2))
    scores = random.random(CANDIDATES)
    words = random.integers(*WORDS, CANDIDATES)
    return [
        Candidate(x_m=x, y_m=y, score=score, words=known)
        for (x, y), score, known in zip(
            positions.tolist(), scores.tolist(), words.tolist(), strict=True
        )
    ]


def _published_figures(
    runs: Sequence[list[_Solved]], best: Mapping[Path, float]
) -> list[Figure]:
    if not runs:
        return []
    known = {path.name: score for path, score in best.items()}
    size = f"{len(known)} instances (Tsiligirides 1 and 2), one process a run"
    return [
        Figure(
            name="published instances proven optimal",
            formula="share with gap 0 and the published best score",
            values=tuple(_share([_is_best(one, known) for one in run]) for run in runs),
            size=size,
            unit="",
            goal=AtLeast(1.0),
            every=True,
        ),
        Figure(
            name="slowest published instance",
            formula="seconds that the command reports for it",
            values=tuple(max(one.seconds for one in run) for run in runs),
            size=size,
            unit="s",
            goal=AtMost(WITHIN_S),
            every=True,
        ),
    ]


def _is_best(one: _Solved, known: Mapping[str, float]) -> bool:
    return one.optimal and one.score == known[one.file]


def _tour_figures(runs: Sequence[list[_Solved]]) -> list[Figure]:
    spreads = " and ".join(f"{spread:,.0f}" for spread in SPREADS_M)
    size = (
        f"{PROBLEMS} problems, {CANDIDATES} candidates, at most 7 stops; "
        f"{'/'.join(map(str, MINUTES))} minutes, {spreads} m spread"
    )
    none = sum(one.route is None for one in runs[0])
    remark = f"{none} of them proven to have no walk of 3 stops. "
    absent = "" if _best_known() else "Published instances: TEST_DATA_DIR holds none."
    return [
        Figure(
            name="tour-sized problems with gap 0",
            formula="share whose route is proven optimal",
            values=tuple(_share([one.gap == 0 for one in run]) for run in runs),
            size=size,
            seed=SEED,
            unit="",
            goal=AtLeast(1.0),
            every=True,
            remark=remark + absent,
        ),
        Figure(
            name="p95 of tour-sized problems",
            formula="95th percentile of the time the command reports",
            values=tuple(
                float(np.percentile([1_000 * one.seconds for one in run], 95))
                for run in runs
            ),
            size=size,
            seed=SEED,
            unit="ms",
            goal=AtMost(WITHIN_MS),
        ),
    ]


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right)
