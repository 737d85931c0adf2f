"""A tour over HTTP from estimate to deletion."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest

from tests import makers
from tests.unit.controller.app import ME, WALK, Product, a_ready_tour
from walkumentary.controller.jobs import HANDLERS
from walkumentary.controller.tours.views import (
    StartedTourView,
    TourEstimateView,
    TourPageView,
    TourStatusView,
    TourView,
)
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.status import State
from walkumentary.domain.tours.tour import Tour

TOURS = "/v1/tours"
NOWHERE = {"latitude": -60.0, "longitude": 100.0}


def a_tour(state: State) -> Tour:
    return makers.a_tour(owner_id=ME.user_id, state=state)


def pointers(response: httpx.Response) -> list[str]:
    assert response.status_code == 422
    return [error["pointer"] for error in response.json()["errors"]]


async def run_jobs(house: Product) -> None:
    for job in house.store.jobs:
        await HANDLERS[job.name](house.usecases, job.args)
    house.store.jobs.clear()


async def test_an_estimate_shows_the_walk_and_stores_nothing(
    house: Product, me: httpx.AsyncClient
) -> None:
    await house.load_city()

    response = await me.post(f"{TOURS}/estimate", json=WALK)

    view = TourEstimateView.model_validate_json(response.content)
    assert response.status_code == 200
    assert [stop.order for stop in view.stops] == list(range(1, len(view.stops) + 1))
    assert view.cost.new_stops == len(view.stops) > 0
    assert (house.store.tours, house.store.jobs) == ({}, [])


async def test_a_generated_tour_is_on_its_way_and_has_addresses(
    house: Product, me: httpx.AsyncClient
) -> None:
    await house.load_city()

    response = await me.post(f"{TOURS}/generate", json=WALK)

    started = StartedTourView.model_validate_json(response.content)
    assert (response.status_code, started.status) == (202, "generating")
    assert started.estimated_ready_s > 0
    assert (await me.get(started.status_url)).json()["tour_id"] == str(started.tour_id)
    (job,) = house.store.jobs
    assert dict(job.args) == {
        "tour_id": str(started.tour_id),
        "owner_id": str(ME.user_id),
    }


async def test_a_made_tour_can_be_read_heard_and_taken_along(
    house: Product, me: httpx.AsyncClient
) -> None:
    await house.load_city()
    started = (await me.post(f"{TOURS}/generate", json=WALK)).json()

    await run_jobs(house)

    response = await me.get(f"{TOURS}/{started['tour_id']}")
    view = TourView.model_validate_json(response.content)
    assert (view.status, view.progress, view.audio.state) == ("ready", 100, "finished")
    assert response.headers["cache-control"] == "no-store"
    media = (view.audio_url, view.transcript_url, view.route_url, view.bundle_url)
    async with house.client(None) as anybody:
        answers = [await anybody.get(url) for url in media]
    assert [answer.status_code for answer in answers] == [200] * 4


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"duration_minutes": 4}, "/duration_minutes"),
        ({"duration_minutes": 181}, "/duration_minutes"),
        ({"duration_minutes": "soon"}, "/duration_minutes"),
        ({"interests": ["art", " "]}, "/interests/1"),
        ({"interests": ["art"] * 11}, "/interests"),
        ({"speed": 2.1}, "/speed"),
        ({"discovery": -0.1}, "/discovery"),
        ({"radius_m": 99}, "/radius_m"),
        ({"language": "?"}, "/language"),
        ({"narration_style": "shouted"}, "/narration_style"),
        ({"coordinates": {"latitude": 91, "longitude": 0}}, "/coordinates/latitude"),
        ({"coordinates": {"latitude": 9}}, "/coordinates/longitude"),
        ({"query": "Testville"}, ""),
        ({"coordinates": None}, ""),
        ({"coordinates": None, "query": " "}, "/query"),
        ({"colour": "red"}, "/colour"),
    ],
)
@pytest.mark.parametrize("path", ["estimate", "generate"])
async def test_an_impossible_request_names_the_field(
    me: httpx.AsyncClient,
    path: str,
    change: Mapping[str, object],
    pointer: str,
) -> None:
    response = await me.post(f"{TOURS}/{path}", json={**WALK, **change})

    assert pointers(response) == [pointer]


async def test_a_voice_nobody_has_names_the_field(
    house: Product, me: httpx.AsyncClient
) -> None:
    await house.load_city()

    response = await me.post(f"{TOURS}/generate", json={**WALK, "voice": "nobody"})

    assert pointers(response) == ["/voice"]


@pytest.mark.parametrize(
    "end", ["open", "loop", {"latitude": 52.001, "longitude": 4.001}]
)
async def test_a_walk_may_end_anywhere(
    house: Product, me: httpx.AsyncClient, end: object
) -> None:
    await house.load_city()

    response = await me.post(
        f"{TOURS}/generate", json={**WALK, "duration_minutes": 60, "end": end}
    )

    assert response.status_code == 202
    (row,) = house.store.tours.values()
    assert (row.tour.end_leg is None) == (end == "open")


async def test_no_tour_starts_where_nothing_is_known(
    house: Product, me: httpx.AsyncClient
) -> None:
    response = await me.post(f"{TOURS}/generate", json={**WALK, "coordinates": NOWHERE})

    assert response.status_code in {404, 422}
    assert response.json()["code"] == "no-landmarks-nearby"
    assert (house.store.tours, house.store.jobs) == ({}, [])


@pytest.mark.parametrize(
    "state",
    [
        life.GENERATING,
        life.CONTENT_READY,
        life.READY,
        life.VOICELESS,
        life.ERROR,
        life.CANCELLED,
    ],
)
async def test_the_readers_text_is_what_is_documented(
    house: Product, me: httpx.AsyncClient, state: State
) -> None:
    tour, script = a_ready_tour()
    failure = makers.a_failure() if state in {life.ERROR, life.VOICELESS} else None
    end = makers.an_end_leg()
    await house.keep(replace(tour, state=state, failure=failure, end_leg=end), script)

    whole = await me.get(f"{TOURS}/{tour.id}")
    status = await me.get(f"{TOURS}/{tour.id}/status")
    page = await me.get(TOURS)

    TourView.model_validate_json(whole.content, strict=True)
    TourStatusView.model_validate_json(status.content, strict=True)
    TourPageView.model_validate_json(page.content, strict=True)
    assert set(TourView.model_fields) == set(whole.json())
    assert set(TourStatusView.model_fields) == set(status.json())
    assert status.json()["status"] == state[0]


async def test_a_list_is_read_page_by_page(
    house: Product, me: httpx.AsyncClient
) -> None:
    tours = [
        makers.a_tour(
            owner_id=ME.user_id, created_at=makers.NOON + timedelta(minutes=n)
        )
        for n in range(3)
    ]
    for tour in (*tours, makers.a_tour()):
        await house.keep(tour)

    first = (await me.get(TOURS, params={"limit": 2})).json()
    rest = (
        await me.get(TOURS, params={"limit": 2, "cursor": first["next_cursor"]})
    ).json()

    shown = [item["id"] for item in first["items"] + rest["items"]]
    assert shown == [str(tour.id) for tour in reversed(tours)]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({}, 1),
        ({"status": "ready"}, 1),
        ({"status": "error"}, 0),
        ({"language": "nl"}, 0),
        ({"location_id": str(makers.a_place_id())}, 0),
        ({"archived": "true"}, 0),
    ],
)
async def test_a_list_is_filtered(
    house: Product, me: httpx.AsyncClient, params: dict[str, str], count: int
) -> None:
    await house.keep(a_tour(life.READY))

    response = await me.get(TOURS, params=params)

    assert len(response.json()["items"]) == count


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"limit": "0"}, "/query/limit"),
        ({"limit": "101"}, "/query/limit"),
        ({"status": "lost"}, "/query/status"),
        ({"location_id": "dam"}, "/query/location_id"),
    ],
)
async def test_a_bad_list_query_names_the_parameter(
    me: httpx.AsyncClient, params: dict[str, str], pointer: str
) -> None:
    assert pointers(await me.get(TOURS, params=params)) == [pointer]


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "é", "A" * 2_000])
async def test_a_cursor_we_never_gave_is_refused(
    me: httpx.AsyncClient, cursor: str
) -> None:
    response = await me.get(TOURS, params={"cursor": cursor})

    assert response.status_code == 422


async def test_a_tour_is_renamed_and_put_away(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour = await house.keep(a_tour(life.READY))

    renamed = await me.patch(f"{TOURS}/{tour.id}", json={"title": "With Anna"})
    away = await me.patch(f"{TOURS}/{tour.id}", json={"archived": True})
    back = await me.patch(f"{TOURS}/{tour.id}", json={"archived": False})

    assert renamed.json()["title"] == away.json()["title"] == "With Anna"
    assert away.json()["archived_at"] is not None
    assert back.json()["archived_at"] is None
    versions = [answer.json()["version"] for answer in (renamed, away, back)]
    assert versions == sorted(set(versions))


@pytest.mark.parametrize(
    "body", [{"title": ""}, {"title": "x" * 1_000}, {"title": "a\x00b"}, {"name": "x"}]
)
async def test_a_bad_title_is_refused_and_the_old_one_stays(
    house: Product, me: httpx.AsyncClient, body: dict[str, str]
) -> None:
    tour = await house.keep(a_tour(life.READY))

    response = await me.patch(f"{TOURS}/{tour.id}", json=body)

    assert response.status_code == 422
    assert house.store.tours[tour.id].tour.title == tour.title


async def test_a_deleted_tour_is_gone(house: Product, me: httpx.AsyncClient) -> None:
    tour = await house.keep(a_tour(life.READY))

    first = await me.delete(f"{TOURS}/{tour.id}")
    second = await me.delete(f"{TOURS}/{tour.id}")

    assert (first.status_code, first.content) == (204, b"")
    assert (second.status_code, second.json()["code"]) == (404, "tour-not-found")


async def test_cancel_ends_the_making_and_retry_goes_on(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour = await house.keep(a_tour(life.GENERATING))

    cancelled = await me.post(f"{TOURS}/{tour.id}/cancel")
    retried = await me.post(f"{TOURS}/{tour.id}/retry")

    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    assert (retried.status_code, retried.json()["status"]) == (202, "generating")
    assert retried.headers["cache-control"] == "no-store"
    assert [job.args["tour_id"] for job in house.store.jobs] == [str(tour.id)]


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("cancel", life.READY),
        ("cancel", life.CANCELLED),
        ("retry", life.GENERATING),
        ("retry", life.READY),
        ("audio/regenerate", life.GENERATING),
        ("audio/regenerate", life.ERROR),
        ("bundle", life.CONTENT_READY),
    ],
)
async def test_what_the_state_forbids_is_a_conflict(
    house: Product, me: httpx.AsyncClient, action: str, state: State
) -> None:
    tour = await house.keep(a_tour(state))
    method = "GET" if action == "bundle" else "POST"

    response = await me.request(
        method, f"{TOURS}/{tour.id}/{action}", json={"voice": "hum"}
    )

    assert (response.status_code, response.json()["code"]) == (
        409,
        "tour-state-forbids",
    )
    assert house.store.jobs == []


async def test_new_sound_is_another_version_in_another_voice(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    response = await me.post(
        f"{TOURS}/{tour.id}/audio/regenerate", json={"voice": "low-hum", "speed": 1.5}
    )

    view = (await me.get(f"{TOURS}/{tour.id}")).json()
    assert (response.status_code, response.json()["status"]) == (202, "content_ready")
    assert (view["voice"], view["speed"]) == ("low-hum", 1.5)
    assert view["audio"] == {"state": "growing", "version": 2, "reason": None}
    assert urlsplit(view["audio_url"]).query.startswith("v=2&")
    assert len(house.store.jobs) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"voice": "nobody"}, "/voice"),
        ({"speed": 0.4}, "/speed"),
        ({"speed": "fast"}, "/speed"),
        ({"pitch": 2}, "/pitch"),
    ],
)
async def test_a_sound_that_cannot_be_made_names_the_field(
    house: Product, me: httpx.AsyncClient, body: dict[str, object], pointer: str
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    response = await me.post(f"{TOURS}/{tour.id}/audio/regenerate", json=body)

    assert pointers(response) == [pointer]
    assert house.store.tours[tour.id].tour == tour


async def test_the_notes_behind_a_second_are_shown(
    house: Product, me: httpx.AsyncClient
) -> None:
    await house.load_city()
    started = (await me.post(f"{TOURS}/generate", json=WALK)).json()
    await run_jobs(house)
    address = f"{TOURS}/{started['tour_id']}"
    lines = (await me.get(f"{address}/transcript")).json()["sentences"]
    line = next(line for line in lines if line["kind"] == "narration")

    heard = await me.get(f"{address}/evidence", params={"t": line["start_s"]})
    after = await me.get(f"{address}/evidence", params={"t": lines[-1]["end_s"]})
    before = await me.get(f"{address}/evidence", params={"t": -1})

    assert heard.json()["sentence"] == line
    assert [note["id"] for note in heard.json()["notes"]] == line["note_ids"]
    assert (after.status_code, after.json()["code"]) == (404, "nothing-heard-then")
    assert pointers(before) == ["/query/t"]
