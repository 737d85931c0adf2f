"""`walkumentary routing`: build a walking map, and say which one is in use."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

type Say = Callable[[str], None]
type BuildMap = Callable[[Path, Path | None, Say], bool]

Extract = Annotated[
    Path, typer.Argument(help="An OpenStreetMap extract of the area, .osm.pbf.")
]
Elevation = Annotated[
    Path | None,
    typer.Option(
        "--elevation",
        help="A folder of heights (.hgt, as SRTM's); default: ELEVATION_DIR.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapInUse:
    """What the map was built from."""

    extract: str
    engine: str
    has_heights: bool


def add(
    cli: typer.Typer,
    *,
    build_map: BuildMap,
    current_map: Callable[[], MapInUse | None],
) -> None:
    """Add the commands."""
    routing = typer.Typer(no_args_is_help=True, help="Walking maps.")
    cli.add_typer(routing, name="routing")
    _add_build(routing, build_map)
    _add_check(routing, current_map)


def _add_build(routing: typer.Typer, build_map: BuildMap) -> None:
    @routing.command()
    def build(extract: Extract, elevation: Elevation = None) -> None:
        """Build the map that walks follow; building it again changes nothing."""
        is_new = build_map(extract, elevation, _stage)
        state = "built and in use" if is_new else "in use already"
        typer.echo(f"The walking map of {extract.name} is {state}. {ATTRIBUTION}")


def _add_check(
    routing: typer.Typer, current_map: Callable[[], MapInUse | None]
) -> None:
    @routing.command()
    def check() -> None:
        """Say which map is in use; ends with 1 where there is none."""
        found = current_map()
        typer.echo(_described(found))
        raise typer.Exit(code=int(found is None))


ATTRIBUTION = "Map data © OpenStreetMap contributors, ODbL 1.0."
"""Source: openstreetmap.org/copyright."""


def _stage(name: str) -> None:
    typer.echo(f"  {name} …")


def _described(found: MapInUse | None) -> str:
    if found is None:
        return "No walking map: walks are estimated, or measured by a server."
    heights = "with heights" if found.has_heights else "without heights"
    return f"{found.extract}, {heights}, by Valhalla {found.engine}. {ATTRIBUTION}"
