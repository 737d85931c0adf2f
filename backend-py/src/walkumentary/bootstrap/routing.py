"""Composition of walking maps: which there are, and building one."""
# ruff: noqa: PLC0415 - servers and builders are loaded where they are configured

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from walkumentary.bootstrap.settings import Settings
from walkumentary.domain.ops.resilience import Operation
from walkumentary.gateway.routes import WalkingRoutesGateway
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.routes import ResilientRoutes
from walkumentary.infra.routing.estimated import EstimatedRoutes
from walkumentary.infra.routing.layered import Engine, LayeredRoutes
from walkumentary.infra.routing.tile_engine import TileEngine
from walkumentary.infra.routing.tile_store import Build, TileStore

SERVER_DEADLINE_S = 5.0


async def open_routes(
    settings: Settings, forge: Forge, opened: AsyncExitStack
) -> WalkingRoutesGateway:
    """Return the map on this machine, the servers configured, estimates behind them."""
    servers = [*await _valhalla(settings, opened), *await _osrm(settings, opened)]
    engines = [
        await _tiles(settings, opened),
        *(_resilient(one, forge, settings.provider_concurrency) for one in servers),
    ]
    return LayeredRoutes(engines, estimates=EstimatedRoutes())


def _resilient(engine: Engine, forge: Forge, in_flight: int) -> Engine:
    """Return a server that is tried again, and left alone when it keeps failing."""
    chain = forge.chain(
        Operation.ROUTE, (engine.source, engine.routes), in_flight=in_flight
    )
    return replace(engine, routes=ResilientRoutes(chain=chain))


def build_map(
    settings: Settings,
    extract: Path,
    heights: Path | None,
    say: Callable[[str], None],
) -> bool:
    """Build the walking map; return False where it stood already.

    Raises:
        ExtractUnusable: missing, no PBF, damaged, or without streets.
        MapBeingBuilt: by another process.
        MapNotBuilt: no room left, or the builder failed.
    """
    from walkumentary.infra.routing import tile_build

    built = tile_build.build_map(
        store_of(settings), extract, heights=heights or settings.elevation_dir, say=say
    )
    return built.is_new


def current_map(settings: Settings) -> Build | None:
    """Return what the map in use was built from."""
    return store_of(settings).about()


def store_of(settings: Settings) -> TileStore:
    """Return where maps lie."""
    return TileStore(settings.data_dir / "routing")


async def _tiles(settings: Settings, opened: AsyncExitStack) -> Engine:
    from walkumentary.infra.routing import valhalla

    engine = await opened.enter_async_context(TileEngine(store_of(settings)))
    return Engine(
        source=valhalla.SOURCE,
        routes=valhalla.ValhallaRoutes(engine),
        knows_steps=True,
        is_there=engine.has_map,
    )


async def _valhalla(settings: Settings, opened: AsyncExitStack) -> list[Engine]:
    if settings.valhalla_url is None:
        return []
    from walkumentary.infra.routing import valhalla
    from walkumentary.infra.routing.http import RoutingServer
    from walkumentary.infra.routing.valhalla_http import ValhallaServer

    server = await opened.enter_async_context(
        RoutingServer(settings.valhalla_url, deadline_s=SERVER_DEADLINE_S)
    )
    routes = valhalla.ValhallaRoutes(ValhallaServer(server))
    return [Engine(source=valhalla.SOURCE, routes=routes, knows_steps=True)]


async def _osrm(settings: Settings, opened: AsyncExitStack) -> list[Engine]:
    if settings.osrm_url is None:
        return []
    from walkumentary.infra.routing import osrm_http
    from walkumentary.infra.routing.http import RoutingServer

    server = await opened.enter_async_context(
        RoutingServer(settings.osrm_url, deadline_s=SERVER_DEADLINE_S)
    )
    routes = osrm_http.OsrmRoutes(server, profile=settings.osrm_profile)
    return [Engine(source=osrm_http.SOURCE, routes=routes, knows_steps=False)]
