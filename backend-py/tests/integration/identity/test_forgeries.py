"""No forged token opens anything, whichever way it comes in."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests import makers
from tests.forgeries import FORGERIES, Forgery, Issuer, name_of, trap
from tests.unit.controller.app import (
    ME,
    TOKEN_KEY,
    Product,
    a_ready_tour,
    product,
)
from walkumentary.infra.system.tokens import REQUIRED

SIGN_UP = {
    "email": "anna@example.org",
    "password": "sunny canal on a bicycle",
    "password_confirm": "sunny canal on a bicycle",
    "display_name": "Anna",
}


class Door(NamedTuple):
    """A client, and a tour of mine."""

    client: httpx.AsyncClient
    tour: str


type Way = Callable[[Door, bytes], Awaitable[httpx.Response]]


def bearer(token: bytes) -> Mapping[bytes, bytes]:
    return {b"authorization": b"Bearer " + token}


async def a_route(door: Door, token: bytes) -> httpx.Response:
    return await door.client.get("/v1/me/usage", headers=bearer(token))


async def a_tour(door: Door, token: bytes) -> httpx.Response:
    return await door.client.get(door.tour, headers=bearer(token))


async def events(door: Door, token: bytes) -> httpx.Response:
    return await door.client.get(f"{door.tour}/events", headers=bearer(token))


async def media(door: Door, token: bytes) -> httpx.Response:
    return await door.client.get(f"{door.tour}/audio", headers=bearer(token))


async def signed_media(door: Door, token: bytes) -> httpx.Response:
    # httpx sends no longer address.
    signature = token.decode()[:60_000]
    owner = str(ME.user_id)
    return await door.client.get(
        f"{door.tour}/audio",
        params={"expires": "9999999999", "owner": owner, "signature": signature},
    )


async def an_api_key(door: Door, token: bytes) -> httpx.Response:
    return await door.client.get("/v1/me/usage", headers={b"x-api-key": token})


async def a_sign_up(door: Door, token: bytes) -> httpx.Response:
    return await door.client.post(
        "/v1/auth/signup", json=SIGN_UP, headers=bearer(token)
    )


async def a_sign_up_by_key(door: Door, token: bytes) -> httpx.Response:
    headers = {b"x-api-key": token}
    return await door.client.post("/v1/auth/signup", json=SIGN_UP, headers=headers)


WAYS: tuple[Way, ...] = (
    a_route,
    a_tour,
    events,
    media,
    signed_media,
    an_api_key,
    a_sign_up,
    a_sign_up_by_key,
)


def our_issuer(house: Product, trap_url: str) -> Issuer:
    token = house.bearer(ME)["authorization"].removeprefix("Bearer ")
    other = house.bearer(makers.an_actor())["authorization"].removeprefix("Bearer ")
    return Issuer(
        token=token,
        other=other,
        algorithm="EdDSA",
        key=Ed25519PrivateKey.from_private_bytes(TOKEN_KEY.secret),
        required=REQUIRED,
        now=int(makers.NOON.timestamp()),
        trap=trap_url,
    )


@pytest.mark.parametrize(
    "way", [a_route, a_tour, events, media], ids=lambda w: w.__name__
)
async def test_a_good_token_comes_in(way: Way) -> None:
    house = product()
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    issuer = our_issuer(house, "")

    async with house.client(None) as client:
        door = Door(client, f"/v1/tours/{tour.id}")
        token = issuer.signed(issuer.header, issuer.claims)
        answer = await way(door, token.encode())

    assert answer.status_code == 200


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("forgery", FORGERIES, ids=name_of)
async def test_no_forgery_comes_in(way: Way, forgery: Forgery) -> None:
    house = product()
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    before = set(house.store.users)

    async with trap() as trapped, house.client(None) as client:
        door = Door(client, f"/v1/tours/{tour.id}")
        forged = list(forgery(our_issuer(house, trapped.url)))
        answers = [await way(door, token.encode()) for token in forged]

    assert {answer.status_code for answer in answers} == {401}
    assert {answer.headers["www-authenticate"] for answer in answers} == {"Bearer"}
    assert set(house.store.users) == before
    assert trapped.callers == []
