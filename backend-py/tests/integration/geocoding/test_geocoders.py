"""The geocoders ask simulated servers through real sockets."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise

import pytest

from tests import makers
from tests.contracts.geocoder_gateway import ROSES, GeocoderContract, found
from tests.contracts.turns_gateway import TurnsContract
from tests.databases import DatabaseUrls
from tests.simulator.geocoders import Geocoder
from tests.simulator.server import served
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.gateway.turns import TurnsGateway
from walkumentary.infra.geocoding.http import GeocoderClient, user_agent
from walkumentary.infra.geocoding.nominatim import NominatimGeocoder
from walkumentary.infra.geocoding.photon import PhotonGeocoder
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.turns import MemoryTurns
from walkumentary.infra.postgres.engine import open_read_pool
from walkumentary.infra.postgres.turns import PostgresTurns

US = user_agent("city-walks/1.0 (walks@example.org)")


@pytest.fixture
def server() -> Geocoder:
    return Geocoder(kind="nominatim", places=(ROSES,))


@pytest.fixture
async def client(server: Geocoder) -> AsyncIterator[GeocoderClient]:
    async with (
        served(server.app()) as address,
        GeocoderClient(address, user_agent=US, deadline_s=0.5) as client,
    ):
        yield client


class TestNominatim(GeocoderContract):
    @pytest.fixture
    def geocoder(self, client: GeocoderClient) -> GeocoderGateway:
        turns = MemoryTurns(FixedClock())
        return NominatimGeocoder(client, turns=turns, every_s=0.0)


class TestPhoton(GeocoderContract):
    @pytest.fixture
    def server(self) -> Geocoder:
        return Geocoder(kind="photon", places=(ROSES,))

    @pytest.fixture
    def geocoder(self, client: GeocoderClient) -> GeocoderGateway:
        return PhotonGeocoder(client)


class TestPostgresTurns(TurnsContract):
    @pytest.fixture
    async def turns(self, database_urls: DatabaseUrls) -> AsyncIterator[TurnsGateway]:
        async with open_read_pool(database_urls.app, size=2) as pool:
            yield PostgresTurns(pool)


async def test_it_says_who_asks(server: Geocoder, client: GeocoderClient) -> None:
    geocoder = NominatimGeocoder(client, turns=MemoryTurns(FixedClock()))

    await found(geocoder, "rose garden")

    (asked,) = server.asked
    assert asked.user_agent == "city-walks/1.0 (walks@example.org)"


def test_without_a_name_of_its_own_it_has_ours() -> None:
    assert user_agent("").startswith("Walkumentary/")


async def test_processes_ask_nominatim_once_a_second_together(
    server: Geocoder, client: GeocoderClient, database_urls: DatabaseUrls
) -> None:
    async with (
        open_read_pool(database_urls.app, size=1) as one,
        open_read_pool(database_urls.app, size=1) as other,
    ):
        processes = [
            NominatimGeocoder(client, turns=PostgresTurns(pool))
            for pool in (one, other)
        ]
        await asyncio.gather(
            *(found(process, "rose garden") for process in processes * 2),
            return_exceptions=True,
        )

    times = sorted(asked.at_s for asked in server.asked)
    gaps = [after - before for before, after in pairwise(times)]
    assert len(times) == 3
    assert min(gaps) >= 1.0


async def test_who_would_wait_too_long_is_told_when_to_come_back(
    server: Geocoder, client: GeocoderClient
) -> None:
    geocoder = NominatimGeocoder(
        client, turns=MemoryTurns(FixedClock()), every_s=10.0, patience_s=3.0
    )
    await found(geocoder, "rose garden")

    with pytest.raises(GatewayUnavailable) as busy:
        await geocoder.reverse(makers.DAM, language="en")

    assert (busy.value.retry_after_s, len(server.asked)) == (3.0, 1)


async def test_without_a_server_it_is_unavailable() -> None:
    async with GeocoderClient("http://127.0.0.1:9", user_agent=US) as client:
        with pytest.raises(GatewayUnavailable):
            await found(PhotonGeocoder(client), "rose garden")


async def test_names_in_other_languages_are_aliases(
    server: Geocoder, client: GeocoderClient
) -> None:
    names = {"name:nl": "Rozentuin", "alt_name": "The Roses", "ref": "12"}
    server.places = (replace(ROSES, names=names),)
    geocoder = NominatimGeocoder(client, turns=MemoryTurns(FixedClock()))

    (place,) = await found(geocoder, "rozentuin")

    assert place.aliases == ("Rozentuin", "The Roses")
