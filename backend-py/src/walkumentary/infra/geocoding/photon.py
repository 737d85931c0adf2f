"""Adapter: Photon.

Source: https://github.com/komoot/photon#search-api.
"""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.infra.geocoding import openstreetmap as osm
from walkumentary.infra.geocoding.http import GeocoderClient, unreadable_answers

LANGUAGES = frozenset({"en", "de", "fr"})
"""Any other is refused; without one, names are the local ones."""


class _Geometry(BaseModel):
    coordinates: tuple[float, float]


class _Properties(BaseModel):
    osm_type: str = ""
    osm_id: int = 0
    osm_value: str = "place"
    kind: str | None = Field(default=None, validation_alias="type")
    name: str | None = None
    street: str | None = None
    housenumber: str | None = None
    district: str | None = None
    city: str | None = None
    county: str | None = None
    country: str | None = None
    countrycode: str | None = None


class _Feature(BaseModel):
    geometry: _Geometry
    properties: _Properties


class _Features(BaseModel):
    features: list[_Feature]


class PhotonGeocoder:
    """Satisfies ``GeocoderGateway``; made for completing what is typed."""

    completes = True

    def __init__(self, client: GeocoderClient) -> None:
        self._client = client

    async def search(
        self,
        text: str,
        *,
        near: Coordinates | None,
        bound_m: float | None,
        language: str,
        limit: int,
    ) -> Sequence[Place]:
        """See ``GeocoderGateway.search``."""
        params = {
            "q": text,
            "limit": str(limit),
            **_told(language),
            **_spot(near, bound_m),
        }
        found = await self._asked("/api", params)
        places = [_place(one) for one in found if _is_element(one)]
        return osm.bounded(places, near=near, bound_m=bound_m)

    async def reverse(self, position: Coordinates, *, language: str) -> Whereabouts:
        """See ``GeocoderGateway.reverse``."""
        found = await self._asked("/reverse", {**_at(position), **_told(language)})
        return _address(found[0].properties) if found else Whereabouts()

    async def _asked(self, path: str, params: dict[str, str]) -> Sequence[_Feature]:
        body = await self._client.get(path, params)
        with unreadable_answers():
            return _Features.model_validate_json(body).features


def _told(language: str) -> dict[str, str]:
    return {"lang": language} if language in LANGUAGES else {}


def _at(position: Coordinates) -> dict[str, str]:
    return {
        "lat": f"{position.latitude_deg:.5f}",
        "lon": f"{position.longitude_deg:.5f}",
    }


def _spot(near: Coordinates | None, bound_m: float | None) -> dict[str, str]:
    if near is None:
        return {}
    if bound_m is None:
        return _at(near)
    box = osm.box(near, bound_m=bound_m)
    corners = (box.west_deg, box.south_deg, box.east_deg, box.north_deg)
    return {**_at(near), "bbox": ",".join(f"{corner:.5f}" for corner in corners)}


def _is_element(feature: _Feature) -> bool:
    """Whether it is something of OpenStreetMap's that has a name and is on Earth."""
    told = feature.properties
    east_deg, north_deg = feature.geometry.coordinates
    on_earth = abs(east_deg) <= 180 and abs(north_deg) <= 90
    named = bool(told.name or told.street)
    return told.osm_type.lower() in osm.ELEMENTS and named and on_earth


def _place(feature: _Feature) -> Place:
    told = feature.properties
    element = osm.ELEMENTS[told.osm_type.lower()]
    name = told.name or osm.joined(told.street, told.housenumber, by=" ")
    where = _address(told)
    east_deg, north_deg = feature.geometry.coordinates
    return Place(
        id=osm.place_id(element, told.osm_id),
        owner_id=None,
        source=osm.SOURCE,
        source_id=f"{element}/{told.osm_id}",
        name=name,
        short_name=name,
        aliases=(),
        location_type=told.osm_value,
        position=Coordinates(north_deg, east_deg),
        address=where.address or "",
        city=where.city or "",
        country=where.country or "",
        country_code=where.country_code or "",
        timezone=None,
        popularity=osm.UNKNOWN_POPULARITY,
        look_for="",
        attribution=osm.ATTRIBUTION,
    )


def _address(told: _Properties) -> Whereabouts:
    city = told.city or _own_name(told) or told.county
    street = osm.joined(told.street or told.district, told.housenumber, by=" ")
    return Whereabouts(
        address=osm.joined(street, city) if street else None,
        city=city,
        country=told.country,
        country_code=(told.countrycode or "").upper() or None,
    )


def _own_name(told: _Properties) -> str | None:
    """A city's own result names no city beside it."""
    return told.name if told.kind == "city" else None
