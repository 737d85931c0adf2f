"""Bodies are RFC 8259 JSON, or refused."""

import json

import httpx
import pytest

from tests.unit.controller.app import WALK

ESTIMATE = "/v1/tours/estimate"
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "path", [ESTIMATE, "/v1/tours/generate", "/v1/locations/detect"]
)
@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"{}}",
        b"{'a': 1}",
        b'{"speed": NaN}',
        b'{"speed": Infinity}',
        b'{"speed": -Infinity}',
        b'{"speed": 01}',
        b'{"speed": 1,}',
        b'{"query": "\xff"}',
        b'{"query": "\\ud800"}',
        b'{"query": "a\nb"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xef\xbb\xbf{}",
        b"null",
        b"[]",
        b'"text"',
        b"1" * 10_000,
    ],
)
async def test_anything_but_strict_json_is_refused(
    me: httpx.AsyncClient, path: str, text: bytes
) -> None:
    response = await me.post(path, content=text, headers=JSON)

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "request-not-valid"


@pytest.mark.parametrize(
    "field", ["speed", "discovery", "radius_m", "duration_minutes", "latitude"]
)
@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" * 400])
async def test_numbers_beyond_all_bounds_are_refused(
    me: httpx.AsyncClient, field: str, number: str
) -> None:
    place = '"coordinates": {"latitude": 52, "longitude": 4}'
    text = f'{{{place}, "{field}": {number}}}'
    if field == "latitude":
        text = text.replace('"latitude": 52', f'"latitude": {number}', 1)

    response = await me.post(ESTIMATE, content=text.encode(), headers=JSON)

    assert response.status_code == 422
    assert "NaN" not in response.text


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", ""]
)
async def test_a_body_of_another_kind_is_refused(
    me: httpx.AsyncClient, content_type: str
) -> None:
    response = await me.post(
        ESTIMATE,
        content=json.dumps(WALK).encode(),
        headers={"content-type": content_type},
    )

    assert response.status_code in {415, 422}
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_refusal_of_large_nonsense_is_short(me: httpx.AsyncClient) -> None:
    response = await me.post(ESTIMATE, content=b"x" * 500_000, headers=JSON)

    assert response.status_code == 422
    assert len(response.content) < 2_000
