"""Health, and the id every request has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.unit.controller.app import Product, product
from walkumentary.bootstrap.api import create_app
from walkumentary.bootstrap.usecases import Gateways
from walkumentary.domain.ops.health import HealthState


@pytest.mark.parametrize("state", HealthState)
async def test_the_process_is_alive_whatever_its_parts_are(
    house: Product, state: HealthState
) -> None:
    house.probe.state = state

    async with house.client(None) as anybody:
        response = await anybody.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"state": "up"})


@pytest.mark.parametrize(
    ("state", "status"),
    [(HealthState.UP, 200), (HealthState.DEGRADED, 200), (HealthState.DOWN, 503)],
)
async def test_requests_are_wanted_unless_a_part_is_down(
    house: Product, state: HealthState, status: int
) -> None:
    house.probe.state = state

    async with house.client(None) as anybody:
        ready = await anybody.get("/health/ready")
        health = await anybody.get("/health")

    assert (ready.status_code, health.status_code) == (status, 200)
    assert ready.json()["state"] == health.json()["state"] == state.value
    assert health.json()["components"][:1] == [
        {
            "component": "database",
            "state": state.value,
            "latency_ms": 0.0,
            "since": "2026-11-21T12:00:00Z",
            "detail": f"is {state.value}",
        }
    ]


async def test_a_state_is_known_since_it_began(house: Product) -> None:
    async with house.client(None) as anybody:
        await anybody.get("/health")
        house.clock.advance(seconds=60)
        still = await anybody.get("/health")
        house.probe.state = HealthState.DOWN
        fallen = await anybody.get("/health")

    before, after = (one.json()["components"][0] for one in (still, fallen))
    assert before["since"] == "2026-11-21T12:00:00Z"
    assert after["since"] == "2026-11-21T12:01:00Z"


@pytest.mark.parametrize("given", ["12345678", "a.b_c-D0", "x" * 64])
async def test_the_id_of_a_proxy_is_kept(me: httpx.AsyncClient, given: str) -> None:
    response = await me.get("/v1/nothing", headers={"x-request-id": given})

    assert response.headers["x-request-id"] == given
    assert response.json()["request_id"] == given


@pytest.mark.parametrize(
    "given", ["", "1234567", "x" * 65, "has space", "a/b/c/d/e", "<script>", "é" * 8]
)
async def test_an_id_of_another_form_is_replaced(
    me: httpx.AsyncClient, given: str
) -> None:
    response = await me.get("/v1/nothing", headers={b"x-request-id": given.encode()})

    request_id = response.headers["x-request-id"]
    assert request_id != given
    assert len(request_id) == 32
    assert response.json()["request_id"] == request_id


async def test_two_requests_have_two_ids(me: httpx.AsyncClient) -> None:
    answers = [await me.get("/health/live") for _ in range(2)]

    assert len({answer.headers["x-request-id"] for answer in answers}) == 2


async def test_every_answer_is_safe_in_a_browser(me: httpx.AsyncClient) -> None:
    response = await me.get("/v1/tours")

    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["x-frame-options"] == "DENY"


async def test_the_gateways_open_with_the_application_and_close_with_it() -> None:
    lent = product().gateways
    is_open: list[bool] = []

    @asynccontextmanager
    async def opened() -> AsyncIterator[Gateways]:
        is_open.append(True)
        yield lent
        is_open.append(False)

    app = create_app(opened)
    async with app.router.lifespan_context(app):
        assert is_open == [True]
        assert app.state.identity is lent.identity

    assert is_open == [True, False]
