"""Nominatim and Photon over a few places of a map, with faults on demand."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.text import folded

type Kind = Literal["nominatim", "photon"]
type Json = dict[str, object]
type Box = tuple[float, float, float, float]
"""West, south, east, north."""

LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0. http://www.openstreetmap.org/copyright"
BLOCKED = "<html>\n<head>\n<title>Bandwidth limit exceeded</title>\n</head></html>"
PHOTON_LANGUAGES = frozenset({"default", "en", "de", "fr"})
NEAREST_M = 50_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """One element of the map."""

    osm_id: int
    name: str
    position: Coordinates
    osm_type: str = "way"
    key: str = "tourism"
    value: str = "attraction"
    street: str = "Teststraat"
    number: str = "4"
    city: str = "Amsterdam"
    country: str = "Netherlands"
    country_code: str = "nl"
    importance: float = 0.5
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came."""

    path: str
    params: Mapping[str, str]
    user_agent: str
    at_s: float


@dataclass(slots=True, kw_only=True)
class Geocoder:
    """A geocoder: its map, what is wrong with it, and what it was asked."""

    kind: Kind
    places: Sequence[Mapped] = ()
    status: int = 200
    retry_after: str | None = None
    hang_s: float = 0.0
    raw: bytes | None = None
    raw_status: int = 200
    asked: list[Asked] = field(default_factory=list)

    def app(self) -> Starlette:
        """Return its application; under /v1 as every simulated server."""
        routes: Mapping[Kind, Mapping[str, Callable[[Request], Response]]] = {
            "nominatim": {"/search": self._search, "/reverse": self._reverse},
            "photon": {"/api": self._api, "/reverse": self._nearest},
        }
        return Starlette(
            routes=[
                Route(f"/v1{path}", self._answering(answer))
                for path, answer in routes[self.kind].items()
            ]
        )

    def _answering(
        self, answer: Callable[[Request], Response]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            self.asked.append(
                Asked(
                    path=request.url.path.removeprefix("/v1"),
                    params=dict(request.query_params),
                    user_agent=request.headers.get("user-agent", ""),
                    at_s=time.monotonic(),
                )
            )
            await asyncio.sleep(self.hang_s)
            return self._fault() or answer(request)

        return endpoint

    def _fault(self) -> Response | None:
        if self.raw is not None:
            return Response(self.raw, self.raw_status, media_type="application/json")
        if self.status == 200:
            return None
        after = {} if self.retry_after is None else {"retry-after": self.retry_after}
        return HTMLResponse(BLOCKED, status_code=self.status, headers=after)

    # --- Nominatim

    def _search(self, request: Request) -> Response:
        asked = request.query_params
        box = _viewbox(asked["viewbox"]) if asked.get("bounded") == "1" else None
        found = self._found(asked["q"], box)[: int(asked.get("limit", "10"))]
        return JSONResponse([nominatim_item(one) for one in found])

    def _reverse(self, request: Request) -> Response:
        found = self._around(request)
        if not found:
            return JSONResponse({"error": "Unable to geocode"})
        return JSONResponse(nominatim_item(found[0]))

    # --- Photon

    def _api(self, request: Request) -> Response:
        asked = request.query_params
        if asked.get("lang", "default") not in PHOTON_LANGUAGES:
            return JSONResponse({"message": "language is not supported"}, 400)
        box = _bbox(asked["bbox"]) if "bbox" in asked else None
        found = self._found(asked["q"], box)[: int(asked.get("limit", "15"))]
        return _features(found)

    def _nearest(self, request: Request) -> Response:
        return _features(self._around(request)[:1])

    # --- the map

    def _found(self, text: str, box: Box | None) -> list[Mapped]:
        words = folded(text).split()
        return [one for one in self.places if _has(one, words) and _inside(one, box)]

    def _around(self, request: Request) -> list[Mapped]:
        asked = request.query_params
        here = Coordinates(float(asked["lat"]), float(asked["lon"]))
        near = [
            one for one in self.places if here.distance_m(one.position) <= NEAREST_M
        ]
        return sorted(near, key=lambda one: here.distance_m(one.position))


def nominatim_item(one: Mapped) -> Json:
    """Return one result as the recordings have it."""
    north, east = one.position.latitude_deg, one.position.longitude_deg
    street = f"{one.name}, {one.number}, {one.street}, {one.city}, {one.country}"
    return {
        "place_id": str(one.osm_id),
        "licence": LICENCE,
        "osm_type": one.osm_type,
        "osm_id": str(one.osm_id),
        "boundingbox": [str(north), str(north), str(east), str(east)],
        "lat": str(north),
        "lon": str(east),
        "display_name": street,
        "class": one.key,
        "type": one.value,
        "importance": one.importance,
        "address": {
            one.value: one.name,
            "house_number": one.number,
            "road": one.street,
            "city": one.city,
            "country": one.country,
            "country_code": one.country_code,
        },
        "namedetails": {"name": one.name, **one.names},
    }


def photon_feature(one: Mapped) -> Json:
    """Return one result as the recordings have it."""
    return {
        "geometry": {
            "coordinates": [one.position.longitude_deg, one.position.latitude_deg],
            "type": "Point",
        },
        "type": "Feature",
        "properties": {
            "osm_id": one.osm_id,
            "osm_type": one.osm_type[0].upper(),
            "country": one.country,
            "osm_key": one.key,
            "housenumber": one.number,
            "city": one.city,
            "street": one.street,
            "osm_value": one.value,
            "postcode": "1012 AA",
            "name": one.name,
            "state": "North Holland",
            "countrycode": one.country_code.upper(),
        },
    }


def _features(found: Sequence[Mapped]) -> Response:
    features = [photon_feature(one) for one in found]
    return JSONResponse({"features": features, "type": "FeatureCollection"})


def _viewbox(text: str) -> Box:
    west, north, east, south = (float(part) for part in text.split(","))
    return west, south, east, north


def _bbox(text: str) -> Box:
    west, south, east, north = (float(part) for part in text.split(","))
    return west, south, east, north


def _has(one: Mapped, words: Sequence[str]) -> bool:
    names = [one.name, one.city, one.country, *one.names.values()]
    known = folded(" ".join(names)).split()
    return all(word in known for word in words)


def _inside(one: Mapped, box: Box | None) -> bool:
    if box is None:
        return True
    west, south, east, north = box
    inside = south <= one.position.latitude_deg <= north
    return inside and west <= one.position.longitude_deg <= east
