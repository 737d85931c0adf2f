"""Recorded answers are understood, and the simulator's are like them."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests import makers
from tests.contracts.geocoder_gateway import ROSES, found
from tests.outside import outside
from tests.simulator.geocoders import (
    Geocoder,
    Kind,
    nominatim_item,
    photon_feature,
)
from tests.simulator.server import served
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.infra.geocoding.http import GeocoderClient
from walkumentary.infra.geocoding.nominatim import NominatimGeocoder
from walkumentary.infra.geocoding.photon import PhotonGeocoder
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.turns import MemoryTurns

FIXTURES = "geocoding_recordings/ruby-geocoder/test/fixtures"


def recorded(name: str) -> bytes:
    return (outside(FIXTURES) / name).read_bytes()


@asynccontextmanager
async def replaying(
    kind: Kind, body: bytes, *, status: int = 200
) -> AsyncIterator[GeocoderGateway]:
    server = Geocoder(kind=kind, raw=body, raw_status=status)
    async with (
        served(server.app()) as address,
        GeocoderClient(address, user_agent="test") as client,
    ):
        turns = MemoryTurns(FixedClock())
        geocoders: dict[Kind, GeocoderGateway] = {
            "nominatim": NominatimGeocoder(client, turns=turns, every_s=0.0),
            "photon": PhotonGeocoder(client),
        }
        yield geocoders[kind]


async def test_nominatims_cathedral_is_read_whole() -> None:
    body = recorded("nominatim_cologne_cathedral_cologne_germany")
    async with replaying("nominatim", body) as geocoder:
        (place,) = await found(geocoder, "Cologne Cathedral")

    assert (place.source_id, place.name) == ("way/4532022", "Cologne Cathedral")
    assert place.location_type == "place_of_worship"
    assert place.position.latitude_deg == pytest.approx(50.94134445)
    assert place.address == "Domkloster 4, Cologne"
    assert (place.city, place.country, place.country_code) == (
        "Cologne",
        "Germany",
        "DE",
    )
    assert place.popularity == pytest.approx(0.70253720393793)


async def test_an_older_nominatims_garden_is_read_too() -> None:
    body = recorded("nominatim_madison_square_garden")
    async with replaying("nominatim", body) as geocoder:
        places = await found(geocoder, "Madison Square Garden")

    assert places[0].source_id == "way/24801588"
    assert places[0].name == "Madison Square Garden"
    assert places[0].country_code == "US"


async def test_photons_garden_is_read() -> None:
    async with replaying("photon", recorded("photon_madison_square_garden")) as photon:
        (place,) = await found(photon, "Madison Square Garden")

    assert (place.source_id, place.location_type) == ("way/138141251", "stadium")
    assert place.address == "Pennsylvania Plaza 4, New York"
    assert place.position.latitude_deg == pytest.approx(40.7505247)


async def test_photons_reverse_is_read() -> None:
    async with replaying("photon", recorded("photon_reverse")) as photon:
        where = await photon.reverse(makers.DAM, language="en")

    assert where == Whereabouts(
        address="Pennsylvania Plaza 4, New York",
        city="New York",
        country="United States of America",
    )


@pytest.mark.parametrize("kind", ["nominatim", "photon"])
async def test_no_results_are_none(kind: Kind) -> None:
    async with replaying(kind, recorded(f"{kind}_no_results")) as geocoder:
        assert list(await found(geocoder, "nothing")) == []


@pytest.mark.parametrize(
    ("status", "error"), [(200, GatewayUnavailable), (403, GatewayRefused)]
)
async def test_being_blocked_is_an_error(status: int, error: type[Exception]) -> None:
    body = recorded("nominatim_over_limit")
    async with replaying("nominatim", body, status=status) as geocoder:
        with pytest.raises(error):
            await found(geocoder, "anything")


async def test_an_invalid_request_is_refused() -> None:
    body = recorded("photon_invalid_request")
    async with replaying("photon", body, status=400) as geocoder:
        with pytest.raises(GatewayRefused):
            await found(geocoder, "anything")


def test_the_simulated_nominatim_answers_like_the_recorded_one() -> None:
    (real,) = json.loads(recorded("nominatim_cologne_cathedral_cologne_germany"))
    simulated = nominatim_item(ROSES)

    _is_shaped_like(simulated, real, besides={"namedetails"})
    _is_shaped_like(simulated["address"], real["address"], besides={"garden", "road"})


def test_the_simulated_photon_answers_like_the_recorded_one() -> None:
    (real,) = json.loads(recorded("photon_madison_square_garden"))["features"]
    simulated = photon_feature(ROSES)

    _is_shaped_like(simulated, real)
    # Newer servers tell the country's code beside its name.
    _is_shaped_like(
        simulated["properties"], real["properties"], besides={"countrycode"}
    )


def _is_shaped_like(
    simulated: object, real: object, *, besides: set[str] | None = None
) -> None:
    assert isinstance(simulated, dict)
    assert isinstance(real, dict)
    assert simulated.keys() - (besides or set()) <= real.keys()
    for name in simulated.keys() & real.keys():
        assert type(simulated[name]) is type(real[name]), name
