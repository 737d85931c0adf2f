"""Keys for programs: shown once, good for what they name, until they end."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from typing import TypedDict

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from tests import makers
from tests.unit.controller.accounts.people import known
from tests.unit.controller.app import (
    ME,
    SERVICE_KEY,
    STRANGER,
    Product,
    a_ready_tour,
)
from walkumentary.domain.accounts.api_key import SERVICE, Scope, hash_of
from walkumentary.domain.shared.actor import ActorKind

KEYS = "/v1/me/api-keys"
IN_PERSON = ("/v1/me", "/v1/auth")
ALL = [scope.value for scope in Scope]


class Made(TypedDict):
    """A new key on the wire."""

    id: str
    key: str
    name: str
    hint: str
    scopes: list[str]
    used_at: str | None


@pytest.fixture
async def anna(house: Product) -> AsyncIterator[httpx.AsyncClient]:
    """Whoever has an account."""
    await known(house)
    async with house.client() as client:
        yield client


async def made(
    client: httpx.AsyncClient, scopes: Sequence[str] = ALL, **body: object
) -> Made:
    """Make a key."""
    response = await client.post(KEYS, json={"name": "x", "scopes": scopes, **body})
    assert response.status_code == 201, response.text
    view: Made = response.json()
    return view


def program(house: Product, headers: Mapping[str, str]) -> httpx.AsyncClient:
    """Return a client that shows a key, and nothing else."""
    client = house.client(None)
    client.headers.update(headers)
    return client


def both_ways(key: str) -> list[dict[str, str]]:
    return [{"x-api-key": key}, {"authorization": f"Bearer {key}"}]


async def test_a_key_is_shown_once_and_kept_as_a_hash(
    house: Product, anna: httpx.AsyncClient
) -> None:
    key = await made(anna, ["tours:read"], name="Widget", expires_in_days=7)
    listed = (await anna.get(KEYS)).json()

    (stored,) = house.store.api_keys.values()
    secret = key["key"]
    shown = {name: value for name, value in key.items() if name != "key"}
    assert secret.startswith("walk_")
    assert len(secret) >= 48
    assert listed == {"items": [shown], "next_cursor": None}
    assert (key["name"], key["scopes"]) == ("Widget", ["tours:read"])
    assert (key["hint"], key["used_at"]) == (f"walk_…{secret[-4:]}", None)
    assert stored.hash == hash_of(secret)
    assert stored.expires_at == house.clock.now() + timedelta(days=7)
    assert secret not in repr(stored)


async def test_no_two_keys_are_alike(anna: httpx.AsyncClient) -> None:
    keys = [await made(anna) for _ in range(3)]

    assert len({key["key"] for key in keys}) == 3


async def test_a_key_acts_for_its_person(
    house: Product, anna: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    key = (await made(anna, ["tours:read"]))["key"]

    for headers in both_ways(key):
        async with program(house, headers) as client:
            mine = await client.get(f"/v1/tours/{tour.id}")
            listed = await client.get("/v1/tours")
        assert mine.status_code == 200
        assert [one["id"] for one in listed.json()["items"]] == [str(tour.id)]


async def test_a_key_opens_what_it_names_alone(
    house: Product, anna: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    reads = (await made(anna, ["tours:read"]))["key"]
    writes = (await made(anna, ["tours:write", "notes:read"]))["key"]

    async with program(house, {"x-api-key": reads}) as client:
        deleted = await client.delete(f"/v1/tours/{tour.id}")
    async with program(house, {"x-api-key": writes}) as client:
        read = await client.get(f"/v1/tours/{tour.id}")
        audio = await client.get(f"/v1/tours/{tour.id}/audio")

    assert {deleted.status_code, read.status_code, audio.status_code} == {403}
    assert deleted.json()["code"] == "scope-missing"
    assert "tours:write" in deleted.json()["detail"]
    assert tour.id in house.store.tours


async def test_no_key_opens_the_account_itself(
    house: Product, anna: httpx.AsyncClient
) -> None:
    key = await made(anna)
    before = dict(house.store.users)

    async with program(house, {"x-api-key": key["key"]}) as client:
        answers = [
            await client.request(
                method,
                path.format(key_id=key["id"]),
                json={} if method in {"POST", "PATCH"} else None,
            )
            for method, path in _in_person(house)
        ]

    assert {answer.status_code for answer in answers} == {403}
    assert {answer.json()["code"] for answer in answers} == {"scope-missing"}
    assert len(answers) >= 6
    assert (house.store.users, len(house.store.api_keys)) == (before, 1)


def test_every_route_says_whether_a_key_opens_it(house: Product) -> None:
    """In person: one's own account; anything else names what a key needs."""
    document = house.app.openapi()
    opened = {
        (method.upper(), path): operation.get("security", [])
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }

    scopes = {
        route: {scope for way in security for scope in way.get("APIKeyHeader", [])}
        for route, security in opened.items()
    }

    closed = {route for route, names in scopes.items() if opened[route] and not names}
    assert closed >= set(_in_person(house))
    assert {path for _, path in closed if not path.startswith(IN_PERSON)} == set()
    assert set().union(*scopes.values()) <= set(ALL)


