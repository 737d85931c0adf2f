"""Building a map: from a file to a folder in use, or a sentence why not."""

import fcntl
import gzip
import struct
from pathlib import Path

import pytest

from tests.integration.routing.conftest import copied, silent
from tests.streets import crossing, write_town
from walkumentary.infra.routing import tile_build
from walkumentary.infra.routing.tile_build import (
    ExtractUnusable,
    MapBeingBuilt,
    MapNotBuilt,
    build_map,
)
from walkumentary.infra.routing.tile_engine import TileEngine
from walkumentary.infra.routing.tile_store import TileStore
from walkumentary.infra.routing.valhalla import ValhallaRoutes


@pytest.fixture
def store(tmp_path: Path) -> TileStore:
    return TileStore(tmp_path / "routing")


async def _metres(store: TileStore) -> float:
    async with TileEngine(store) as engine:
        leg = await ValhallaRoutes(engine).leg(crossing(1, 1), crossing(5, 1))
        return leg.distance_m


async def test_a_built_map_is_in_use_and_tells_its_stages(
    store: TileStore, town: Path
) -> None:
    stages: list[str] = []

    built = build_map(store, town, heights=None, say=stages.append)

    assert built.is_new
    assert store.current() == built.folder
    assert stages[:2] == ["comparing", "extract"]
    assert stages[2:] == list(tile_build.STAGES.values())
    assert await _metres(store) == pytest.approx(445, abs=2)


def test_the_same_extract_again_changes_nothing(store: TileStore, town: Path) -> None:
    first = build_map(store, town, heights=None, say=silent)

    again = build_map(store, town, heights=None, say=silent)

    assert not again.is_new
    assert again.folder == first.folder


async def test_another_extract_takes_the_place_of_the_first(
    store: TileStore, town: Path, tmp_path: Path
) -> None:
    first = build_map(store, town, heights=None, say=silent)
    other = copied(town, tmp_path / "other.osm.pbf")

    second = build_map(store, other, heights=None, say=silent)

    assert second.is_new
    assert store.current() == second.folder != first.folder
    assert await _metres(store) == pytest.approx(445, abs=2)


def test_of_many_maps_the_last_two_stay(store: TileStore, town: Path) -> None:
    for n in range(4):
        extract = copied(town, store.folder.with_name(f"town-{n}.osm.pbf"))
        build_map(store, extract, heights=None, say=silent)

    maps = [one for one in store.folder.glob("map-*") if not one.is_symlink()]
    assert len(maps) == 2
    assert store.current() in maps


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "There is no file"),
        (b"", "is no OpenStreetMap extract"),
        (b"<osm version='0.6'></osm>", "is no OpenStreetMap extract"),
        (b"\x00\x00\x00\x0d\x0a\x09OSMHeader", "damaged"),
    ],
)
def test_what_is_no_extract_is_refused_in_a_sentence(
    store: TileStore, tmp_path: Path, content: bytes | None, why: str
) -> None:
    file = tmp_path / "file.osm.pbf"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ExtractUnusable, match=why):
        build_map(store, file, heights=None, say=silent)

    assert store.current() is None


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_part_of_an_extract_is_refused_and_the_old_map_stays(
    store: TileStore, town: Path, tmp_path: Path, share: float
) -> None:
    before = build_map(store, town, heights=None, say=silent)
    part = tmp_path / "part.osm.pbf"
    whole = town.read_bytes()
    part.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(ExtractUnusable, match="damaged or only a part"):
        build_map(store, part, heights=None, say=silent)

    assert store.current() == before.folder
    assert list(store.folder.glob("map-*")) == [before.folder]


def test_an_extract_without_streets_makes_no_map(
    store: TileStore, tmp_path: Path
) -> None:
    import osmium
    from osmium.osm.mutable import Node

    empty = tmp_path / "empty.osm.pbf"
    with osmium.SimpleWriter(str(empty)) as out:
        out.add_node(Node(id=1, version=1, location=(4.9, 52.37)))

    with pytest.raises(ExtractUnusable, match="no streets"):
        build_map(store, empty, heights=None, say=silent)

    assert store.current() is None


