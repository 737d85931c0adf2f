"""A walk without steps is promised only where a map knows them."""

import httpx
import pytest

from tests.unit.controller.app import WALK, Product


@pytest.fixture(autouse=True)
async def _city(house: Product) -> None:
    await house.load_city()


@pytest.mark.parametrize("path", ["/v1/tours/estimate", "/v1/tours/generate"])
async def test_without_a_map_the_refusal_says_what_to_configure(
    me: httpx.AsyncClient, path: str
) -> None:
    response = await me.post(path, json={**WALK, "step_free": True})

    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, "step-free-not-available")
    assert [error["pointer"] for error in problem["errors"]] == ["/step_free"]
    assert "walkumentary routing build" in problem["detail"]
    assert "VALHALLA_URL" in problem["detail"]


async def test_steps_are_walked_unless_asked_otherwise(me: httpx.AsyncClient) -> None:
    response = await me.post("/v1/tours/estimate", json={**WALK, "step_free": False})

    assert response.status_code == 200
    assert response.json()["route_source"] == "estimated"
