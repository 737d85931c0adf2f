"""Build a walking map from an OpenStreetMap extract, with Valhalla's own builder."""

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from walkumentary.domain.shared.errors import Conflict, GatewayUnavailable, Invalid
from walkumentary.infra.routing.tile_config import engine_config
from walkumentary.infra.routing.tile_store import Build, TileStore, tiles_of

type Progress = Callable[[str], None]

STAGES = {
    "Parsing ways": "ways",
    "Parsing relations": "relations",
    "Parsing nodes": "nodes",
    "Creating graph edges": "edges",
    "Building": "tiles",
    "Enhancing local graph": "details",
    "HierarchyBuilder": "hierarchy",
    "Creating shortcuts": "shortcuts",
    "Adding complex turn": "restrictions",
    "Validating": "checks",
}
"""What the builder says, and what is told of it, in order."""

_NEEDED = ("osmium", "valhalla")
_MAGIC = b"OSMHeader"
_MAGIC_WITHIN = 32
_ALMOST_FULL = 16_000_000
"""Bytes left on a disk that counts as full."""
_LAST_WORDS = 5


class ExtractUnusable(Invalid):
    """A file that no walking map can be built from."""

    code = "extract-unusable"
    title = "No map can be built from this file"


class MapNotBuilt(GatewayUnavailable):
    """The builder failed; the map that was in use stays."""

    code = "map-not-built"
    title = "The map was not built"


class MapBeingBuilt(Conflict):
    """Another process is building a map in the same place."""

    code = "map-being-built"
    title = "A map is being built already"


@dataclass(frozen=True, slots=True)
class BuiltMap:
    """A map that stands; ``is_new`` is false where it stood already."""

    folder: Path
    is_new: bool


def build_map(
    store: TileStore, extract: Path, *, heights: Path | None, say: Progress
) -> BuiltMap:
    """Build and adopt a map; the same files again change nothing.

    Args:
        store: where maps lie.
        extract: an OpenStreetMap extract, .osm.pbf.
        heights: a folder of elevation tiles (.hgt as SRTM's), or None.
        say: is told of every stage.

    Raises:
        ExtractUnusable: missing, no PBF, damaged, or without streets.
        MapBeingBuilt: by another process.
        MapNotBuilt: no builder, no room left, or the builder failed.
    """
    _refuse_missing(_NEEDED)
    _refuse_unreadable(extract, heights)
    with _no_room(store.folder), _alone(store.folder):
        say("comparing")
        build = _build_of(extract, heights)
        if store.about() == build:
            return BuiltMap(_current(store), is_new=False)
        _build(store, extract, heights=heights, build=build, say=say)
        return BuiltMap(_current(store), is_new=True)


def _build(
    store: TileStore,
    extract: Path,
    *,
    heights: Path | None,
    build: Build,
    say: Progress,
) -> None:
    draft = store.draft()
    with ExitStack() as undone:
        undone.callback(shutil.rmtree, draft)
        say("extract")
        _refuse_emptiness(extract)
        marked = _marked(extract, draft / "extract.osm.pbf")
        config = draft / "builder.json"
        config.write_text(engine_config(tiles_of(draft), heights=heights, says=True))
        _run([str(_builder()), "-c", str(config), str(marked)], say)
        marked.unlink()
        store.adopt(draft, build)
        undone.pop_all()


def _refuse_missing(modules: Sequence[str]) -> None:
    if not all(find_spec(module) for module in modules):
        raise MapNotBuilt(
            "The map builder is not installed; it comes with the extra `routing`: "
            "pip install 'walkumentary[routing]'."
        )


def _refuse_unreadable(extract: Path, heights: Path | None) -> None:
    missing = [one for one in (extract, heights) if one and not one.exists()]
    if missing or not extract.is_file():
        raise ExtractUnusable(f"There is no file {(missing or [extract])[0]}.")
    with extract.open("rb") as file:
        head = file.read(_MAGIC_WITHIN)
    if _MAGIC not in head:
        raise ExtractUnusable(
            f"{extract.name} is no OpenStreetMap extract in PBF; they are called "
            ".osm.pbf and are found, for example, at download.geofabrik.de."
        )


