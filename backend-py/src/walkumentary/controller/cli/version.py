"""`walkumentary version`."""

import typer

from walkumentary import __version__


def add(cli: typer.Typer) -> None:
    """Add the command."""

    @cli.command()
    def version() -> None:
        """Print the version."""
        typer.echo(__version__)
