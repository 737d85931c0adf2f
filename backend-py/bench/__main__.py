"""Measure: python -m bench [--only NAME] [--large]."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import Annotated

import typer
from httpx import HTTPError

from bench import crowd, economy, patience, read, retrieval, solver, start, tours
from bench.figures import Figure, Part
from bench.processes import BenchFailed
from bench.report import RESULTS, table, write_results

type Measure = Callable[[bool], Awaitable[tuple[Figure, ...]]]

PARTS: Mapping[str, Measure] = {
    "tours": tours.measure,
    "read": read.measure,
    "solver": solver.measure,
    "retrieval": retrieval.measure,
    "start": start.measure,
    "patience": patience.measure,
    "economy": economy.measure,
    "crowd": crowd.measure,
}


class Name(StrEnum):
    """The parts there are."""

    TOURS = "tours"
    READ = "read"
    SOLVER = "solver"
    RETRIEVAL = "retrieval"
    START = "start"
    PATIENCE = "patience"
    ECONOMY = "economy"
    CROWD = "crowd"


Only = Annotated[Name | None, typer.Option(help="One part alone.")]
Large = Annotated[bool, typer.Option(help="At full size, which takes long.")]


def main(*, only: Only = None, large: Large = False) -> None:
    """Measure the parts, print the table, write results.json."""
    names = [only.value] if only else list(PARTS)
    parts = [asyncio.run(_measured(name, large=large)) for name in names]
    write_results(parts)
    typer.echo(table(parts))
    typer.echo(f"\nEvery value: {RESULTS}")
    raise typer.Exit(int(any(part.skipped for part in parts)))


async def _measured(name: str, *, large: bool) -> Part:
    typer.echo(f"Measuring {name} …", err=True)
    begun_s = time.monotonic()
    try:
        figures, skipped = await PARTS[name](large), ""
    except (BenchFailed, TimeoutError, HTTPError) as failure:
        figures, skipped = (), str(failure) or "it took too long"
    spent_s = time.monotonic() - begun_s
    return Part(name=name, figures=figures, skipped=skipped, seconds=spent_s)


typer.run(main)
