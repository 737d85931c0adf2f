"""`walkumentary solve` on tour-sized problems."""

import json
from pathlib import Path

import pytest

from walkumentary.controller.cli.planned import (
    Candidate,
    LineUnreadable,
    PlannedProblem,
)
from walkumentary.controller.cli.solve import answers


def a_problem(*, spread_m: float = 200.0, words: int = 500) -> PlannedProblem:
    """Return five landmarks on a line, of growing worth."""
    candidates = [
        Candidate(x_m=n * spread_m, y_m=0.0, score=0.2 * n, words=words)
        for n in range(1, 6)
    ]
    return PlannedProblem(name="a line", minutes=30, candidates=candidates)


def a_file(directory: Path, *lines: str) -> Path:
    file = directory / "tours.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines))
    return file


def solved(directory: Path, *problems: PlannedProblem) -> list[dict[str, object]]:
    file = a_file(directory, *(problem.model_dump_json() for problem in problems))
    return list(answers(file, limit=None))


def test_each_line_is_answered_with_a_proven_walk(tmp_path: Path) -> None:
    [first, second] = solved(tmp_path, a_problem(), a_problem())

    assert first["optimal"] is True
    assert first["route"] == [0, 1, 2, 3, 4]
    assert (second["route"], second["gap"]) == (first["route"], 0)


def test_where_no_three_stops_fit_there_is_no_walk(tmp_path: Path) -> None:
    [answer] = solved(tmp_path, a_problem(spread_m=1_000.0))

    assert answer["route"] is None


def test_a_landmark_without_notes_is_no_stop(tmp_path: Path) -> None:
    silent = Candidate(x_m=100.0, y_m=0.0, score=1.0, words=0)
    known = a_problem()
    problem = known.model_copy(update={"candidates": [silent, *known.candidates]})

    [answer] = solved(tmp_path, problem)

    assert answer["route"] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("line", ["", "no json", json.dumps({"name": "a"})])
def test_a_line_that_is_no_problem_is_named(tmp_path: Path, line: str) -> None:
    file = a_file(tmp_path, a_problem().model_dump_json(), line)

    with pytest.raises(LineUnreadable, match=r"tours\.jsonl:2"):
        list(answers(file, limit=None))
