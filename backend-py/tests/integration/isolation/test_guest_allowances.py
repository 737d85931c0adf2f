"""Guests in production: so many tours from one address, whoever they say they are."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import httpx
import psycopg
import pytest
import pytest_asyncio

from tests.databases import DatabaseUrls
from tests.integration.isolation.world import Headers, World, open_world
from tests.packs import CENTRE
from walkumentary.bootstrap.settings import Environment
from walkumentary.bootstrap.usecases import build_usecases

pytestmark = pytest.mark.asyncio(loop_scope="module")

WALK = {
    "coordinates": {
        "latitude": CENTRE.latitude_deg,
        "longitude": CENTRE.longitude_deg,
    },
    "duration_minutes": 20,
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[World]:
    folder = tmp_path_factory.mktemp("production")
    async with open_world(database_urls, folder, Environment.PRODUCTION) as world:
        yield world


async def a_new_guest(house: World, address: str) -> Headers:
    async with house.client_at(address, {}) as client:
        answer = await client.post("/v1/auth/anonymous")
    assert answer.status_code == 201
    return {"authorization": f"Bearer {answer.json()['access_token']}"}


async def generated(house: World, address: str, guest: Headers) -> httpx.Response:
    async with house.client_at(address, guest) as client:
        return await client.post("/v1/tours/generate", json=WALK)


async def test_ever_new_guests_of_an_address_have_three_tours_between_them(
    house: World,
) -> None:
    guests = [await a_new_guest(house, "192.0.2.1") for _ in range(12)]

    answers = await asyncio.gather(
        *(generated(house, "192.0.2.1", guest) for guest in guests)
    )

    assert Counter(a.status_code for a in answers) == {202: 3, 429: 9}
    refused = next(a for a in answers if a.status_code == 429)
    assert refused.json()["code"] == "guest-day-full"
    assert int(refused.headers["retry-after"]) > 0


async def test_an_ipv6_network_is_one_address(house: World) -> None:
    addresses = [f"2001:db8:1:2::{last:x}" for last in range(5)]
    guests = [await a_new_guest(house, address) for address in addresses]

    answers = [
        await generated(house, address, guest)
        for address, guest in zip(addresses, guests, strict=True)
    ]

    assert [a.status_code for a in answers] == [202, 202, 202, 429, 429]


async def test_another_address_has_its_own(house: World) -> None:
    guest = await a_new_guest(house, "192.0.2.77")

    assert (await generated(house, "192.0.2.77", guest)).status_code == 202


async def test_a_guest_that_deletes_its_tours_has_had_them(house: World) -> None:
    guest = await a_new_guest(house, "192.0.2.9")
    async with house.client_at("192.0.2.9", guest) as client:
        for _ in range(3):
            started = await client.post("/v1/tours/generate", json=WALK)
            await client.delete(f"/v1/tours/{started.json()['tour_id']}")

    again = await a_new_guest(house, "192.0.2.9")
    assert (await generated(house, "192.0.2.9", again)).status_code == 429


async def test_a_guest_that_leaves_has_had_its_tours(house: World) -> None:
    for _ in range(3):
        guest = await a_new_guest(house, "192.0.2.10")
        await generated(house, "192.0.2.10", guest)
        async with house.client_at("192.0.2.10", guest) as client:
            left = await client.delete("/v1/me")
        assert left.is_success

    again = await a_new_guest(house, "192.0.2.10")
    assert (await generated(house, "192.0.2.10", again)).status_code == 429


async def test_a_guest_nobody_is_for_thirty_days_goes_with_its_tours(
    house: World,
) -> None:
    address = "192.0.2.99"
    unused = await a_new_guest(house, address)
    started = await generated(house, address, unused)
    house.clock.advance(days=29)
    used = await a_new_guest(house, address)
    kept = await generated(house, address, used)
    house.clock.advance(days=1.5)
    before = tours_of(house)

    gone = await build_usecases(house.gateways).accounts.sweep_guests.execute()

    assert gone > 0
    assert started.json()["tour_id"] in before
    assert started.json()["tour_id"] not in tours_of(house)
    assert kept.json()["tour_id"] in tours_of(house)
    assert await build_usecases(house.gateways).accounts.sweep_guests.execute() == 0


def tours_of(house: World) -> set[str]:
    with psycopg.connect(house.database.owner) as connection:
        rows = connection.execute("select id::text from tours").fetchall()
    return {str(row[0]) for row in rows}


async def test_no_address_is_kept(house: World, database_urls: DatabaseUrls) -> None:
    address = "203.0.113.200"
    await generated(house, address, await a_new_guest(house, address))

    with psycopg.connect(database_urls.owner) as connection:
        rows = connection.execute(
            "select reservations::text, encode(guest_address, 'hex') from reservations"
            " where guest_address is not null"
        ).fetchall()

    assert rows
    assert not any(address in str(row) or "cb0071c8" in str(row) for row in rows)
    assert {len(str(row[1])) for row in rows} == {64}