def _build_of(extract: Path, heights: Path | None) -> Build:
    from valhalla import __version__ as engine  # noqa: PLC0415 - an extra

    with extract.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Build(
        extract=extract.name,
        extract_sha256=digest,
        heights=_listing(heights) if heights else "",
        engine=engine,
    )


def _listing(heights: Path) -> str:
    """Return a digest of what lies in the folder: names and sizes."""
    files = sorted(one for one in heights.rglob("*") if one.is_file())
    lines = [f"{one.relative_to(heights)} {one.stat().st_size}" for one in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _marked(extract: Path, copy: Path) -> Path:
    """Copy the extract, with moving stairs marked as nothing for wheels.

    The engine's wheelchair costing refuses stairs, but goes up escalators.
    """
    import osmium  # noqa: PLC0415 - an extra

    with _whole(extract), osmium.SimpleWriter(str(copy)) as out:
        moving = (
            osmium.FileProcessor(str(extract))
            .with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
            .with_filter(osmium.filter.KeyFilter("conveying"))
            .handler_for_filtered(out)
        )
        for way in (one for one in moving if isinstance(one, osmium.osm.Way)):
            tags = {tag.k: tag.v for tag in way.tags} | {"wheelchair": "no"}
            out.add_way(way.replace(tags=tags))
    return copy


@contextmanager
def _whole(extract: Path) -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        detail = f"{extract.name} is damaged or only a part was downloaded: {error}."
        raise ExtractUnusable(detail) from error


def _builder() -> Path:
    import valhalla  # noqa: PLC0415 - an extra

    return Path(valhalla.PYVALHALLA_DIR) / "bin" / "valhalla_build_tiles"


def _run(command: Sequence[str], say: Progress) -> None:
    """Run the builder to its end, telling of each stage once."""
    with subprocess.Popen(  # noqa: S603 - our own wheel's program and our own files
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        lines = _told(process.stdout or (), say)
    if process.returncode:
        last = " ".join(lines[-_LAST_WORDS:])
        raise MapNotBuilt(f"The builder ended with {process.returncode}: {last}")


def _told(lines: Iterator[str] | Sequence[str], say: Progress) -> list[str]:
    """Tell of the stages as they begin; return the last words."""
    heard: list[str] = []
    waiting = dict(STAGES)
    for line in lines:
        heard = [*heard[-_LAST_WORDS:], line.strip()]
        for begun in [words for words in waiting if words in line]:
            say(waiting.pop(begun))
    return heard


def _refuse_emptiness(extract: Path) -> None:
    import osmium  # noqa: PLC0415 - an extra

    with _whole(extract):
        streets = (
            osmium.FileProcessor(str(extract))
            .with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
            .with_filter(osmium.filter.KeyFilter("highway"))
        )
        first = next(iter(streets), None)
    if first is None:
        raise ExtractUnusable(f"{extract.name} holds no streets to walk on.")


def _current(store: TileStore) -> Path:
    current = store.current()
    if current is None:
        raise MapNotBuilt("The map went away while it was being built.")
    return current


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other builders out of the folder for as long as the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise MapBeingBuilt(f"Another process is building in {folder}.") from error
        yield


@contextmanager
def _no_room(folder: Path) -> Iterator[None]:
    """Say so where it was the disk: builders die of it in many ways."""
    try:
        yield
    except (OSError, MapNotBuilt) as error:
        existing = next(one for one in (folder, *folder.parents) if one.exists())
        if shutil.disk_usage(existing).free > _ALMOST_FULL:
            raise _not_built(error) from error
        raise MapNotBuilt(f"The disk under {existing} is full.") from error


def _not_built(error: OSError | MapNotBuilt) -> MapNotBuilt:
    return error if isinstance(error, MapNotBuilt) else MapNotBuilt(f"{error}.")
