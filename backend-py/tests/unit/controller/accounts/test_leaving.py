"""Whoever leaves takes everything along, and is nobody from then on."""

import json
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest

from tests import makers
from tests.packs import CENTRE
from tests.unit.controller.accounts.people import known
from tests.unit.controller.accounts.test_api_keys import made, program
from tests.unit.controller.app import ME, STRANGER, WALK, Product, a_ready_tour
from tests.unit.controller.tours.test_isolation import Endpoint, asked, with_a_name
from walkumentary.controller.jobs import GIVE_UP, HANDLERS
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.tour import Tour


@pytest.fixture
async def anna(house: Product) -> AsyncIterator[httpx.AsyncClient]:
    """Whoever has an account."""
    await known(house)
    async with house.client() as client:
        yield client


async def test_leaving_deletes_what_is_theirs_and_says_what_is_kept(
    house: Product, anna: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    await made(anna)

    left = await anna.delete("/v1/me")

    assert left.status_code == 200
    assert [kept["what"] for kept in left.json()["kept"]] == ["account"]
    assert all(kept["why"] for kept in left.json()["kept"])
    assert house.store.tours == {}
    assert house.store.users == {}
    assert house.store.api_keys == {}
    assert str(ME.user_id) not in json.dumps(left.json())


_HERE = {"latitude": CENTRE.latitude_deg, "longitude": CENTRE.longitude_deg}
_DAM = {"query": "dam", **{name: str(value) for name, value in _HERE.items()}}
COMPLETE: Mapping[str, Mapping[str, object]] = {
    "GET /v1/locations/search": _DAM,
    "GET /v1/notes/search": _DAM,
    "PATCH /v1/me": {},
    "PATCH /v1/me/preferences": {},
    "POST /v1/locations": {"name": "Home", "coordinates": _HERE},
    "POST /v1/locations/detect": _HERE,
    "POST /v1/auth/password/change": {
        "current_password": "seventeen wooden piles",
        "password": "eighteen wooden piles",
    },
    "POST /v1/me/api-keys": {"name": "x", "scopes": ["tours:read"]},
    "POST /v1/tours/estimate": WALK,
    "POST /v1/tours/generate": WALK,
}
"""What a route must be sent to understand it: a query, or a body."""

UNDERSTOOD = [one for one in with_a_name() if one[1] != "/v1/locations/recognize"]
"""A picture is looked at before anything is read."""


@pytest.mark.parametrize("endpoint", UNDERSTOOD, ids=" ".join)
async def test_a_token_that_outlives_its_account_opens_nothing(
    house: Product, endpoint: Endpoint
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    await known(house)

    async with house.client() as anna:
        await anna.delete("/v1/me")
        refused = await _asked(anna, endpoint, tour)

    assert refused.status_code == 401, refused.text
    if endpoint[0] != "HEAD":
        assert refused.json()["code"] in {"no-such-account", "wrong-credentials"}


async def test_a_key_ends_with_its_account(
    house: Product, anna: httpx.AsyncClient
) -> None:
    key = (await made(anna))["key"]

    await anna.delete("/v1/me")

    async with program(house, {"x-api-key": key}) as client:
        refused = await client.get("/v1/voices")
    assert refused.status_code == 401


async def test_a_guest_leaves_too(house: Product) -> None:
    await known(house, kind=ActorKind.GUEST)

    async with house.client() as guest:
        left = await guest.delete("/v1/me")
        again = await guest.delete("/v1/me")

    assert (left.status_code, again.status_code) == (200, 401)


async def test_a_tour_that_is_being_made_is_not_finished(
    house: Product, anna: httpx.AsyncClient
) -> None:
    await house.load_city()
    started = await anna.post("/v1/tours/generate", json=WALK)
    (job,) = [job for job in house.store.jobs if job.name == "tours.make"]

    await anna.delete("/v1/me")
    await HANDLERS["tours.make"](house.usecases, job.args)
    await GIVE_UP["tours.make"](house.usecases, job.args)

    assert started.status_code == 202
    assert job.args["owner_id"] == str(ME.user_id)
    assert house.store.tours == {}
    assert house.files.files == {}


async def test_nobody_else_loses_anything(
    house: Product, anna: httpx.AsyncClient
) -> None:
    theirs = makers.a_tour(owner_id=STRANGER.user_id, state=life.READY)
    await house.keep(theirs)
    await known(house, STRANGER)

    await anna.delete("/v1/me")

    async with house.client(STRANGER) as stranger:
        listed = (await stranger.get("/v1/tours")).json()
        profile = await stranger.get("/v1/me")
    assert [one["id"] for one in listed["items"]] == [str(theirs.id)]
    assert profile.status_code == 200


async def test_files_that_cannot_be_deleted_keep_nobody_here(
    house: Product, anna: httpx.AsyncClient
) -> None:
    house.files.reachable = False

    left = await anna.delete("/v1/me")

    assert (left.status_code, house.store.users) == (200, {})


async def test_nobody_leaves_in_an_outage(
    house: Product, anna: httpx.AsyncClient
) -> None:
    house.store.reachable = False
    refused = await anna.delete("/v1/me")
    house.store.reachable = True

    assert refused.status_code == 503
    assert set(house.store.users) == {ME.user_id}


async def test_an_export_is_one_json_file_with_everything(
    house: Product, anna: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    await house.keep(makers.a_tour(owner_id=STRANGER.user_id, title="Not mine"))
    key = await made(anna)

    answer = await anna.get("/v1/me/export")

    document = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="walkumentary-export.json"'
    )
    assert answer.headers["cache-control"] == "no-store"
    assert document["exported_at"] == "2026-11-21T12:00:00+00:00"
    assert [one["email"] for one in document["users"]] == [
        f"Anna-{ME.user_id}@example.org"
    ]
    assert [one["id"] for one in document["tours"]] == [str(tour.id)]
    assert len(document["tour_sentences"]) == len(script)
    assert [one["id"] for one in document["api_keys"]] == [key["id"]]
    assert document["notes"] == []
    assert key["key"] not in answer.text
    assert "Not mine" not in answer.text


async def test_an_export_cannot_begin_in_an_outage(
    house: Product, anna: httpx.AsyncClient
) -> None:
    house.store.reachable = False

    answer = await anna.get("/v1/me/export")

    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"


async def _asked(
    client: httpx.AsyncClient, endpoint: Endpoint, tour: Tour
) -> httpx.Response:
    method, path = endpoint
    complete = COMPLETE.get(" ".join(endpoint))
    if complete is None:
        return await asked(client, endpoint, tour.id)
    if method == "GET":
        return await client.get(path, params=httpx.QueryParams(_DAM))
    return await client.request(method, path, json=complete)
