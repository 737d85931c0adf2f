"""`walkumentary serve` and `walkumentary worker`: the two kinds of process."""

from collections.abc import Callable
from typing import Annotated

import typer

WithParent = Annotated[
    bool,
    typer.Option(
        "--with-parent", hidden=True, help="Stop when standard input ends."
    ),
]


def add(
    cli: typer.Typer,
    *,
    serve_api: Callable[[], None],
    work: Callable[[], None],
    stop_with_parent: Callable[[], None],
) -> None:
    """Add the commands."""

    def attended(run: Callable[[], None], *, with_parent: bool) -> None:
        if with_parent:
            stop_with_parent()
        run()

    @cli.command()
    def serve(*, with_parent: WithParent = False) -> None:
        """Serve the API."""
        attended(serve_api, with_parent=with_parent)

    @cli.command()
    def worker(*, with_parent: WithParent = False) -> None:
        """Make tours: run the jobs that the API leaves in the database."""
        attended(work, with_parent=with_parent)
