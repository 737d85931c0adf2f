"""`walkumentary keys`: the keys that sign tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import typer


@dataclass(frozen=True, slots=True)
class Rotated:
    """The new key's id, and how many old ones were deleted."""

    kid: str
    swept: int


type Rotate = Callable[[], Rotated]

AtOnce = Annotated[
    bool,
    typer.Option(
        "--at-once",
        help="The keys are in other hands: delete them. Everybody's access token ends;"
        " sessions go on.",
    ),
]


def add(cli: typer.Typer, *, rotate_keys: Rotate, replace_keys: Rotate) -> None:
    """Add the commands."""
    keys = typer.Typer(no_args_is_help=True, help="The keys that sign tokens.")
    cli.add_typer(keys, name="keys")

    @keys.callback()
    def group() -> None:
        """Name the command, as long as there is one alone."""

    @keys.command()
    def rotate(*, at_once: AtOnce = False) -> None:
        """Make a new key; it signs a minute later, and nobody is signed out."""
        rotated = (replace_keys if at_once else rotate_keys)()
        typer.echo(f"{rotated.kid} is the new key; {rotated.swept} old ones deleted.")
