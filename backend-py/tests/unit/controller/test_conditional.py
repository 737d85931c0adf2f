"""What the client holds is not sent again; what it did not see is not changed."""

import httpx
import pytest

from tests.unit.controller.app import Product, a_ready_tour


@pytest.fixture
async def address(house: Product) -> str:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    return f"/v1/tours/{tour.id}"


async def test_a_change_starts_from_the_version_that_was_read(
    me: httpx.AsyncClient, address: str
) -> None:
    read = await me.get(address)
    mine = {"if-match": read.headers["etag"]}

    changed = await me.patch(address, json={"title": "Mine"}, headers=mine)
    late = await me.patch(address, json={"title": "Late"}, headers=mine)

    assert changed.status_code == 200
    assert changed.headers["etag"] != read.headers["etag"]
    assert late.status_code == 412
    assert late.json()["code"] == "stale"
    assert (await me.get(address)).json()["title"] == "Mine"


async def test_a_tag_is_the_tour_s_version_not_its_audio_s(
    me: httpx.AsyncClient, address: str
) -> None:
    changed = await me.patch(address, json={"title": '"version": 9, "created_at"'})
    status = await me.get(f"{address}/status")

    assert changed.headers["etag"] == f'"{changed.json()["version"]}"'
    assert status.headers["etag"] == changed.headers["etag"]


@pytest.mark.parametrize("tag", ['"99"', 'W/"1"', "nonsense", '""'])
async def test_what_no_version_has_changes_and_deletes_nothing(
    me: httpx.AsyncClient, address: str, tag: str
) -> None:
    sent = {"if-match": tag}

    changed = await me.patch(address, json={"title": "Mine"}, headers=sent)
    deleted = await me.delete(address, headers=sent)

    assert (changed.status_code, deleted.status_code) == (412, 412)
    assert (await me.get(address)).status_code == 200


@pytest.mark.parametrize("tag", [None, "*", '"99", {etag}'])
async def test_whichever_version_or_one_of_several_will_do(
    me: httpx.AsyncClient, address: str, tag: str | None
) -> None:
    etag = (await me.get(address)).headers["etag"]
    sent = {"if-match": tag.format(etag=etag)} if tag else {}

    assert (await me.delete(address, headers=sent)).status_code == 204


async def test_a_tour_that_is_not_there_is_not_there_in_any_version(
    me: httpx.AsyncClient,
) -> None:
    missing = "/v1/tours/0199c0de-0000-7000-8000-000000000000"

    refused = await me.delete(missing, headers={"if-match": '"1"'})

    assert refused.status_code == 404


@pytest.mark.parametrize("path", ["/v1/voices", "/v1/tours", "/v1/me/usage"])
async def test_what_the_client_holds_is_not_sent_again(
    me: httpx.AsyncClient, path: str
) -> None:
    first = await me.get(path)
    held = {"if-none-match": first.headers["etag"]}

    again = await me.get(path, headers=held)
    other = await me.get(path, headers={"if-none-match": '"other"'})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    assert other.content == first.content


async def test_what_holds_signed_addresses_is_sent_again(
    me: httpx.AsyncClient, address: str
) -> None:
    etag = (await me.get(address)).headers["etag"]

    again = await me.get(address, headers={"if-none-match": etag})

    assert again.status_code == 200
    assert again.headers["cache-control"] == "no-store"


async def test_a_refusal_has_no_tag(me: httpx.AsyncClient) -> None:
    refused = await me.get("/v1/tours?limit=0")

    assert refused.status_code == 422
    assert "etag" not in refused.headers
