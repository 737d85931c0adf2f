"""`walkumentary migrate`."""

from collections.abc import Callable, Sequence

import typer


def add(cli: typer.Typer, *, migrate_database: Callable[[], Sequence[str]]) -> None:
    """Add the command."""

    @cli.command()
    def migrate() -> None:
        """Bring the database up to date; make the bucket for files, if one is set."""
        applied = migrate_database()
        for tag in applied:
            typer.echo(f"Applied {tag}.")
        typer.echo("The database is up to date.")