def _in_person(house: Product) -> list[tuple[str, str]]:
    routes = iter_route_contexts(house.app.router.routes)
    return sorted(
        (method, str(route.path))
        for route in routes
        for method in route.methods or ()
        if str(route.path).startswith("/v1/me") and route.path != "/v1/me/usage"
    )


async def test_a_key_ends(house: Product, anna: httpx.AsyncClient) -> None:
    key = (await made(anna, expires_in_days=1))["key"]

    async with program(house, {"x-api-key": key}) as client:
        house.clock.advance(seconds=86_399)
        before = await client.get("/v1/tours")
        house.clock.advance(seconds=1)
        after = await client.get("/v1/tours")

    assert (before.status_code, after.status_code) == (200, 401)


async def test_a_withdrawn_key_opens_nothing(
    house: Product, anna: httpx.AsyncClient
) -> None:
    key = await made(anna)

    withdrawn = await anna.delete(f"{KEYS}/{key['id']}")
    again = await anna.delete(f"{KEYS}/{key['id']}")
    async with program(house, {"x-api-key": key["key"]}) as client:
        refused = await client.get("/v1/tours")

    assert (withdrawn.status_code, again.status_code) == (204, 404)
    assert refused.status_code == 401


@pytest.mark.parametrize(
    "key",
    ["walk_", "walk_" + "A" * 43, "nonsense", "a.b", f"{SERVICE_KEY}x", "ключ"],
)
async def test_a_key_nobody_made_opens_nothing(house: Product, key: str) -> None:
    for headers in both_ways(key):
        async with house.client(None) as client:
            sent = {name.encode(): value.encode() for name, value in headers.items()}
            refused = await client.get("/v1/tours", headers=sent)
        assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")


async def test_a_token_and_a_key_at_once_are_refused(anna: httpx.AsyncClient) -> None:
    key = (await made(anna))["key"]

    refused = await anna.get("/v1/tours", headers={"x-api-key": key})

    assert refused.status_code == 401


async def test_somebody_else_s_keys_are_nobody_s(
    house: Product, anna: httpx.AsyncClient
) -> None:
    key = await made(anna)
    await known(house, STRANGER)

    async with house.client(STRANGER) as stranger:
        listed = (await stranger.get(KEYS)).json()
        theirs = await stranger.delete(f"{KEYS}/{key['id']}")
        nobodys = await stranger.delete(f"{KEYS}/{makers.a_place_id()}")

    assert listed["items"] == []
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.json()["detail"] == nobodys.json()["detail"]
    assert len(house.store.api_keys) == 1


