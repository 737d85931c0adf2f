"""What goes wrong while events are followed is the last thing they tell."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import httpx

from tests import makers
from tests.unit.controller.app import ME, Product
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.events import tour_topic

type Mishap = Callable[[], Awaitable[object]]


async def followed_while(
    house: Product, me: httpx.AsyncClient, tour: Tour, mishap: Mishap
) -> list[str]:
    """Return the lines of a stream during which something goes wrong."""
    async with asyncio.TaskGroup() as group:
        listening = group.create_task(me.get(f"/v1/tours/{tour.id}/events"))
        await house.tell(tour.id, "stop_ready")
        await asyncio.sleep(0.01)
        await mishap()
        for bell in house.store.bells[tour_topic(tour.id)]:
            bell.set()
    return listening.result().text.splitlines()


async def test_a_tour_deleted_meanwhile_ends_its_events_with_a_problem(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour = await house.keep(makers.a_tour(owner_id=ME.user_id))

    lines = await followed_while(
        house, me, tour, lambda: me.delete(f"/v1/tours/{tour.id}")
    )

    assert "event: stop_ready" in lines
    last = lines.index("event: error")
    told = json.loads(lines[last + 1].removeprefix("data: "))
    assert (told["code"], told["status"]) == ("tour-not-found", 404)
    assert told["instance"] == f"/v1/tours/{tour.id}/events"


async def test_an_outage_ends_the_events_with_a_problem(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour = await house.keep(makers.a_tour(owner_id=ME.user_id))

    async def outage() -> None:
        house.store.reachable = False

    lines = await followed_while(house, me, tour, outage)

    assert any('"database-unavailable"' in line for line in lines)
    assert not any(line.startswith("event: done") for line in lines)
