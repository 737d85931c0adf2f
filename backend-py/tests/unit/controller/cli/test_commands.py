"""Commands translate: arguments in, lines and an exit code out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from walkumentary import __version__
from walkumentary.controller.cli import migrate, run, serve, solve, version
from walkumentary.controller.cli.solve import ProblemUnreadable

TRIANGLE = """5 1
0 0 0
0 0 0
0 1 7
0 2 5
9 9 100
"""
"""Out and back: both near points fit into 5, the far one does not."""


@pytest.fixture
def cli() -> typer.Typer:
    """A command line with a second command, so that names are asked for."""
    made = typer.Typer()
    version.add(made)
    return made


def lines_of(cli: typer.Typer, *arguments: str) -> list[str]:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_version_is_the_packages(cli: typer.Typer) -> None:
    serve.add(cli, serve_api=_nothing, work=_nothing, stop_with_parent=_nothing)

    assert lines_of(cli, "version") == [__version__]


def test_migrate_names_what_it_applied(cli: typer.Typer) -> None:
    migrate.add(cli, migrate_database=lambda: ("0001_tables", "0002_grants"))

    assert lines_of(cli, "migrate") == [
        "Applied 0001_tables.",
        "Applied 0002_grants.",
        "The database is up to date.",
    ]


def test_run_passes_on_what_is_said_and_how_it_ended(cli: typer.Typer) -> None:
    def run_everything(say: Callable[[str], None]) -> int:
        say("ready")
        return 3

    run.add(cli, run_everything=run_everything)

    result = CliRunner().invoke(cli, ["run"])

    assert (result.output, result.exit_code) == ("ready\n", 3)


@pytest.mark.parametrize(
    ("arguments", "done"),
    [
        (["serve"], ["api"]),
        (["worker"], ["worker"]),
        (["serve", "--with-parent"], ["watch", "api"]),
        (["worker", "--with-parent"], ["watch", "worker"]),
    ],
)
def test_processes_watch_their_parent_when_told_to(
    cli: typer.Typer, arguments: list[str], done: list[str]
) -> None:
    did: list[str] = []
    serve.add(
        cli,
        serve_api=lambda: did.append("api"),
        work=lambda: did.append("worker"),
        stop_with_parent=lambda: did.append("watch"),
    )

    lines_of(cli, *arguments)

    assert did == done


def test_solve_prints_a_line_of_json_for_each_file(
    cli: typer.Typer, tmp_path: Path
) -> None:
    solve.add(cli)
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text(TRIANGLE)

    first, second = map(json.loads, lines_of(cli, "solve", *map(str, files)))

    assert (first["file"], second["file"]) == ("a.txt", "b.txt")
    assert (first["score"], first["upper_bound"], first["optimal"]) == (12, 12, True)
    assert (first["route"][0], first["route"][-1]) == (0, 1)
    assert sorted(first["route"][1:-1]) == [2, 3]
    assert first["length"] == 4


@pytest.mark.parametrize("text", ["", "5 1\n0 0\n", "5 1\nx y z\n"])
def test_a_file_that_holds_something_else_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "poem.txt"
    file.write_text(text)

    with pytest.raises(ProblemUnreadable, match=r"poem\.txt"):
        solve.read(file)


def _nothing() -> None:
    """Do nothing."""
