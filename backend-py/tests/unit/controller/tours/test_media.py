"""What players open: sound, finished or growing, by bearer or by signed address."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests import makers
from tests.contracts.database import voiced
from tests.unit.controller.app import (
    ME,
    STRANGER,
    TTL_S,
    Product,
    a_ready_tour,
    sound_of,
)
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.audio import FRAME_BYTES
from walkumentary.domain.tours.timing import of_stop, playing_order
from walkumentary.domain.tours.tour import Sentence, Tour
from walkumentary.gateway.events import tour_topic

FRAMES = 3
PIECE = FRAMES * FRAME_BYTES


async def finished(house: Product) -> tuple[str, bytes]:
    """Store a finished tour; return its audio address and bytes."""
    tour, script = a_ready_tour(frames=FRAMES)
    await house.keep(tour, script)
    return f"/v1/tours/{tour.id}/audio?v={tour.audio_version}", joined(script)


def joined(script: list[Sentence] | tuple[Sentence, ...]) -> bytes:
    return b"".join(sound_of(sentence) for sentence in playing_order(script))


async def test_finished_sound_is_one_immutable_file(
    house: Product, me: httpx.AsyncClient
) -> None:
    address, sound = await finished(house)

    response = await me.get(address)

    assert (response.status_code, response.content) == (200, sound)
    headers = response.headers
    assert headers["content-type"] == "audio/mpeg"
    assert headers["content-length"] == str(len(sound))
    assert headers["accept-ranges"] == "bytes"
    assert headers["x-audio-state"] == "finished"
    assert "immutable" in headers["cache-control"]
    assert "private" in headers["cache-control"]
    assert headers["etag"].startswith('"')


async def test_the_stops_joined_are_the_tour(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour(frames=FRAMES)
    await house.keep(tour, script)
    address = f"/v1/tours/{tour.id}"

    whole = await me.get(f"{address}/audio")
    stops = [await me.get(f"{address}/stops/{n}/audio") for n in (1, 2)]

    assert whole.content == b"".join(stop.content for stop in stops)
    assert stops[0].content == joined(of_stop(script, 1))


@pytest.mark.parametrize("stop", ["0", "3", "-1"])
async def test_a_stop_the_tour_does_not_have_is_not_found(
    house: Product, me: httpx.AsyncClient, stop: str
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    response = await me.get(f"/v1/tours/{tour.id}/stops/{stop}/audio")

    assert (response.status_code, response.json()["code"]) == (404, "stop-not-found")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (0, 0),
        (0, PIECE - 1),
        (PIECE - 1, PIECE),
        (PIECE, 2 * PIECE - 1),
        (100, 3 * PIECE + 7),
        (10 * PIECE - 1, 10 * PIECE - 1),
    ],
)
async def test_a_range_is_exactly_those_bytes(
    house: Product, me: httpx.AsyncClient, first: int, last: int
) -> None:
    address, sound = await finished(house)

    response = await me.get(address, headers={"range": f"bytes={first}-{last}"})

    assert response.status_code == 206
    assert response.content == sound[first : last + 1]
    assert response.headers["content-range"] == f"bytes {first}-{last}/{len(sound)}"
    assert response.headers["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("header", ["bytes=-7", "bytes=99-"])
async def test_open_ranges_reach_to_the_end(
    house: Product, me: httpx.AsyncClient, header: str
) -> None:
    address, sound = await finished(house)

    response = await me.get(address, headers={"range": header})

    start = -7 if header == "bytes=-7" else 99
    assert (response.status_code, response.content) == (206, sound[start:])


async def test_a_range_behind_the_end_says_how_much_there_is(
    house: Product, me: httpx.AsyncClient
) -> None:
    address, sound = await finished(house)

    response = await me.get(address, headers={"range": f"bytes={len(sound)}-"})

    assert response.status_code == 416
    assert response.headers["content-range"] == f"bytes */{len(sound)}"
    assert "cache-control" not in response.headers
    assert f"{len(sound):,} bytes" in response.json()["detail"]


@pytest.mark.parametrize("header", ["bytes=0-1,3-4", "frames=0-1"])
async def test_other_ranges_are_served_whole(
    house: Product, me: httpx.AsyncClient, header: str
) -> None:
    address, sound = await finished(house)

    response = await me.get(address, headers={"range": header})

    assert (response.status_code, response.content) == (200, sound)


async def test_who_has_it_is_not_sent_it_again(
    house: Product, me: httpx.AsyncClient
) -> None:
    address, sound = await finished(house)
    etag = (await me.get(address)).headers["etag"]

    same = await me.get(address, headers={"if-none-match": etag})
    other = await me.get(address, headers={"if-none-match": '"other"'})

    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == etag
    assert (other.status_code, other.content) == (200, sound)


@pytest.mark.parametrize("form", ["*", "W/{etag}", '"other", {etag}'])
async def test_every_form_of_if_none_match_is_understood(
    house: Product, me: httpx.AsyncClient, form: str
) -> None:
    # RFC 9110, 13.1.2: a list, weakly compared, or an asterisk.
    address, _ = await finished(house)
    etag = (await me.get(address)).headers["etag"]

    response = await me.get(address, headers={"if-none-match": form.format(etag=etag)})

    assert response.status_code == 304


async def test_a_part_is_sent_only_of_the_same_bytes(
    house: Product, me: httpx.AsyncClient
) -> None:
    address, sound = await finished(house)
    etag = (await me.get(address)).headers["etag"]
    part = {"range": "bytes=0-9"}

    same = await me.get(address, headers={**part, "if-range": etag})
    other = await me.get(address, headers={**part, "if-range": '"other"'})

    assert (same.status_code, same.content) == (206, sound[:10])
    assert (other.status_code, other.content) == (200, sound)


async def test_another_voice_is_another_tag(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour(frames=FRAMES)
    await house.keep(tour, script)
    before = await me.get(f"/v1/tours/{tour.id}/audio")

    await house.change(replace(house.store.tours[tour.id].tour, audio_version=2))

    after = await me.get(f"/v1/tours/{tour.id}/audio")
    assert before.headers["etag"] != after.headers["etag"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 200), ({"range": "bytes=0-9"}, 206)],
)
async def test_head_answers_like_get_without_the_bytes(
    house: Product, me: httpx.AsyncClient, headers: Mapping[str, str], status: int
) -> None:
    address, _ = await finished(house)

    head = await me.head(address, headers=headers)
    get = await me.get(address, headers=headers)

    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.status_code == status
    told = {"x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in told} == {
        k: v for k, v in get.headers.items() if k not in told
    }


def an_unfinished_tour() -> tuple[Tour, list[Sentence]]:
    stops = (makers.a_stop(written=True), makers.a_stop(position=2))
    tour = makers.a_tour(owner_id=ME.user_id, state=life.GENERATING, stops=stops)
    return tour, voiced(makers.a_script(stops=2), frames=FRAMES)


async def test_growing_sound_goes_on_until_the_tour_is_finished(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = an_unfinished_tour()
    silent = [replace(s, piece_key=None, frames=None) for s in script[3:]]
    await house.keep(tour, [*script[:3], *silent])

    async with asyncio.TaskGroup() as group:
        listening = group.create_task(me.get(f"/v1/tours/{tour.id}/audio"))
        await house.signals.heard.wait()
        await house.speak(tour, script[3:])
        written = tuple(replace(stop, written=True) for stop in tour.stops)
        await house.change(replace(tour, state=life.READY, stops=written))
    response = listening.result()

    assert (response.status_code, response.content) == (200, joined(script))
    assert response.headers["x-audio-state"] == "growing"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["accept-ranges"] == "none"
    assert "content-length" not in response.headers
    assert "etag" not in response.headers


async def test_growing_sound_ends_when_the_tour_is_deleted(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = an_unfinished_tour()
    await house.keep(tour, script)

    async with asyncio.TaskGroup() as group:
        listening = group.create_task(me.get(f"/v1/tours/{tour.id}/audio"))
        await house.signals.heard.wait()
        deleted = await me.delete(f"/v1/tours/{tour.id}")
        for bell in house.store.bells[tour_topic(tour.id)]:
            bell.set()

    assert deleted.status_code == 204
    assert listening.result().status_code == 200
    assert joined(script).startswith(listening.result().content)


async def test_growing_sound_has_no_parts_and_head_has_no_bytes(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = an_unfinished_tour()
    await house.keep(replace(tour, state=life.CANCELLED), script)
    address = f"/v1/tours/{tour.id}/audio"

    part = await me.get(address, headers={"range": "bytes=0-9"})
    head = await me.head(address)

    assert part.status_code == head.status_code == 200
    assert part.content == joined(script[:-1])
    assert head.content == b""
    assert head.headers["x-audio-state"] == "growing"


async def test_a_finished_stop_of_an_unfinished_tour_is_a_file(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = an_unfinished_tour()
    await house.keep(tour, script)

    response = await me.get(f"/v1/tours/{tour.id}/stops/1/audio")

    assert response.headers["x-audio-state"] == "finished"
    assert response.content == joined(of_stop(script, 1))


def a_signed_address(house: Product, tour: Tour) -> str:
    grant = house.gateways.media.sign(tour.id, actor=ME)
    return f"/v1/tours/{tour.id}/audio?v=1&{grant.query}"


SIGNED = (
    "audio",
    "stops/1/audio",
    "transcript.vtt",
    "route",
    "route.geojson",
    "route.gpx",
    "bundle",
)


@pytest.mark.parametrize("path", SIGNED)
async def test_a_signed_address_needs_no_bearer(house: Product, path: str) -> None:
    tour, script = a_ready_tour(frames=FRAMES)
    await house.keep(tour, script)
    grant = house.gateways.media.sign(tour.id, actor=ME)

    async with house.client(None) as player:
        response = await player.get(f"/v1/tours/{tour.id}/{path}?v=1&{grant.query}")

    assert response.status_code == 200


@pytest.mark.parametrize(
    "path", ["", "/status", "/events", "/transcript", "/evidence?t=0"]
)
async def test_a_signature_opens_nothing_but_media(house: Product, path: str) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    grant = house.gateways.media.sign(tour.id, actor=ME)
    mark = "&" if "?" in path else "?"

    async with house.client(None) as player:
        response = await player.get(f"/v1/tours/{tour.id}{path}{mark}{grant.query}")

    assert response.status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"expires": "4102444800"},
        {"expires": "0"},
        {"expires": "-1"},
        {"expires": "9" * 40},
        {"expires": "9" * 10_000},
        {"expires": ""},
        {"expires": "soon"},
        {"expires": "1e9"},
        {"expires": "4102444800\0"},
        {"owner": str(STRANGER.user_id)},
        {"owner": "nobody"},
        {"owner": ""},
        {"signature": "0" * 64},
        {"signature": ""},
        {"signature": "é"},
    ],
)
async def test_an_altered_address_opens_nothing(
    house: Product, change: Mapping[str, str]
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    url = urlsplit(a_signed_address(house, tour))
    params = {name: values[0] for name, values in parse_qs(url.query).items()}

    async with house.client(None) as player:
        intact = await player.get(url.path, params=params)
        altered = await player.get(url.path, params={**params, **change})

    assert intact.status_code == 200
    assert altered.status_code == 401
    assert altered.headers["www-authenticate"] == "Bearer"


async def test_a_truncated_address_opens_nothing(house: Product) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    address = a_signed_address(house, tour)
    path, query = address.split("?")

    async with house.client(None) as player:
        cut = [f"{path}?{query[:length]}" for length in range(len(query))]
        statuses = {(await player.get(one)).status_code for one in cut}
        whole = await player.get(address)

    assert whole.status_code == 200
    assert statuses == {401}


@pytest.mark.parametrize("name", ["expires", "owner", "signature"])
async def test_a_second_value_opens_nothing(house: Product, name: str) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    address = a_signed_address(house, tour)

    async with house.client(None) as player:
        response = await player.get(f"{address}&{name}=4102444800")

    assert response.status_code == 401


async def test_an_address_of_another_tour_opens_nothing(house: Product) -> None:
    one, script = a_ready_tour()
    other, other_script = a_ready_tour()
    await house.keep(one, script)
    await house.keep(other, other_script)
    grant = house.gateways.media.sign(one.id, actor=ME)

    async with house.client(None) as player:
        response = await player.get(f"/v1/tours/{other.id}/audio?{grant.query}")

    assert response.status_code == 401


async def test_an_address_ends(house: Product) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    address = a_signed_address(house, tour)

    async with house.client(None) as player:
        house.clock.advance(seconds=TTL_S - 1)
        before = await player.get(address)
        house.clock.advance(seconds=1)
        after = await player.get(address)

    assert (before.status_code, after.status_code) == (200, 401)


async def test_a_tour_of_someone_else_cannot_be_signed_open(house: Product) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    grant = house.gateways.media.sign(tour.id, actor=STRANGER)

    async with house.client(None) as player:
        response = await player.get(f"/v1/tours/{tour.id}/audio?{grant.query}")

    assert response.status_code == 404
