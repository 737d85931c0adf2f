"""Routing servers: the same answers as in process, and every way they fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.simulator.server import served
from tests.streets import crossing, row_name
from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.manoeuvres import Turn
from walkumentary.gateway.routes import (
    Profile,
    StepFreeNotAvailable,
    Walk,
    WalkingRoutesGateway,
)
from walkumentary.infra.routing.http import MAX_ANSWER_BYTES, RoutingServer
from walkumentary.infra.routing.osrm_http import OsrmRoutes
from walkumentary.infra.routing.tile_engine import TileEngine
from walkumentary.infra.routing.tile_store import TileStore
from walkumentary.infra.routing.valhalla import ValhallaRoutes
from walkumentary.infra.routing.valhalla_http import ValhallaServer

HERE, THERE = crossing(2, 8), crossing(6, 11)

type Answer = Callable[[Request], Awaitable[Response]]
type Make = Callable[[RoutingServer], WalkingRoutesGateway]


def _valhalla(server: RoutingServer) -> WalkingRoutesGateway:
    return ValhallaRoutes(ValhallaServer(server))


def _osrm(server: RoutingServer) -> WalkingRoutesGateway:
    return OsrmRoutes(server, profile="foot")


BOTH = pytest.mark.parametrize("make", [_valhalla, _osrm])


@asynccontextmanager
async def _answering(
    answer: Answer, make: Make, *, deadline_s: float = 5.0
) -> AsyncIterator[WalkingRoutesGateway]:
    everything = Route("/{path:path}", answer, methods=["GET", "POST"])
    async with (
        served(Starlette(routes=[everything])) as url,
        RoutingServer(url, deadline_s=deadline_s) as server,
    ):
        yield make(server)


def _always(response: Response) -> Answer:
    async def answer(_: Request) -> Response:
        await asyncio.sleep(0)
        return response

    return answer


async def test_a_server_answers_in_the_shape_of_the_engine(
    town_store: TileStore, town_service: str
) -> None:
    questions: list[tuple[str, Mapping[str, object]]] = [
        ("route", {"locations": _at(HERE, THERE), "costing": "pedestrian"}),
        (
            "sources_to_targets",
            {
                "sources": _at(HERE),
                "targets": _at(THERE),
                "costing": "pedestrian",
                "verbose": False,
            },
        ),
        ("locate", {"locations": _at(HERE), "costing": "pedestrian"}),
    ]
    async with (
        TileEngine(town_store) as engine,
        RoutingServer(town_service, deadline_s=10) as server,
    ):
        for action, request in questions:
            in_process = await engine.ask(action, request)
            over_http = await ValhallaServer(server).ask(action, request)

            assert json.loads(over_http) == json.loads(in_process)


def _at(*points: Coordinates) -> list[dict[str, float]]:
    return [{"lat": p.latitude_deg, "lon": p.longitude_deg} for p in points]


@BOTH
@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_a_server_at_fault_is_unavailable_and_says_how_long(
    make: Make, status: int
) -> None:
    busy = Response(status_code=status, headers={"retry-after": "7"})
    async with _answering(_always(busy), make) as routes:
        with pytest.raises(GatewayUnavailable) as failure:
            await routes.matrix([HERE], [THERE])

    assert failure.value.retry_after_s == 7


@BOTH
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no JSON at all",
        b"[]",
        b"{}",
        b'{"trip": {"legs": []}, "routes": []}',
        b'{"sources_to_targets": {"durations": [[1, 2]], "distances": [[1]]}}',
        b'{"distances": [[1, 2], [3]], "sources": [], "destinations": []}',
    ],
)
async def test_an_answer_that_makes_no_sense_is_an_outage(
    make: Make, body: bytes
) -> None:
    async with _answering(_always(Response(body)), make) as routes:
        with pytest.raises(GatewayUnavailable):
            await routes.matrix([HERE], [THERE])
        with pytest.raises(GatewayUnavailable):
            await routes.leg(HERE, THERE)


@BOTH
async def test_a_server_that_falls_silent_times_out(make: Make) -> None:
    async def never(_: Request) -> Response:
        await asyncio.sleep(3)
        return Response()

    async with _answering(never, make, deadline_s=0.2) as routes:
        with pytest.raises(GatewayTimeout):
            await routes.leg(HERE, THERE)


@BOTH
async def test_an_answer_without_end_is_not_read_to_it(make: Make) -> None:
    endless = Response(b" " * (MAX_ANSWER_BYTES + 1))
    async with _answering(_always(endless), make) as routes:
        with pytest.raises(GatewayRefused, match="too long"):
            await routes.matrix([HERE], [THERE])


@BOTH
async def test_a_server_that_is_not_there_is_unavailable(make: Make) -> None:
    async with RoutingServer("http://127.0.0.1:9", deadline_s=2) as server:
        with pytest.raises(GatewayUnavailable):
            await make(server).matrix([HERE], [THERE])


@BOTH
@pytest.mark.parametrize("body", [{"error": "go away"}, {"code": "InvalidQuery"}, []])
async def test_a_refusal_in_any_words_is_a_refusal(make: Make, body: object) -> None:
    async with _answering(_always(JSONResponse(body, 403)), make) as routes:
        with pytest.raises(GatewayError) as failure:
            await routes.leg(HERE, THERE)

    assert isinstance(failure.value, GatewayRefused)


async def test_osrm_is_asked_and_understood_as_documented() -> None:
    asked: list[str] = []

    async def documented(request: Request) -> Response:
        asked.append(f"{request.url.path}?{request.url.query}")
        await asyncio.sleep(0)
        return JSONResponse(_TABLE if "table" in request.url.path else _ROUTE)

    async with _answering(documented, _osrm) as routes:
        matrix = await routes.matrix([HERE, THERE], [THERE])
        leg = await routes.leg(HERE, THERE)

    here, there = "4.892800,52.366000", "4.897600,52.370000"
    assert asked[0].startswith(f"/v1/table/v1/foot/{here};{there}?")
    assert "annotations=distance" in asked[0]
    assert asked[1].startswith(f"/v1/route/v1/foot/{here};{there}?")
    assert matrix.distance_m.tolist() == [[771.5], [float("inf")]]
    assert leg.distance_m == 771.5
    assert [step.turn for step in leg.manoeuvres] == [
        Turn.START,
        Turn.LEFT,
        Turn.ARRIVE,
    ]
    assert leg.manoeuvres[0].street == row_name(2)
    assert leg.manoeuvres[1].at == crossing(2, 11)
    assert leg.path == (HERE, crossing(2, 11), THERE)


_TABLE = {
    "code": "Ok",
    "distances": [[771.5], [None]],
    "sources": [
        {"hint": "a", "distance": 0, "name": "", "location": [4.8928, 52.366]},
        {"hint": "b", "distance": 0, "name": "", "location": [4.8976, 52.370]},
    ],
    "destinations": [
        {"hint": "b", "distance": 0, "name": "", "location": [4.8976, 52.370]}
    ],
}
_ROUTE = {
    "code": "Ok",
    "waypoints": [
        {"name": "", "location": [4.8928, 52.366]},
        {"name": "", "location": [4.8976, 52.370]},
    ],
    "routes": [
        {
            "distance": 771.5,
            "duration": 555.4,
            "weight": 555.4,
            "weight_name": "duration",
            "geometry": "_jd{bB_gsiH?_kH_yF?",
            "legs": [
                {
                    "distance": 771.5,
                    "steps": [
                        {
                            "distance": 325.8,
                            "name": row_name(2),
                            "maneuver": {
                                "type": "depart",
                                "location": [4.8928, 52.366],
                                "bearing_before": 0,
                                "bearing_after": 90,
                            },
                        },
                        {
                            "distance": 445.7,
                            "name": "Kolom 11gracht",
                            "maneuver": {
                                "type": "turn",
                                "modifier": "left",
                                "location": [4.8976, 52.366],
                                "bearing_before": 90,
                                "bearing_after": 0,
                            },
                        },
                        {
                            "distance": 0,
                            "name": "Kolom 11gracht",
                            "maneuver": {
                                "type": "arrive",
                                "modifier": "right",
                                "location": [4.8976, 52.370],
                            },
                        },
                    ],
                }
            ],
        }
    ],
}
"""Source: OSRM, docs/http.md: Route, RouteLeg, RouteStep, StepManeuver, Waypoint."""


async def test_osrm_promises_no_walk_without_steps() -> None:
    async with _answering(_always(JSONResponse(_ROUTE)), _osrm) as routes:
        with pytest.raises(StepFreeNotAvailable):
            await routes.leg(HERE, THERE, walk=Walk(profile=Profile.STEP_FREE))
