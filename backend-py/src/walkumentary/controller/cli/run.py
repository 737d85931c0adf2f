"""`walkumentary run`."""

from collections.abc import Callable

import typer

type Say = Callable[[str], None]


def add(cli: typer.Typer, *, run_everything: Callable[[Say], int]) -> None:
    """Add the command."""

    @cli.command()
    def run() -> None:
        """Start all there is: database, starter notes, API and worker."""
        raise typer.Exit(run_everything(typer.echo))
