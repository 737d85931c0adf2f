"""The engine's processes: lost, replaced, given up, reopened, ended."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import pytest

from tests.integration.routing.conftest import copied, silent
from tests.streets import crossing
from walkumentary.domain.shared.errors import GatewayError, GatewayUnavailable
from walkumentary.infra.routing.tile_build import build_map
from walkumentary.infra.routing.tile_engine import TileEngine
from walkumentary.infra.routing.tile_store import TileStore, tiles_of
from walkumentary.infra.routing.valhalla import ValhallaRoutes

HERE, THERE = crossing(2, 8), crossing(6, 8)


@pytest.fixture
def store(town_store: TileStore, tmp_path: Path) -> TileStore:
    """A copy of the town's map, to be broken."""
    shutil.copytree(town_store.folder, tmp_path / "routing", symlinks=True)
    return TileStore(tmp_path / "routing")


@pytest.fixture
async def engine(store: TileStore) -> AsyncIterator[TileEngine]:
    async with TileEngine(store) as opened:
        yield opened


def _children() -> list[psutil.Process]:
    return [
        one
        for one in psutil.Process().children()
        if any("tile_server" in word for word in one.cmdline())
    ]


async def test_a_process_that_was_killed_is_replaced(engine: TileEngine) -> None:
    routes = ValhallaRoutes(engine)
    first = await routes.leg(HERE, THERE)
    for child in _children():
        child.kill()

    again = await routes.leg(HERE, THERE)

    assert again == first


async def test_a_process_that_hangs_is_ended_and_replaced(store: TileStore) -> None:
    async with TileEngine(store, deadline_s=1.0) as engine:
        routes = ValhallaRoutes(engine)
        first = await routes.leg(HERE, THERE)
        (hanging,) = _children()
        hanging.suspend()

        again = await routes.leg(HERE, THERE)

        assert again == first
        assert hanging.pid not in {child.pid for child in _children()}


@pytest.mark.parametrize("seed", range(4))
async def test_a_damaged_map_ends_no_more_than_its_own_process(
    store: TileStore, engine: TileEngine, seed: int
) -> None:
    _damage(store, seed)
    routes = ValhallaRoutes(engine)

    outcomes = [await _outcome(routes) for _ in range(5)]

    assert len(outcomes) == 5


async def _outcome(routes: ValhallaRoutes) -> str:
    """Return how a question ends: well, or in one of our own errors."""
    try:
        return (await routes.leg(HERE, THERE)).source
    except GatewayError as error:
        return error.code


def _damage(store: TileStore, seed: int) -> None:
    build = store.current()
    assert build is not None
    chance = random.Random(seed)  # noqa: S311
    for tile in tiles_of(build).rglob("*.gph"):
        data = bytearray(tile.read_bytes())
        for _ in range(200):
            data[chance.randrange(300, len(data))] ^= 0xFF
        tile.write_bytes(data)


async def test_a_map_that_keeps_ending_its_process_is_left_alone(
    store: TileStore, engine: TileEngine
) -> None:
    build = store.current()
    assert build is not None
    shutil.rmtree(tiles_of(build))

    said = [await _failure(engine) for _ in range(4)]

    assert said[0].startswith("The walking map's process was lost")
    assert said[-1] == "The walking map is damaged; build it again."


async def _failure(engine: TileEngine) -> str:
    with pytest.raises(GatewayUnavailable) as failure:
        await ValhallaRoutes(engine).leg(HERE, THERE)
    return failure.value.detail


async def test_a_new_map_is_taken_up_without_a_restart(
    store: TileStore, engine: TileEngine, town: Path, tmp_path: Path
) -> None:
    routes = ValhallaRoutes(engine)
    await routes.leg(HERE, THERE)
    old = _children()
    other = copied(town, tmp_path / "other.osm.pbf")

    new = build_map(store, other, heights=None, say=silent)
    leg = await routes.leg(HERE, THERE)

    assert leg.distance_m > 0
    assert not any(child.is_running() for child in old)
    serving = [" ".join(child.cmdline()) for child in _children()]
    assert len(serving) == 1
    assert str(new.folder) in serving[0]


async def test_without_a_map_it_is_unavailable(tmp_path: Path) -> None:
    async with TileEngine(TileStore(tmp_path)) as engine:
        assert not engine.has_map()
        with pytest.raises(GatewayUnavailable, match="no walking map"):
            await engine.ask("route", {})


async def test_questions_at_once_share_two_processes(engine: TileEngine) -> None:
    routes = ValhallaRoutes(engine)

    legs = await asyncio.gather(*(routes.leg(HERE, THERE) for _ in range(12)))

    assert len(_children()) == 2
    assert len({leg.distance_m for leg in legs}) == 1


async def test_a_cancelled_question_does_not_mix_up_answers(
    engine: TileEngine,
) -> None:
    routes = ValhallaRoutes(engine)
    await routes.leg(HERE, THERE)
    asking = asyncio.create_task(routes.leg(HERE, crossing(9, 9)))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)

    leg = await routes.leg(HERE, THERE)

    assert leg.distance_m == pytest.approx(445, abs=2)


async def test_leaving_the_block_leaves_no_process(store: TileStore) -> None:
    async with TileEngine(store) as engine:
        await ValhallaRoutes(engine).leg(HERE, THERE)
        assert _children()

    assert not _children()


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    assert not [one for one in _children() if one.status() == "zombie"]
