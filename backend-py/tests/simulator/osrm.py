"""An OSRM server whose map is Valhalla's: the same paths, options and fields.

Valhalla itself can answer in OSRM's format; what is ours here is the reading of the
address. Refusals have OSRM's form and codes.

Source: OSRM's HTTP API (docs/http.md of osrm-backend): general options, table, route.
"""

import json
from collections.abc import Mapping
from typing import Protocol

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.infra.routing.valhalla import ValhallaRefused


class Asks(Protocol):
    async def ask(self, action: str, request: Mapping[str, object]) -> bytes: ...


def osrm(engine: Asks, *, profile: str = "foot") -> Starlette:
    """Return the server's application."""

    async def table(request: Request) -> Response:
        points = await _snapped(engine, _points(request))
        wanted = {
            "sources": [points[n] for n in _indices(request, "sources")],
            "targets": [points[n] for n in _indices(request, "destinations")],
        }
        return await _answered(engine, "sources_to_targets", wanted)

    async def route(request: Request) -> Response:
        locations: list[object] = [
            {**point, "search_cutoff": float(radius)}
            for point, radius in zip(
                _points(request),
                request.query_params["radiuses"].split(";"),
                strict=True,
            )
        ]
        assert request.query_params["geometries"] == "polyline6"
        return await _answered(
            engine, "route", {"locations": locations, "shape_format": "polyline6"}
        )

    place = f"/v1/{profile}/{{points}}"
    return Starlette(
        routes=[Route(f"/table{place}", table), Route(f"/route{place}", route)]
    )


async def _snapped(
    engine: Asks, points: list[dict[str, float]]
) -> list[dict[str, float]]:
    """Put every point on the map, however far away, as OSRM does without radiuses."""
    near = [{**point, "search_cutoff": 1_000.0} for point in points]
    answer = await engine.ask("locate", {"costing": "pedestrian", "locations": near})
    known = [bool(one["edges"]) for one in json.loads(answer)]
    nearest = points[known.index(True)]
    return [
        p if is_known else nearest for p, is_known in zip(points, known, strict=True)
    ]


async def _answered(
    engine: Asks, action: str, wanted: Mapping[str, object]
) -> Response:
    request = {"costing": "pedestrian", "format": "osrm", **wanted}
    try:
        return Response(
            await engine.ask(action, request), media_type="application/json"
        )
    except ValhallaRefused as refusal:
        code = "NoSegment" if refusal.number in {170, 171} else "NoRoute"
        body = {"code": code, "message": refusal.detail}
        return JSONResponse(body, status_code=400)


def _points(request: Request) -> list[dict[str, float]]:
    pairs = [pair.split(",") for pair in request.path_params["points"].split(";")]
    places = [Coordinates(float(lat), float(lon)) for lon, lat in pairs]
    return [{"lat": p.latitude_deg, "lon": p.longitude_deg} for p in places]


def _indices(request: Request, name: str) -> list[int]:
    return [int(n) for n in request.query_params[name].split(";")]
