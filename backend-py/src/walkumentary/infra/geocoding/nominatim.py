"""Adapter: Nominatim, with its usage policy kept.

Source: https://operations.osmfoundation.org/policies/nominatim/ (one request a second
in all, own User-Agent, answers kept, attribution) and
https://nominatim.org/release-docs/latest/api/Search/.
"""

import asyncio
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, Field, TypeAdapter

from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.turns import TurnsGateway
from walkumentary.infra.geocoding import openstreetmap as osm
from walkumentary.infra.geocoding.http import GeocoderClient, unreadable_answers

EVERY_S = 1.1
"""Seconds between two requests of all processes; the tenth is for the way there."""
PATIENCE_S = 3.0
"""How long a question waits for its turn."""
MOST = 40
"""Results Nominatim gives at most."""
_TOWNS = ("city", "town", "village", "municipality", "hamlet", "county")
_STREETS = (
    "road",
    "pedestrian",
    "footway",
    "square",
    "path",
    "suburb",
    "neighbourhood",
)
_UNTOLD = frozenset({"administrative", "yes"})
"""Tag values that say less than what the address calls the place."""
_NOTHING_THERE = "Unable to geocode"


class _Item(BaseModel):
    """One result, in the format ``json`` or ``jsonv2``."""

    osm_type: str = ""
    osm_id: int = 0
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    display_name: str
    kind: str = Field(default="place", validation_alias="type")
    addresstype: str = ""
    importance: float | None = None
    name: str | None = None
    address: dict[str, str] = Field(default_factory=dict)
    namedetails: dict[str, str] | None = None


class _Failure(BaseModel):
    error: str | Mapping[str, object]


_ITEMS = TypeAdapter(list[_Item])
_REVERSED = TypeAdapter(_Item | _Failure)


class NominatimGeocoder:
    """Satisfies ``GeocoderGateway``; all processes take turns.

    Its policy forbids completing what is typed.
    """

    completes = False

    def __init__(
        self,
        client: GeocoderClient,
        *,
        turns: TurnsGateway,
        every_s: float = EVERY_S,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._client = client
        self._turns = turns
        self._every_s = every_s
        self._patience_s = patience_s

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
            "limit": str(min(limit, MOST)),
            "namedetails": "1",
            **_spot(near, bound_m),
        }
        body = await self._asked("/search", params, language)
        with unreadable_answers():
            items = _ITEMS.validate_json(body)
        known = [item for item in items if _is_element(item)]
        return osm.bounded(map(_place, known), near=near, bound_m=bound_m)

    async def reverse(self, position: Coordinates, *, language: str) -> Whereabouts:
        """See ``GeocoderGateway.reverse``."""
        params = {
            "lat": f"{position.latitude_deg:.5f}",
            "lon": f"{position.longitude_deg:.5f}",
        }
        body = await self._asked("/reverse", params, language)
        with unreadable_answers():
            found = _REVERSED.validate_json(body)
        return _where(found)

    async def _asked(
        self, path: str, params: Mapping[str, str], language: str
    ) -> bytes:
        await self._turn()
        every = {"format": "jsonv2", "addressdetails": "1"}
        return await self._client.get(
            path, {**every, **params, "accept-language": language}
        )

    async def _turn(self) -> None:
        wait_s = await self._turns.take(
            "nominatim", every_s=self._every_s, within_s=self._patience_s
        )
        if wait_s is None:
            raise GatewayUnavailable(
                "Too many ask the geocoder just now.", retry_after_s=self._patience_s
            )
        await asyncio.sleep(wait_s)


def _spot(near: Coordinates | None, bound_m: float | None) -> dict[str, str]:
    if near is None:
        return {}
    box = osm.box(near, bound_m=bound_m)
    corners = (box.west_deg, box.north_deg, box.east_deg, box.south_deg)
    bounded = {} if bound_m is None else {"bounded": "1"}
    return {"viewbox": ",".join(f"{corner:.5f}" for corner in corners), **bounded}


def _is_element(item: _Item) -> bool:
    """A postcode is made up by Nominatim: it is nothing of OpenStreetMap's."""
    return item.osm_type in osm.ELEMENTS.values() and item.osm_id > 0


def _place(item: _Item) -> Place:
    name = _name(item)
    where = _address(item)
    return Place(
        id=osm.place_id(item.osm_type, item.osm_id),
        owner_id=None,
        source=osm.SOURCE,
        source_id=f"{item.osm_type}/{item.osm_id}",
        name=name,
        short_name=name,
        aliases=_aliases(item, name),
        location_type=_location_type(item),
        position=Coordinates(item.lat, item.lon),
        address=where.address or "",
        city=where.city or "",
        country=where.country or "",
        country_code=where.country_code or "",
        timezone=None,
        popularity=_popularity(item),
        look_for="",
        attribution=osm.ATTRIBUTION,
    )


def _name(item: _Item) -> str:
    return item.name or item.display_name.split(", ")[0]


def _aliases(item: _Item, name: str) -> tuple[str, ...]:
    details = item.namedetails or {}
    kinds = ("name", "alt_name")
    names = [one for key, one in details.items() if key.startswith(kinds)]
    return tuple(one for one in dict.fromkeys(names) if one != name)


def _location_type(item: _Item) -> str:
    return item.addresstype if item.kind in _UNTOLD and item.addresstype else item.kind


def _popularity(item: _Item) -> float:
    if item.importance is None:
        return osm.UNKNOWN_POPULARITY
    return min(1.0, max(0.0, item.importance))


def _where(found: _Item | _Failure) -> Whereabouts:
    if isinstance(found, _Item):
        return _address(found)
    if found.error == _NOTHING_THERE:
        return Whereabouts()
    raise GatewayRefused("The geocoder refused the question.")


def _address(item: _Item) -> Whereabouts:
    parts = item.address
    city = _first(parts, _TOWNS)
    street = osm.joined(_first(parts, _STREETS), parts.get("house_number"), by=" ")
    return Whereabouts(
        address=osm.joined(street, city) if street else None,
        city=city,
        country=parts.get("country"),
        country_code=parts.get("country_code", "").upper() or None,
    )


def _first(parts: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((parts[name] for name in names if parts.get(name)), None)
