"""`walkumentary keys rotate`: gently, or at once."""

import pytest
import typer
from typer.testing import CliRunner

from walkumentary.controller.cli import keys
from walkumentary.controller.cli.keys import Rotated


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "gentle is the new key; 1 old ones deleted."),
        (["--at-once"], "harsh is the new key; 2 old ones deleted."),
    ],
)
def test_rotate_names_the_new_key(arguments: list[str], said: str) -> None:
    cli = typer.Typer()
    keys.add(
        cli,
        rotate_keys=lambda: Rotated("gentle", 1),
        replace_keys=lambda: Rotated("harsh", 2),
    )

    result = CliRunner().invoke(cli, ["keys", "rotate", *arguments])

    assert (result.exit_code, result.output.strip()) == (0, said)
