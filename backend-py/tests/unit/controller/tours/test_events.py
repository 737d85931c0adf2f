"""A tour's events as Server-Sent Events."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
import pytest

from tests import makers
from tests.unit.controller.app import ME, Product
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.tour import Tour


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it went over the wire."""

    id: str
    event: str
    data: Mapping[str, object]


def told(response: httpx.Response) -> list[Told]:
    assert response.status_code == 200
    blocks = response.text.strip().split("\n\n")
    lines = [dict(line.split(": ", 1) for line in b.split("\n")) for b in blocks if b]
    return [
        Told(id=line["id"], event=line["event"], data=json.loads(line["data"]))
        for line in lines
        if "id" in line
    ]


async def an_ended_tour(house: Product) -> Tour:
    """Store a tour with the events 1 to 4: twice text, status, done."""
    tour = makers.a_tour(owner_id=ME.user_id, state=life.CANCELLED)
    await house.keep(tour)
    await house.tell(tour.id, "stop_ready")
    await house.tell(tour.id, "audio_ready")
    await house.change(tour)
    return tour


async def test_events_come_in_order_and_end_with_done(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour = await an_ended_tour(house)

    response = await me.get(f"/v1/tours/{tour.id}/events")

    events = told(response)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-cache"
    assert [(event.id, event.event) for event in events] == [
        ("1", "stop_ready"),
        ("2", "audio_ready"),
        ("3", "status"),
        ("4", "done"),
    ]
    assert events[-1].data["status"] == "cancelled"


@pytest.mark.parametrize(
    ("last", "ids"),
    [
        ("0", ["1", "2", "3", "4"]),
        ("2", ["3", "4"]),
        ("4", []),
        ("999999999999999999", []),
    ],
)
async def test_a_listener_goes_on_after_the_last_event_seen(
    house: Product, me: httpx.AsyncClient, last: str, ids: list[str]
) -> None:
    tour = await an_ended_tour(house)

    response = await me.get(
        f"/v1/tours/{tour.id}/events", headers={"last-event-id": last}
    )

    assert [event.id for event in told(response)] == ids


async def test_what_happens_while_listening_is_heard(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour = makers.a_tour(owner_id=ME.user_id)
    await house.keep(tour)

    async with asyncio.TaskGroup() as group:
        listening = group.create_task(me.get(f"/v1/tours/{tour.id}/events"))
        await house.tell(tour.id, "stop_ready")
        await me.post(f"/v1/tours/{tour.id}/cancel")

    events = told(listening.result())
    assert [event.event for event in events] == ["stop_ready", "status", "done"]


@pytest.mark.parametrize("last", ["x", "-1", "1.5", "9" * 19, "٣"])
async def test_an_id_we_never_gave_is_refused(
    house: Product, me: httpx.AsyncClient, last: str
) -> None:
    tour = await an_ended_tour(house)

    response = await me.get(
        f"/v1/tours/{tour.id}/events", headers={b"last-event-id": last.encode()}
    )

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"][0]["pointer"] == "/header/last-event-id"


async def test_a_refusal_is_a_problem_and_no_stream(
    house: Product, me: httpx.AsyncClient
) -> None:
    unknown = await me.get(f"/v1/tours/{makers.a_tour_id()}/events")
    house.store.reachable = False
    away = await me.get(f"/v1/tours/{makers.a_tour_id()}/events")

    assert unknown.json()["code"] == "tour-not-found"
    assert (unknown.status_code, away.status_code) == (404, 503)
    assert unknown.headers["content-type"] == "application/problem+json"
