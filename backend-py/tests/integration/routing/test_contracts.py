"""What every source of walks promises, kept by each engine over the same town."""

from collections.abc import AsyncIterator

import pytest

from tests.contracts.routes_gateway import RoutesContract
from tests.simulator.osrm import osrm
from tests.simulator.server import served
from walkumentary.gateway.routes import WalkingRoutesGateway
from walkumentary.infra.routing.estimated import EstimatedRoutes
from walkumentary.infra.routing.http import RoutingServer
from walkumentary.infra.routing.layered import Engine, LayeredRoutes
from walkumentary.infra.routing.osrm_http import OsrmRoutes
from walkumentary.infra.routing.tile_engine import TileEngine
from walkumentary.infra.routing.tile_store import TileStore
from walkumentary.infra.routing.valhalla import ValhallaRoutes
from walkumentary.infra.routing.valhalla_http import ValhallaServer


class TestTiles(RoutesContract):
    @pytest.fixture
    def routes(self, town_routes: ValhallaRoutes) -> WalkingRoutesGateway:
        return town_routes


class TestValhallaServer(RoutesContract):
    @pytest.fixture
    async def routes(self, town_service: str) -> AsyncIterator[WalkingRoutesGateway]:
        async with RoutingServer(town_service, deadline_s=10) as server:
            yield ValhallaRoutes(ValhallaServer(server))


class TestOsrmServer(RoutesContract):
    @pytest.fixture
    async def routes(
        self, town_store: TileStore
    ) -> AsyncIterator[WalkingRoutesGateway]:
        async with (
            TileEngine(town_store) as engine,
            served(osrm(engine)) as url,
            RoutingServer(url.removesuffix("/v1"), deadline_s=10) as server,
        ):
            yield OsrmRoutes(server, profile="foot")


class TestLayers(RoutesContract):
    @pytest.fixture
    def routes(self, town_routes: ValhallaRoutes) -> WalkingRoutesGateway:
        engine = Engine(source="valhalla", routes=town_routes, knows_steps=True)
        return LayeredRoutes([engine], estimates=EstimatedRoutes())
