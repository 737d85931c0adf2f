"""`walkumentary routing`."""

from pathlib import Path

import typer
from typer.testing import CliRunner

from walkumentary.controller.cli import routing
from walkumentary.controller.cli.routing import MapInUse, Say

HELSINKI = MapInUse(extract="Helsinki.osm.pbf", engine="3.9.1", has_heights=True)


def _ran(
    *arguments: str, in_use: MapInUse | None = None, is_new: bool = True
) -> tuple[int, list[str], list[tuple[Path, Path | None]]]:
    built: list[tuple[Path, Path | None]] = []

    def build_map(extract: Path, heights: Path | None, say: Say) -> bool:
        built.append((extract, heights))
        say("ways")
        return is_new

    cli = typer.Typer()
    routing.add(cli, build_map=build_map, current_map=lambda: in_use)
    ran = CliRunner().invoke(cli, ["routing", *arguments])
    return ran.exit_code, ran.output.splitlines(), built


def test_building_tells_its_stages_and_whose_map_it_is() -> None:
    code, lines, built = _ran("build", "some/Helsinki.osm.pbf", "--elevation", "hgt")

    assert code == 0
    assert lines == [
        "  ways …",
        (
            "The walking map of Helsinki.osm.pbf is built and in use. "
            "Map data © OpenStreetMap contributors, ODbL 1.0."
        ),
    ]
    assert built == [(Path("some/Helsinki.osm.pbf"), Path("hgt"))]


def test_a_map_that_stands_is_said_to_stand() -> None:
    _, lines, built = _ran("build", "Helsinki.osm.pbf", is_new=False)

    assert "is in use already" in lines[-1]
    assert built == [(Path("Helsinki.osm.pbf"), None)]


def test_the_map_in_use_is_named() -> None:
    code, lines, _ = _ran("check", in_use=HELSINKI)

    assert code == 0
    assert lines == [
        (
            "Helsinki.osm.pbf, with heights, by Valhalla 3.9.1. "
            "Map data © OpenStreetMap contributors, ODbL 1.0."
        )
    ]


def test_without_a_map_checking_ends_with_1() -> None:
    code, lines, _ = _ran("check")

    assert code == 1
    assert lines == ["No walking map: walks are estimated, or measured by a server."]
