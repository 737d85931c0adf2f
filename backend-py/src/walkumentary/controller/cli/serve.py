"""`walkumentary serve` and `walkumentary worker`: the two kinds of process."""

from collections.abc import Callable
from typing import Annotated

import typer

WithParent = Annotated[
    bool,
    typer.Option("--with-parent", hidden=True, help="Stop when standard input ends."),
]


def add(
    cli: typer.Typer,
    *,
    serve_api: Callable[[], None],
    work: Callable[[], None],
    stop_with_parent: Callable[[], None],
) -> None:
    """Add the commands."""

    @cli.command()
    def serve(*, with_parent: WithParent = False) -> None:
        """Serve the API."""
        _run(serve_api, attended=stop_with_parent if with_parent else None)

    @cli.command()
    def worker(*, with_parent: WithParent = False) -> None:
        """Make tours: run the jobs that the API leaves in the database."""
        _run(work, attended=stop_with_parent if with_parent else None)


def _run(process: Callable[[], None], *, attended: Callable[[], None] | None) -> None:
    if attended is not None:
        attended()
    process()
