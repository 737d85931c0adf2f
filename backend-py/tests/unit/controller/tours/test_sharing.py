"""A link opens one tour to anybody, shows nothing private, and dies at once."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace

import httpx
import pytest
from fastapi.routing import iter_route_contexts
from starlette.types import Message, Receive

from tests import makers
from tests.contracts.database import voiced
from tests.unit.controller.app import (
    ME,
    STRANGER,
    Product,
    a_ready_tour,
    product,
    sound_of,
)
from walkumentary.controller.tours.shared_views import (
    SharedTourView,
    SharedTranscriptView,
)
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.timing import playing_order
from walkumentary.domain.tours.tour import Sentence, Tour
from walkumentary.gateway.events import tour_topic

UNKNOWN = "A" * 43
MALFORMED = ("x", "A" * 42, "A" * 44, "A" * 42 + "=", "A" * 42 + "\u00e4", "%00" * 43)


@pytest.fixture
async def guest(house: Product) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody without an account."""
    async with house.client(None) as client:
        yield client


async def shared(
    house: Product, me: httpx.AsyncClient
) -> tuple[Tour, list[Sentence], str]:
    """Store a finished tour of mine and share it; return also the link's address."""
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    answer = await me.post(f"/v1/tours/{tour.id}/share")
    return tour, script, str(answer.json()["api_url"])


def by_link() -> list[tuple[str, str]]:
    """Return method and path, below the link, of every route that a link opens."""
    prefix = "/v1/shared/tours/{token}"
    return sorted(
        (method, str(route.path).removeprefix(prefix))
        for route in iter_route_contexts(product().app.router.routes)
        for method in route.methods or {"none"}
        if str(route.path).startswith(prefix)
    )


