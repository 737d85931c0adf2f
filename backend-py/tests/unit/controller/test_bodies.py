"""Bodies of another kind, too large, or with a name twice are refused as problems."""

import httpx
import pytest

from tests.unit.controller.app import Product
from walkumentary.bootstrap.front import MAX_BODY_BYTES

ESTIMATE = "/v1/tours/estimate"
JSON = {"content-type": "application/json"}


def is_problem(response: httpx.Response, status: int, code: str) -> bool:
    """Whether it is a whole problem document, as all of ours are."""
    told = response.json()
    return (
        (response.status_code, told["status"], told["code"]) == (status, status, code)
        and response.headers["content-type"] == "application/problem+json"
        and response.headers["x-request-id"] == told["request_id"]
        and response.headers["x-content-type-options"] == "nosniff"
    )


async def test_a_body_announced_too_large_is_refused_like_one_that_is(
    me: httpx.AsyncClient,
) -> None:
    large = b" " * (MAX_BODY_BYTES + 1)

    announced = await me.post(ESTIMATE, content=large, headers=JSON)

    assert is_problem(announced, 413, "content-too-large")


async def test_a_body_of_the_greatest_length_is_read(me: httpx.AsyncClient) -> None:
    large = b'{"query":"%s"}' % (b"x" * (MAX_BODY_BYTES - 12))

    response = await me.post(ESTIMATE, content=large, headers=JSON)

    assert response.status_code == 422


@pytest.mark.parametrize("length", ["-1", "x", "", "²"])
async def test_a_length_that_is_none_is_not_believed(
    me: httpx.AsyncClient, length: str
) -> None:
    headers = {b"content-length": length.encode("latin-1"), **_raw(JSON)}

    response = await me.post(ESTIMATE, content=b"{}", headers=headers)

    assert response.status_code == 422


def _raw(headers: dict[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode() for name, value in headers.items()}


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/x"])
async def test_a_body_of_another_kind_is_unsupported(
    me: httpx.AsyncClient, kind: str
) -> None:
    response = await me.post(ESTIMATE, content=b"{}", headers={"content-type": kind})

    assert is_problem(response, 415, "unsupported-media")


@pytest.mark.parametrize(
    "kind",
    ["application/json; charset=utf-8", "Application/JSON", "application/x+json"],
)
async def test_every_name_of_json_is_understood(
    me: httpx.AsyncClient, kind: str
) -> None:
    response = await me.post(ESTIMATE, content=b"{}", headers={"content-type": kind})

    assert response.json()["code"] == "tour-request-invalid"


async def test_nobody_unknown_learns_what_a_body_should_be(house: Product) -> None:
    async with house.client(None) as nobody:
        response = await nobody.post(ESTIMATE)

    assert response.status_code == 401


@pytest.mark.parametrize(
    "text", [b'{"query":"a","query":"b"}', b'{"start":{"latitude":1,"latitude":2}}']
)
async def test_a_name_that_stands_twice_is_refused(
    me: httpx.AsyncClient, text: bytes
) -> None:
    response = await me.post(ESTIMATE, content=text, headers=JSON)

    assert is_problem(response, 422, "request-not-valid")
    assert "twice" in response.json()["errors"][0]["detail"]
