"""Which maps the settings switch on, and in which order."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.contracts.routes_gateway import DAM, WESTERKERK
from tests.integration.routing.conftest import silent
from tests.simulator.osrm import osrm
from tests.simulator.server import served
from walkumentary.bootstrap.routing import build_map, current_map, open_routes
from walkumentary.bootstrap.settings import Settings
from walkumentary.gateway.routes import Profile, StepFreeNotAvailable, Walk
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.dice import FairDice
from walkumentary.infra.routing.tile_engine import TileEngine
from walkumentary.infra.routing.tile_store import TileStore
from walkumentary.infra.system.stopwatch import LoopStopwatch

NOBODY = "http://127.0.0.1:9"
STEP_FREE = Walk(profile=Profile.STEP_FREE)


async def _source(settings: Settings, walk: Walk | None = None) -> str:
    async with AsyncExitStack() as opened:
        forge = Forge(
            resilience=settings.resilience,
            stopwatch=LoopStopwatch(pace=5),
            dice=FairDice(),
        )
        routes = await open_routes(settings, forge, opened)
        matrix = await routes.matrix([DAM], [WESTERKERK], walk=walk or Walk())
        leg = await routes.leg(DAM, WESTERKERK, walk=Walk(source=matrix.source))
        assert leg.source == matrix.source
        return matrix.source


async def test_without_any_map_walks_are_estimated(tmp_path: Path) -> None:
    assert await _source(Settings(data_dir=tmp_path)) == "estimated"


async def test_a_map_built_on_this_machine_is_used(tmp_path: Path, town: Path) -> None:
    settings = Settings(data_dir=tmp_path)

    is_new = build_map(settings, town, None, silent)

    assert is_new
    build = current_map(settings)
    assert build is not None
    assert (build.extract, build.heights) == (town.name, "")
    assert await _source(settings) == "valhalla"
    assert await _source(settings, STEP_FREE) == "valhalla"


async def test_a_valhalla_server_is_used(tmp_path: Path, town_service: str) -> None:
    settings = Settings(data_dir=tmp_path, valhalla_url=town_service, osrm_url=NOBODY)

    assert await _source(settings) == "valhalla"
    assert await _source(settings, STEP_FREE) == "valhalla"


async def test_an_osrm_server_is_used_but_not_for_walks_without_steps(
    tmp_path: Path, town_store: TileStore
) -> None:
    async with TileEngine(town_store) as engine, served(osrm(engine)) as url:
        settings = Settings(data_dir=tmp_path, osrm_url=url.removesuffix("/v1"))

        assert await _source(settings) == "osrm"
        with pytest.raises(StepFreeNotAvailable):
            await _source(settings, STEP_FREE)


async def test_with_every_server_down_walks_are_estimated(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, valhalla_url=NOBODY, osrm_url=NOBODY)

    assert await _source(settings) == "estimated"
