"""What browsers are told: who may ask, and what answers are not to be used for."""

import httpx
import pytest

from tests.unit.controller.app import ME, Product, a_ready_tour, product
from walkumentary.bootstrap.edge import Edge

APP = "https://app.example"
ELSEWHERE = "https://evil.example"


def browser(
    house: Product, origin: str, *, address: str = "http://test"
) -> httpx.AsyncClient:
    """Return the client of a page of another site."""
    client = house.client(ME)
    client.base_url = httpx.URL(address)
    client.headers["origin"] = origin
    return client


@pytest.fixture
def listed() -> Product:
    return product(edge=Edge(cors_origins=(APP,)))


async def preflight(client: httpx.AsyncClient, headers: str) -> httpx.Response:
    asked = {
        "access-control-request-method": "PATCH",
        "access-control-request-headers": headers,
    }
    return await client.options("/v1/tours/1", headers=asked)


async def test_a_listed_site_may_ask_and_read_what_we_tell(listed: Product) -> None:
    async with browser(listed, APP) as page:
        before = await preflight(page, "authorization,idempotency-key,if-match")
        answer = await page.get("/v1/tours")

    assert before.status_code == 200
    assert "PATCH" in before.headers["access-control-allow-methods"]
    for asked in (before, answer):
        assert asked.headers["access-control-allow-origin"] == APP
        assert "access-control-allow-credentials" not in asked.headers
    told = answer.headers["access-control-expose-headers"]
    assert {"etag", "location", "ratelimit", "retry-after", "x-request-id"} <= set(
        told.split(", ")
    )


async def test_another_site_may_not(listed: Product) -> None:
    async with browser(listed, ELSEWHERE) as page:
        before = await preflight(page, "authorization")
        answer = await page.get("/v1/tours")

    assert before.status_code == 400
    assert "access-control-allow-origin" not in before.headers
    assert "access-control-allow-origin" not in answer.headers


async def test_also_a_refusal_can_be_read(listed: Product) -> None:
    async with browser(listed, APP) as page:
        refused = await page.get("/v1/nothing")

    assert refused.status_code == 404
    assert refused.headers["access-control-allow-origin"] == APP


async def test_no_site_may_ask_unless_it_is_listed(house: Product) -> None:
    async with browser(house, APP) as page:
        before = await preflight(page, "authorization")
        answer = await page.get("/v1/tours")

    assert before.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


async def test_any_site_may_ask_without_credentials() -> None:
    anybody = product(edge=Edge(cors_origins=("*",)))

    async with browser(anybody, ELSEWHERE) as page:
        answer = await page.get("/v1/tours")

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/v1/tours", "/v1/nothing", "/health", "/openapi.json", "/", "/docs"]
)
async def test_every_answer_says_what_it_is_not_for(
    me: httpx.AsyncClient, path: str
) -> None:
    headers = (await me.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "geolocation=" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


@pytest.mark.parametrize("path", ["/", "/docs"])
async def test_pages_are_alone_in_their_window(
    me: httpx.AsyncClient, path: str
) -> None:
    headers = (await me.get(path)).headers

    assert headers["cross-origin-opener-policy"] == "same-origin"


async def test_the_page_keeps_its_own_stricter_policy(me: httpx.AsyncClient) -> None:
    policy = (await me.get("/")).headers["content-security-policy"]

    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy


async def test_sound_may_be_embedded_by_players_elsewhere(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    heard = await me.get(f"/v1/tours/{tour.id}/audio")

    assert heard.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("https_only", "address", "lasting"),
    [
        (True, "https://test", True),
        (True, "http://test", False),
        (False, "https://test", False),
    ],
)
async def test_who_came_by_https_in_production_is_to_stay_there(
    https_only: bool, address: str, lasting: bool
) -> None:
    house = product(edge=Edge(https_only=https_only))

    async with browser(house, APP, address=address) as page:
        headers = (await page.get("/v1/tours")).headers

    assert ("strict-transport-security" in headers) is lasting
