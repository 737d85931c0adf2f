"""Maps built once for the session, and engines over them."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.integration.routing.service import valhalla_service
from tests.outside import outside
from tests.streets import write_town
from walkumentary.infra.routing.tile_build import build_map
from walkumentary.infra.routing.tile_engine import TileEngine
from walkumentary.infra.routing.tile_store import TileStore
from walkumentary.infra.routing.valhalla import ValhallaRoutes


def silent(stage: str) -> None:
    """Hear of a stage and say nothing."""
    assert stage


def copied(extract: Path, to: Path) -> Path:
    """Return the same content under another name, which makes it another map."""
    return Path(shutil.copyfile(extract, to))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extract of the town of straight streets."""
    return write_town(tmp_path_factory.mktemp("town") / "town.osm.pbf")


@pytest.fixture(scope="session")
def town_store(town: Path) -> TileStore:
    """The map of the town of straight streets."""
    store = TileStore(town.parent / "routing")
    build_map(store, town, heights=None, say=silent)
    return store


@pytest.fixture(scope="session")
def helsinki_store(tmp_path_factory: pytest.TempPathFactory) -> TileStore:
    """The map of a real centre, where TEST_DATA_DIR holds it."""
    extract = outside("osm/Helsinki.osm.pbf")
    store = TileStore(tmp_path_factory.mktemp("helsinki") / "routing")
    build_map(store, extract, heights=None, say=silent)
    return store


@pytest.fixture
async def town_routes(town_store: TileStore) -> AsyncIterator[ValhallaRoutes]:
    async with TileEngine(town_store) as engine:
        yield ValhallaRoutes(engine)


@pytest.fixture
async def helsinki(helsinki_store: TileStore) -> AsyncIterator[ValhallaRoutes]:
    async with TileEngine(helsinki_store) as engine:
        yield ValhallaRoutes(engine)


@pytest.fixture(scope="session")
def town_service(town_store: TileStore) -> Iterator[str]:
    """Valhalla's own HTTP server over the town."""
    with valhalla_service(town_store) as url:
        yield url