async def test_a_link_is_made_and_shown_once(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    answer = await me.post(f"/v1/tours/{tour.id}/share")

    link = answer.json()
    assert answer.status_code == 201
    assert len(link["token"]) == 43
    assert link["url"] == f"/shared/{link['token']}"
    assert link["api_url"] == f"/v1/shared/tours/{link['token']}"
    assert answer.headers["cache-control"] == "no-store"
    read = (await me.get(f"/v1/tours/{tour.id}")).json()
    assert (read["shared"], read["version"]) == (True, tour.version + 1)
    assert link["token"] not in json.dumps(read)


async def test_only_the_hash_of_a_token_is_stored(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, _, address = await shared(house, me)

    token = address.rpartition("/")[2]
    row = house.store.tours[tour.id]
    assert row.share == hashlib.sha256(token.encode()).hexdigest()
    assert token not in repr(row)


async def test_a_shared_tour_is_read_without_an_account(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    tour, _, address = await shared(house, me)

    answer = await guest.get(address)

    view = SharedTourView.model_validate_json(answer.text)
    assert (answer.status_code, view.title, view.status) == (200, tour.title, "ready")
    assert answer.headers["cache-control"] == "no-store"


async def test_a_shared_view_tells_nothing_of_its_owner(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    tour, _, address = await shared(house, me)

    texts = [
        (await guest.get(address + path)).text
        for method, path in by_link()
        if method == "GET" and "audio" not in path
    ]

    hidden = (ME.user_id, tour.id, *(stop.place_id for stop in tour.stops))
    assert [one for one in map(str, hidden) for text in texts if one in text] == []
    assert not any("owner" in text or "cost" in text for text in texts)


async def test_the_transcript_of_a_shared_tour_cites_nothing(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    _, script, address = await shared(house, me)

    answer = await guest.get(f"{address}/transcript")

    view = SharedTranscriptView.model_validate_json(answer.text)
    told = [sentence.text for sentence in view.sentences]
    assert told == [sentence.text for sentence in playing_order(script)]


async def test_a_shared_tour_is_heard_whole_by_stop_and_in_parts(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    _, script, address = await shared(house, me)
    view = SharedTourView.model_validate_json((await guest.get(address)).text)
    sound = b"".join(sound_of(sentence) for sentence in playing_order(script))

    whole = await guest.get(view.audio_url)
    part = await guest.get(view.audio_url, headers={"range": "bytes=7-4000"})
    stops = [(await guest.get(s.audio_url)).content for s in view.walkable_stops]

    assert (whole.status_code, whole.content) == (200, sound)
    assert (part.status_code, part.content) == (206, sound[7:4001])
    assert b"".join(stops) == sound


async def test_a_copy_of_shared_sound_is_asked_about_each_time(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    tour, _, address = await shared(house, me)
    sound = f"{address}/audio?v={tour.audio_version}"
    first = await guest.get(sound)
    assert first.headers["cache-control"] == "private, no-cache"
    held = {"if-none-match": first.headers["etag"]}
    assert (await guest.get(sound, headers=held)).status_code == 304

    await me.delete(f"/v1/tours/{tour.id}/share")

    assert (await guest.get(sound, headers=held)).status_code == 404


@pytest.mark.parametrize(("method", "path"), by_link(), ids=str)
async def test_nothing_is_left_of_a_link_that_was_taken_back(
    house: Product,
    me: httpx.AsyncClient,
    guest: httpx.AsyncClient,
    method: str,
    path: str,
) -> None:
    tour, _, address = await shared(house, me)
    place = path.format(stop=1)
    before = await guest.request(method, address + place)

    revoked = await me.delete(f"/v1/tours/{tour.id}/share")
    after = await guest.request(method, address + place)

    assert (before.status_code, revoked.status_code) == (200, 204)
    assert after.status_code == 404
    assert method == "HEAD" or after.json()["code"] == "tour-not-found"


@pytest.mark.parametrize(("method", "path"), by_link(), ids=str)
async def test_links_that_open_nothing_answer_alike(
    house: Product,
    me: httpx.AsyncClient,
    guest: httpx.AsyncClient,
    method: str,
    path: str,
) -> None:
    tour, _, revoked = await shared(house, me)
    await me.delete(f"/v1/tours/{tour.id}/share")
    _, _, deleted = await _gone(house, me)
    _, _, archived = await _put_away(house, me)
    links = [*(f"/v1/shared/tours/{token}" for token in (UNKNOWN, *MALFORMED))]

    answers = [
        await guest.request(method, link + path.format(stop=1))
        for link in (revoked, deleted, archived, *links)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.headers["x-robots-tag"] for answer in answers} == {
        "noindex, nofollow"
    }
    told = {_without_occasion(a.text) for a in answers if method != "HEAD"}
    assert len(told) <= 1


async def test_a_new_link_ends_the_one_before(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    tour, _, first = await shared(house, me)

    second = (await me.post(f"/v1/tours/{tour.id}/share")).json()["api_url"]

    assert (await guest.get(first)).status_code == 404
    assert (await guest.get(f"{first}/audio")).status_code == 404
    assert (await guest.get(second)).status_code == 200


async def test_a_link_opens_its_own_tour_and_no_other(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    titled = replace(tour, title="Another walk")
    await house.keep(titled, script)
    await me.post(f"/v1/tours/{titled.id}/share")

    mine, _, address = await shared(house, me)

    assert (await guest.get(address)).json()["title"] == mine.title
    assert (await guest.get(f"/v1/tours/{titled.id}")).status_code == 401


async def test_a_link_opens_no_route_of_the_owner(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    tour, _, address = await shared(house, me)
    token = address.rpartition("/")[2]
    headers = {"authorization": f"Bearer {token}"}

    asked = [
        await guest.get(f"/v1/tours/{tour.id}", headers=headers),
        await guest.delete(f"/v1/tours/{tour.id}/share", headers=headers),
        await guest.get(f"{address}/evidence?t=0"),
        await guest.get(f"{address}/bundle"),
        await guest.delete(address),
    ]

    assert [answer.status_code for answer in asked] == [401, 401, 404, 404, 405]


async def test_nobody_else_shares_or_unshares_a_tour(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    tour, _, address = await shared(house, me)

    async with house.client(STRANGER) as stranger:
        answers = [
            await stranger.post(f"/v1/tours/{tour.id}/share"),
            await stranger.delete(f"/v1/tours/{tour.id}/share"),
        ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await guest.get(address)).status_code == 200


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_sharing_starts_from_the_version_that_was_read(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient, method: str
) -> None:
    tour, _, address = await shared(house, me)
    path = f"/v1/tours/{tour.id}/share"
    stale = (await me.get(f"/v1/tours/{tour.id}")).headers["etag"]
    await me.patch(f"/v1/tours/{tour.id}", json={"title": "Another"})

    refused = await me.request(method, path, headers={"if-match": stale})
    kept = await guest.get(address)
    fresh = (await me.get(f"/v1/tours/{tour.id}")).headers["etag"]
    changed = await me.request(method, path, headers={"if-match": fresh})

    assert (refused.status_code, kept.status_code) == (412, 200)
    assert changed.is_success
    assert (await guest.get(address)).status_code == 404


async def test_taking_back_what_is_not_shared_is_nothing_wrong(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    answers = [await me.delete(f"/v1/tours/{tour.id}/share") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]


@pytest.mark.parametrize("path", ["", "/audio", "/transcript.vtt"])
async def test_shared_answers_are_kept_from_searches_and_tell_no_referrer(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient, path: str
) -> None:
    _, _, address = await shared(house, me)

    answer = await guest.get(address + path)

    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_the_page_of_a_link_is_kept_from_searches(
    guest: httpx.AsyncClient,
) -> None:
    page = await guest.get(f"/shared/{UNKNOWN}")
    home = await guest.get("/")

    assert page.text == home.text
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "x-robots-tag" not in home.headers


async def test_the_log_names_no_token(
    house: Product,
    me: httpx.AsyncClient,
    guest: httpx.AsyncClient,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, _, address = await shared(house, me)
    token = address.rpartition("/")[2]

    await guest.get(f"{address}/audio?v=1")
    await guest.get(f"/shared/{token}")

    log = capsys.readouterr().out
    assert "/v1/shared/tours/…/audio" in log
    assert token not in log


async def test_finished_sound_breaks_off_when_its_link_is_taken_back(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script, address = await shared(house, me)
    first = sound_of(playing_order(script)[0])

    async def revoke() -> None:
        await me.delete(f"/v1/tours/{tour.id}/share")

    listener = Listener(then=revoke)
    await house.app(_request(f"{address}/audio"), _listening(), listener)

    assert listener.pieces == [first]
    assert not listener.told_the_end


async def test_growing_sound_ends_when_its_link_is_taken_back(
    house: Product, me: httpx.AsyncClient, guest: httpx.AsyncClient
) -> None:
    stops = (makers.a_stop(written=True), makers.a_stop(position=2))
    tour = makers.a_tour(owner_id=ME.user_id, state=life.GENERATING, stops=stops)
    script = voiced(makers.a_script(stops=2))
    silent = [replace(s, piece_key=None, frames=None) for s in script[3:]]
    await house.keep(tour, [*script[:3], *silent])
    link = (await me.post(f"/v1/tours/{tour.id}/share")).json()["api_url"]

    async with asyncio.TaskGroup() as group:
        listening = group.create_task(guest.get(f"{link}/audio"))
        await house.signals.heard.wait()
        await me.delete(f"/v1/tours/{tour.id}/share")
        await house.speak(tour, script[3:])
        for bell in house.store.bells[tour_topic(tour.id)]:
            bell.set()

    heard = b"".join(sound_of(sentence) for sentence in script[:3])
    assert heard.startswith(listening.result().content)


async def _gone(
    house: Product, me: httpx.AsyncClient
) -> tuple[Tour, list[Sentence], str]:
    made = await shared(house, me)
    await me.delete(f"/v1/tours/{made[0].id}")
    return made


async def _put_away(
    house: Product, me: httpx.AsyncClient
) -> tuple[Tour, list[Sentence], str]:
    made = await shared(house, me)
    await me.patch(f"/v1/tours/{made[0].id}", json={"archived": True})
    return made


def _without_occasion(text: str) -> str:
    problem = json.loads(text)
    del problem["instance"], problem["request_id"]
    return json.dumps(problem)


@dataclass(slots=True)
class Listener:
    """Takes an answer's pieces; after the first, something happens."""

    then: Callable[[], Awaitable[object]]
    pieces: list[bytes] = field(default_factory=list)
    told_the_end: bool = False

    async def __call__(self, message: Message) -> None:
        piece = message.get("body", b"")
        self.told_the_end |= message.get("more_body") is False
        if piece:
            self.pieces.append(piece)
            await self.then()


def _request(path: str) -> dict[str, object]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("test", 80),
    }


def _listening() -> Receive:
    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    return receive