async def test_a_guest_has_no_keys(house: Product) -> None:
    await known(house, kind=ActorKind.GUEST)

    async with house.client() as guest:
        refused = await guest.post(KEYS, json={"name": "x", "scopes": ALL})

    assert (refused.status_code, refused.json()["code"]) == (403, "guests-have-no-keys")
    assert house.store.api_keys == {}


async def test_nobody_has_more_than_twenty_keys(
    house: Product, anna: httpx.AsyncClient
) -> None:
    body = {"name": "x", "scopes": ["tours:read"]}

    answers = await asyncio.gather(*(anna.post(KEYS, json=body) for _ in range(25)))

    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(201), statuses.count(409)) == (20, 5)
    assert len(house.store.api_keys) == 20


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"name": "x" * 81}, "/name"),
        ({"name": "a\x00b"}, "/name"),
        ({"scopes": []}, "/scopes"),
        ({"scopes": ["everything"]}, "/scopes/0"),
        ({"expires_in_days": 0}, "/expires_in_days"),
        ({"expires_in_days": 367}, "/expires_in_days"),
        ({"owner_id": str(STRANGER.user_id)}, "/owner_id"),
    ],
)
async def test_an_impossible_key_is_refused(
    house: Product, anna: httpx.AsyncClient, body: Mapping[str, object], pointer: str
) -> None:
    wanted = {"name": "x", "scopes": ["tours:read"], **body}

    refused = await anna.post(KEYS, json=wanted)

    assert refused.status_code == 422
    assert [one["pointer"] for one in refused.json()["errors"]] == [pointer]
    assert house.store.api_keys == {}


async def test_an_answer_is_not_told_again_to_a_key_that_opens_less(
    house: Product, anna: httpx.AsyncClient
) -> None:
    once = {"idempotency-key": "6f9c0f0e"}
    wish = {"name": "x", "scopes": ALL}
    key = (await made(anna))["key"]
    secret = (await anna.post(KEYS, json=wish, headers=once)).json()["key"]

    async with program(house, {"x-api-key": key, **once}) as client:
        answer = await client.post(KEYS, json=wish)

    assert answer.status_code in {403, 422}
    assert secret not in answer.text


async def test_a_repeated_request_makes_one_key_and_tells_the_secret_once(
    house: Product, anna: httpx.AsyncClient
) -> None:
    once = {"idempotency-key": "6f9c0f0e"}
    wish = {"name": "x", "scopes": ALL}

    first = await anna.post(KEYS, json=wish, headers=once)
    second = await anna.post(KEYS, json=wish, headers=once)

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == {**first.json(), "key": None}
    assert second.headers["idempotency-replayed"] == "true"
    assert len(house.store.api_keys) == 1


async def test_a_key_says_when_it_was_used_to_the_minute(
    house: Product, anna: httpx.AsyncClient
) -> None:
    key = await made(anna)
    (stored,) = house.store.api_keys
    begin = house.clock.now()

    async with program(house, {"x-api-key": key["key"]}) as client:
        used = []
        for _ in range(3):
            await client.get("/v1/tours")
            used.append(house.store.api_keys[stored].used_at)
            house.clock.advance(seconds=30)

    assert used == [begin, begin, begin + timedelta(seconds=60)]


async def test_keys_of_the_settings_act_as_one_account(house: Product) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    for headers in both_ways(SERVICE_KEY):
        async with program(house, headers) as machine:
            listed = await machine.get("/v1/tours")
            others = await machine.get(f"/v1/tours/{tour.id}")
            in_person = await machine.get("/v1/me")
        assert (listed.status_code, listed.json()["items"]) == (200, [])
        assert (others.status_code, in_person.status_code) == (404, 403)
    assert SERVICE.user_id != ME.user_id


async def test_keys_cannot_be_checked_in_an_outage(
    house: Product, anna: httpx.AsyncClient
) -> None:
    key = (await made(anna))["key"]
    house.store.reachable = False

    async with program(house, {"x-api-key": key}) as client:
        answer = await client.get("/v1/voices")

    assert answer.status_code == 503
