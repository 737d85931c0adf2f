"""A repeated POST is answered once: the same key, the same request, the same bytes."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.types import Message

from tests import makers
from tests.unit.controller.app import ME, STRANGER, WALK, Product
from walkumentary.controller.idempotency import KEY_PATTERN, LEASE_S
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.idempotency import KEPT_FOR
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.idempotency import MemoryIdempotency

GENERATE = "/v1/tours/generate"


def key(value: str | None = None) -> dict[str, str]:
    return {"idempotency-key": value or str(uuid4())}


async def tours_of(house: Product, actor: Actor) -> int:
    async with house.client(actor) as client:
        page = (await client.get("/v1/tours")).json()
    return len(page["items"])


@pytest.fixture
async def city(house: Product) -> Product:
    await house.load_city()
    return house


async def test_the_same_request_is_done_once_and_answered_alike(
    city: Product, me: httpx.AsyncClient
) -> None:
    sent = key()

    first = await me.post(GENERATE, json=WALK, headers=sent)
    again = await me.post(GENERATE, json=WALK, headers=sent)

    assert first.status_code == again.status_code == 202
    assert first.content == again.content
    assert first.headers["content-type"] == again.headers["content-type"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(city.store.tours) == 1


async def test_without_a_key_every_request_counts(
    city: Product, me: httpx.AsyncClient
) -> None:
    for _ in range(2):
        await me.post(GENERATE, json=WALK)

    assert len(city.store.tours) == 2


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (GENERATE, {**WALK, "duration_minutes": 25}),
        (f"{GENERATE}?again=1", WALK),
        ("/v1/tours/estimate", WALK),
        (GENERATE, {"nonsense": True}),
    ],
)
async def test_another_request_under_the_key_is_refused(
    city: Product, me: httpx.AsyncClient, path: str, body: dict[str, object]
) -> None:
    sent = key()
    await me.post(GENERATE, json=WALK, headers=sent)

    other = await me.post(path, json=body, headers=sent)

    assert other.status_code == 422
    assert other.json()["code"] == "idempotency-key-reused"
    assert len(city.store.tours) == 1


async def test_somebody_else_s_key_is_another_one(
    city: Product, me: httpx.AsyncClient
) -> None:
    sent = key()
    mine = await me.post(GENERATE, json=WALK, headers=sent)

    async with city.client(STRANGER) as stranger:
        theirs = await stranger.post(GENERATE, json=WALK, headers=sent)

    assert theirs.status_code == 202
    assert theirs.json()["tour_id"] != mine.json()["tour_id"]


async def test_of_many_at_once_one_is_done_and_the_others_told_to_come_back(
    city: Product, me: httpx.AsyncClient
) -> None:
    sent = key()

    answers = await asyncio.gather(
        *(me.post(GENERATE, json=WALK, headers=sent) for _ in range(20))
    )

    refused = [one for one in answers if one.status_code == 409]
    assert len(city.store.tours) == 1
    assert {one.status_code for one in answers} == {202, 409}
    assert {one.json()["code"] for one in refused} == {"idempotency-key-in-flight"}
    assert {one.headers["retry-after"] for one in refused} == {"1"}


async def test_a_refusal_that_stays_one_is_kept(
    city: Product, me: httpx.AsyncClient
) -> None:
    sent, body = key(), {**WALK, "coordinates": {"latitude": 0, "longitude": 0}}

    first = await me.post(GENERATE, json=body, headers=sent)
    await city.load_city()
    again = await me.post(GENERATE, json=body, headers=sent)

    assert first.status_code == 422
    assert first.content == again.content


async def test_a_failure_that_may_pass_is_not_kept(
    city: Product, me: httpx.AsyncClient
) -> None:
    sent = key()
    city.store.reachable = False
    failed = await me.post(GENERATE, json=WALK, headers=sent)
    city.store.reachable = True

    again = await me.post(GENERATE, json=WALK, headers=sent)

    assert failed.status_code == 503
    assert again.status_code == 202


async def test_what_a_process_did_before_it_died_is_found_again(
    city: Product, me: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = key()

    async def die(*_: object) -> bool:
        raise DatabaseUnavailable("The answer is lost.")

    with monkeypatch.context() as dying:
        dying.setattr(MemoryIdempotency, "keep", die)
        lost = await me.post(GENERATE, json=WALK, headers=sent)
    meanwhile = await me.post(GENERATE, json=WALK, headers=sent)
    city.clock.advance(seconds=LEASE_S)
    again = await me.post(GENERATE, json=WALK, headers=sent)
    kept = await me.post(GENERATE, json=WALK, headers=sent)

    assert meanwhile.status_code == 409
    assert again.content == lost.content == kept.content
    assert len(city.store.tours) == 1
    assert len(city.store.jobs) == 1


async def test_a_tour_made_under_a_key_has_an_id_like_any_other(
    city: Product,
) -> None:
    async with city.client() as me:
        started = await me.post(GENERATE, json=WALK, headers=key())

    tour_id = UUID(started.json()["tour_id"])
    assert (tour_id.version, tour_id.variant) == (7, "specified in RFC 4122")


async def test_a_day_later_the_key_is_new(city: Product, me: httpx.AsyncClient) -> None:
    sent = key()
    await me.post(GENERATE, json=WALK, headers=sent)
    city.clock.advance(seconds=KEPT_FOR.total_seconds())
    assert await city.usecases.ops.sweep_keys.execute() == 1

    fresh = city.bearer(
        makers.an_actor(user_id=next(iter(city.store.tours.values())).tour.owner_id)
    )
    again = await me.post(GENERATE, json=WALK, headers={**sent, **fresh})

    assert again.status_code == 202
    assert len(city.store.tours) == 2


async def test_guests_are_made_once_for_a_key_and_an_address(house: Product) -> None:
    sent = key()

    async with house.client(None) as nobody:
        first = await nobody.post("/v1/auth/anonymous", headers=sent)
        again = await nobody.post("/v1/auth/anonymous", headers=sent)
        other = await nobody.post("/v1/auth/anonymous", headers=key())

    assert first.status_code == 201
    assert first.content == again.content != other.content
    assert len(house.store.users) == 2


async def test_an_unknown_person_gets_no_answer_out_of_a_key(
    city: Product, me: httpx.AsyncClient
) -> None:
    sent = key()
    await me.post(GENERATE, json=WALK, headers=sent)

    async with city.client(None) as nobody:
        without = await nobody.post(GENERATE, json=WALK, headers=sent)
        forged = await nobody.post(
            GENERATE, json=WALK, headers={**sent, "authorization": "Bearer x.y.z"}
        )

    assert (without.status_code, forged.status_code) == (401, 401)


@pytest.mark.parametrize("wrong", ["", " ", "ä", "a\tb", "x" * 256, "\x7f"])
async def test_a_key_is_short_and_visible(me: httpx.AsyncClient, wrong: str) -> None:
    refused = await me.post(
        GENERATE, json=WALK, headers=[(b"idempotency-key", wrong.encode())]
    )

    assert refused.status_code == 422
    assert refused.json()["code"] == "idempotency-key-invalid"


@pytest.mark.parametrize("good", ["1", "x" * 255, '"quoted"', "a b", "~!"])
async def test_any_visible_ascii_is_a_key(
    city: Product, me: httpx.AsyncClient, good: str
) -> None:
    answers = [await me.post(GENERATE, json=WALK, headers=key(good)) for _ in range(2)]

    assert [one.status_code for one in answers] == [202, 202]
    assert len(city.store.tours) == 1


async def test_a_form_is_the_same_whatever_its_boundary(
    me: httpx.AsyncClient,
) -> None:
    sent, path = key(), "/v1/locations/recognize"

    answers = [
        await me.post(path, files={"image": ("a", one)}, headers=sent)
        for one in (b"no picture", b"no picture", b"another")
    ]

    assert [one.json()["code"] for one in answers] == [
        "picture-kind-unsupported",
        "picture-kind-unsupported",
        "idempotency-key-reused",
    ]
    assert answers[0].content == answers[1].content


async def test_who_leaves_in_the_middle_of_a_body_is_no_mistake_of_ours(
    house: Product,
) -> None:
    sent = house.bearer(ME) | key() | {"content-type": "application/json"}
    answered: list[Message] = []

    async def leaving() -> Message:
        return {"type": "http.disconnect"}

    async def answer(message: Message) -> None:
        answered.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "scheme": "http",
        "path": GENERATE,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }
    await house.app(scope, leaving, answer)

    assert answered[0]["status"] == 400


async def test_reading_takes_no_keys(me: httpx.AsyncClient) -> None:
    answers = [await me.get("/v1/tours", headers=key("one")) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert "idempotency-replayed" not in answers[1].headers


def test_every_route_that_takes_something_does_it_strictly_and_once(
    house: Product,
) -> None:
    found = [one.original_route for one in iter_route_contexts(house.app.routes)]
    routes = [one for one in found if isinstance(one, APIRoute)]
    taking = [one for one in routes if not (one.methods or set()) <= {"GET", "HEAD"}]

    assert taking
    assert [one.path for one in taking if not isinstance(one, StrictRoute)] == []


def test_every_post_documents_its_key(house: Product) -> None:
    paths: dict[str, dict[str, dict[str, list[dict[str, object]]]]]
    paths = house.app.openapi()["paths"]
    posts = [path["post"] for path in paths.values() if "post" in path]

    assert posts
    for post in posts:
        (header,) = [p for p in post["parameters"] if p["name"] == "Idempotency-Key"]
        assert KEY_PATTERN in str(header)
        assert {"409", "422"} <= set(post["responses"])
