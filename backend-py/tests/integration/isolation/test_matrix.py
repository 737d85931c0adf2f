"""Every route, asked by everybody about everything: nothing of Anna's is told."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import httpx
import pytest
from _pytest.mark import ParameterSet

from tests.contracts.pictures import a_picture
from tests.databases import DatabaseUrls
from tests.integration.isolation.routes import (
    ASK_A_NAME,
    ID,
    ROUTES,
    For,
    Question,
    Subject,
    line_of,
    routes_of,
)
from tests.integration.isolation.world import (
    MARK,
    OTHERS,
    Role,
    Which,
    World,
    open_world,
)
from walkumentary.bootstrap.api import create_app

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL = sorted(set(routes_of(create_app(lambda: pytest.fail("nothing is opened")))))
KNOWN = [one for one in ALL if line_of(one) in ROUTES]
NAMED = [one for one in KNOWN if ROUTES[line_of(one)].answers in ASK_A_NAME]
OWNED = [one for one in NAMED if ROUTES[line_of(one)].answers is For.OWNER]
TELL_NOTHING: Mapping[str, str] = {
    "DELETE /v1/tours/{tour_id}": "it is gone",
    "GET /v1/locations/{location_id}/nearby": "what is around it",
    "POST /v1/tours/{tour_id}/cancel": "states and numbers",
    "POST /v1/tours/{tour_id}/retry": "states and numbers",
    "HEAD /v1/tours/{tour_id}/audio": "headers",
    "HEAD /v1/tours/{tour_id}/stops/{stop}/audio": "headers",
    "POST /v1/tours/generate": "an id, states and numbers",
    "DELETE /v1/me/api-keys/{key_id}": "it is gone",
    "POST /v1/tours/{tour_id}/share": "a token",
    "DELETE /v1/tours/{tour_id}/share": "it is gone",
}
"""Routes whose answer to the owner holds nothing that is marked, and why."""
NAMELESS = (Role.ANONYMOUS, Role.EXPIRED)
BY_SECRET = [one for one in KNOWN if ROUTES[line_of(one)].answers is For.BEARER]
_AT_ONCE = {Role.ANONYMOUS, Role.STRANGER}
"""Who is asked for in every run; the others are, where there is more time."""


def _in_time(roles: Sequence[Role]) -> list[ParameterSet]:
    return [
        pytest.param(role, marks=() if role in _AT_ONCE else pytest.mark.ci)
        for role in roles
    ]


EVERYBODY_ELSE = _in_time(OTHERS)
WITH_A_NAME = _in_time([r for r in OTHERS if r not in NAMELESS])
_OF_THE_MOMENT = ("x-request-id", "date", "ratelimit", "x-ratelimit", "retry-after")
_OF_THE_REQUEST = ("instance", "request_id")

LEAVE = frozenset({"DELETE /v1/me", "POST /v1/auth/signup"})
"""Routes after which somebody is not who they were."""
TAKE_ANYTHING: Mapping[str, str] = {
    "POST /v1/auth/logout": "whatever was sent, it is good for nothing afterwards",
    "GET /v1/auth/oauth/google/callback": "a browser is sent on to the page",
}
"""Routes that refuse no secret, and why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be told apart of two answers."""

    status: int
    headers: Mapping[str, str]
    body: object


async def test_every_route_is_classified() -> None:
    unknown = [route for route in ALL if line_of(route) not in ROUTES]

    assert unknown == [], "say in the table of routes.py whom they answer"


@pytest.mark.parametrize("role", EVERYBODY_ELSE)
@pytest.mark.parametrize("route", KNOWN)
async def test_nothing_of_anna_s_is_told_to_others(
    world: World, route: str, role: Role
) -> None:
    answers = [
        await _asked(world, role, route, question, which)
        for question in ROUTES[line_of(route)].questions
        for which in Which
    ]

    found = {
        secret
        for answer in answers
        for secret in world.secrets()
        for text in _texts_of(answer)
        if secret.encode() in text
    }
    assert found == set()


@pytest.mark.parametrize("role", _in_time(NAMELESS))
@pytest.mark.parametrize("route", NAMED)
async def test_who_has_no_good_name_is_asked_for_one(
    world: World, route: str, role: Role
) -> None:
    for question in ROUTES[line_of(route)].questions:
        for which in Which:
            answer = await _asked(world, role, route, question, which)

            assert answer.status_code in _refused(which)


@pytest.mark.parametrize("role", WITH_A_NAME)
@pytest.mark.parametrize("route", OWNED)
async def test_another_s_id_is_answered_like_one_that_does_not_exist(
    world: World, route: str, role: Role
) -> None:
    for question in ROUTES[line_of(route)].questions:
        theirs, nobodys, deleted = [
            _told_apart(
                await _asked(world, role, route, question, which),
                world.ids[question.subject][which],
            )
            for which in (Which.OTHERS, Which.RANDOM, Which.DELETED)
        ]

        assert theirs == nobodys == deleted
        assert theirs.status == 404 or not _names_an_id(route, question)


@pytest.mark.parametrize(
    "role", _in_time([Role.ANONYMOUS, Role.STRANGER, Role.OPERATOR])
)
@pytest.mark.parametrize("route", BY_SECRET)
async def test_a_secret_that_was_taken_back_is_answered_like_a_guess(
    world: World, route: str, role: Role
) -> None:
    for question in ROUTES[line_of(route)].questions:
        guessed, again, ended = [
            _told_apart(
                await _asked(world, role, route, question, which),
                world.ids[Subject.SECRET][which],
            )
            for which in (Which.OTHERS, Which.RANDOM, Which.DELETED)
        ]

        assert guessed == again == ended
        assert guessed.status in {400, 401, 404, 422} or route in TAKE_ANYTHING


@pytest.mark.parametrize("route", OWNED)
async def test_an_id_that_is_none_is_refused(world: World, route: str) -> None:
    for question in ROUTES[line_of(route)].questions:
        answer = await _asked(world, Role.STRANGER, route, question, Which.MALFORMED)

        assert answer.status_code in {404, 422} or not _names_an_id(route, question)


@pytest.mark.parametrize("route", OWNED)
async def test_anna_is_answered_with_what_is_hers(world: World, route: str) -> None:
    line = ROUTES[line_of(route)]
    own = await world.with_a_tour_more()

    answers = [
        await _asked(own, Role.OWNER, route, question, Which.OTHERS)
        for question in line.questions
    ]

    told = any(MARK.encode() in t for a in answers for t in _texts_of(a))
    assert {a.status_code for a in answers} <= {200, 201, 202, 204, 409}
    assert told == (route not in TELL_NOTHING)


async def test_all_that_was_asked_changed_nothing_of_anna_s(
    fresh_database_urls: DatabaseUrls, tmp_path: Path
) -> None:
    async with open_world(fresh_database_urls, tmp_path) as world:
        before = world.rows_of_anna()
        for route in KNOWN:
            for question in ROUTES[line_of(route)].questions:
                await _asked(world, Role.STRANGER, route, question, Which.OTHERS)

        assert world.rows_of_anna() == before
        assert all(before[table] for table in ("tours", "notes", "users", "api_keys"))


def _refused(which: Which) -> set[int]:
    """Return what is said to nobody; of what is no id, the form may be told first."""
    return {401, 404, 422} if which is Which.MALFORMED else {401}


def _names_an_id(route: str, question: Question) -> bool:
    return "{" in route or ID in str(question)


async def _asked(
    world: World, role: Role, route: str, question: Question, which: Which
) -> httpx.Response:
    if route in LEAVE:
        world = await world.with_a_newcomer(role)
    method, path = route.split(" ")
    the_id = world.ids[question.subject][which]
    async with world.client(role) as client:
        return await client.request(
            method,
            re.sub(r"\{\w+\}", lambda part: _PARTS.get(part[0], the_id), path),
            params={k: v.replace(ID, the_id) for k, v in question.params.items()},
            json=json.loads(json.dumps(question.json).replace(ID, the_id))
            if question.json
            else None,
            files=_form(question),
        )


def _form(question: Question) -> Mapping[str, tuple[str | None, str | bytes]] | None:
    if question.form is None:
        return None
    fields = {name: (None, value) for name, value in question.form.items()}
    return {**fields, "image": ("walk.png", a_picture())}


_PARTS = {"{stop}": "1", "{name}": "app.js"}
"""Parts of a path that are no ids."""


def _told_apart(response: httpx.Response, the_id: str) -> Answer:
    """Return the answer without what is of this request alone."""
    headers = {
        name: value.replace(the_id, ID)
        for name, value in response.headers.items()
        if not name.startswith(_OF_THE_MOMENT)
    }
    return Answer(response.status_code, headers, _body(response, the_id))


def _body(response: httpx.Response, the_id: str) -> object:
    text = response.text.replace(the_id, ID)
    if not text or "json" not in response.headers.get("content-type", ""):
        return text
    body = json.loads(text)
    return {k: v for k, v in body.items() if k not in _OF_THE_REQUEST}


def _texts_of(response: httpx.Response) -> Iterator[bytes]:
    """Yield everything an answer says: headers, body, and what is packed in it."""
    yield str(response.headers.multi_items()).encode()
    yield response.content
    with suppress(BadZipFile), ZipFile(BytesIO(response.content)) as archive:
        yield from (archive.read(name) for name in archive.namelist())
