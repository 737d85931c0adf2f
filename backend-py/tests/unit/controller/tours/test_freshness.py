"""How long sound may be kept: for ever, where its address names its version."""

import httpx
import pytest

from tests.unit.controller.app import Product, a_ready_tour


@pytest.mark.parametrize("query", ["", "?v=2", "?v=x", "?version=1"])
async def test_an_address_of_another_version_is_asked_for_again(
    house: Product, me: httpx.AsyncClient, query: str
) -> None:
    tour, script = a_ready_tour(frames=3)
    await house.keep(tour, script)

    named = await me.get(f"/v1/tours/{tour.id}/audio?v=1")
    other = await me.get(f"/v1/tours/{tour.id}/audio{query}")

    assert "immutable" in named.headers["cache-control"]
    assert other.headers["cache-control"] == "private, no-cache"
    assert other.headers["etag"] == named.headers["etag"]