def test_a_builder_that_dies_leaves_the_map_that_was_in_use(
    store: TileStore, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build_map(store, town, heights=None, say=silent)
    dying = tmp_path / "dying"
    dying.write_text("#!/bin/sh\necho half way\nkill -9 $$\n")
    dying.chmod(0o700)
    monkeypatch.setattr(tile_build, "_builder", lambda: dying)
    other = copied(town, tmp_path / "other.osm.pbf")

    with pytest.raises(MapNotBuilt, match="half way"):
        build_map(store, other, heights=None, say=silent)

    assert store.current() == before.folder
    assert list(store.folder.glob("map-*")) == [before.folder]


def test_a_full_disk_is_called_so(
    store: TileStore, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = tmp_path / "dying"
    dying.write_text("#!/bin/sh\nexit 7\n")
    dying.chmod(0o700)
    monkeypatch.setattr(tile_build, "_builder", lambda: dying)
    monkeypatch.setattr(tile_build, "_ALMOST_FULL", 1 << 60)

    with pytest.raises(MapNotBuilt, match="is full"):
        build_map(store, town, heights=None, say=silent)

    assert store.current() is None


def test_without_the_builder_one_is_told_how_to_get_it(
    store: TileStore, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tile_build, "_NEEDED", ("no_such_builder",))

    with pytest.raises(MapNotBuilt, match="extra `routing`"):
        build_map(store, town, heights=None, say=silent)


async def test_a_draft_left_behind_is_never_used_and_goes(
    store: TileStore, town: Path
) -> None:
    left = store.folder / "map-left"
    (left / "tiles").mkdir(parents=True)

    assert store.current() is None
    build_map(store, town, heights=None, say=silent)

    assert not left.exists()
    assert await _metres(store) > 0


def test_two_cannot_build_at_once(store: TileStore, town: Path) -> None:
    store.folder.mkdir()
    with (store.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(MapBeingBuilt):
            build_map(store, town, heights=None, say=silent)


async def test_heights_come_into_the_map_and_climbs_out_of_it(
    store: TileStore, town: Path, tmp_path: Path
) -> None:
    heights = _a_slope_to_the_north(tmp_path / "heights")

    build_map(store, town, heights=heights, say=silent)

    async with TileEngine(store) as engine:
        routes = ValhallaRoutes(engine)
        up = await routes.leg(crossing(1, 1), crossing(9, 1))
        down = await routes.leg(crossing(9, 1), crossing(1, 1))
        along = await routes.leg(crossing(5, 1), crossing(5, 6))
    assert up.climb_m == pytest.approx(80, abs=6)
    assert down.climb_m == pytest.approx(0, abs=3)
    assert along.climb_m == pytest.approx(0, abs=3)


def test_a_map_without_the_heights_is_built_again_with_them(
    store: TileStore, town: Path, tmp_path: Path
) -> None:
    build_map(store, town, heights=None, say=silent)
    heights = _a_slope_to_the_north(tmp_path / "heights")

    again = build_map(store, town, heights=heights, say=silent)

    assert again.is_new


def _a_slope_to_the_north(folder: Path) -> Path:
    """Write a square degree that rises 10 m in every thousandth of a degree north.

    Source: SRTM1: 3601 rows from the north, of 3601 big-endian 16 bit metres.
    """
    rows = (round((3600 - row) / 3600 * 10_000) for row in range(3601))
    data = b"".join(struct.pack(">h", height) * 3601 for height in rows)
    file = folder / "N52" / "N52E004.hgt.gz"
    file.parent.mkdir(parents=True)
    file.write_bytes(gzip.compress(data, compresslevel=1))
    return folder


def test_the_town_is_written_the_same_every_time(tmp_path: Path) -> None:
    one, two = (write_town(tmp_path / f"{n}.osm.pbf").stat().st_size for n in "ab")

    assert one == two
