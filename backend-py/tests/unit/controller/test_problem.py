"""Every refusal is a problem document (RFC 9457)."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from tests import makers
from tests.unit.controller.app import ME, WALK, Product
from walkumentary.bootstrap.front import MAX_BODY_BYTES
from walkumentary.controller.problem import (
    ProblemView,
    install_problems,
    problem,
    status_of,
)
from walkumentary.domain.shared import errors
from walkumentary.domain.shared.errors import AppError, FieldProblem
from walkumentary.middleware.request_id import RequestIdMiddleware

TOURS = "/v1/tours"
SECRET = "postgresql://me:hunter2@db"  # noqa: S105  it must never be shown

NO_TOUR = "0199c0de-0000-7000-8000-000000000000"


def problem_of(response: httpx.Response, status: int, code: str) -> ProblemView:
    assert response.headers["content-type"] == "application/problem+json"
    shown = ProblemView.model_validate_json(response.content, strict=True)
    assert (response.status_code, shown.status, shown.code) == (status, status, code)
    assert shown.type == f"/problems/{code}"
    assert shown.request_id == response.headers["x-request-id"]
    assert shown.instance == response.request.url.path
    return shown


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer"},
        {"authorization": "Bearer x"},
        {"authorization": "Basic eDp5"},
        {"authorization": "Bearer a.b.c"},
    ],
)
async def test_who_is_nobody_learns_how_to_sign_in(
    house: Product, headers: dict[str, str]
) -> None:
    async with house.client(None) as nobody:
        response = await nobody.get(TOURS, headers=headers)

    problem_of(response, 401, "unauthenticated")
    assert response.headers["www-authenticate"] == "Bearer"


async def test_an_expired_token_is_nobody(
    house: Product, me: httpx.AsyncClient
) -> None:
    house.clock.advance(days=365)

    problem_of(await me.get(TOURS), 401, "unauthenticated")


async def test_what_is_not_there_is_not_found(me: httpx.AsyncClient) -> None:
    missing = await me.get("/v1/nothing")
    unknown = await me.get(f"{TOURS}/{makers.a_tour_id()}")

    problem_of(missing, 404, "not-found")
    problem_of(unknown, 404, "tour-not-found")


async def test_a_wrong_method_says_which_are_right(me: httpx.AsyncClient) -> None:
    response = await me.put(f"{TOURS}/estimate", json=WALK)

    problem_of(response, 405, "method-not-allowed")
    assert "POST" in response.headers["allow"]


async def test_a_conflict_is_explained(house: Product, me: httpx.AsyncClient) -> None:
    tour = await house.keep(makers.a_tour(owner_id=ME.user_id))

    response = await me.post(f"{TOURS}/{tour.id}/retry")

    assert "generating" in problem_of(response, 409, "tour-state-forbids").detail


async def _chunks(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 1_000 + 1):
        yield b" " * 1_000


async def test_a_body_that_turns_out_too_large_is_refused(
    me: httpx.AsyncClient,
) -> None:
    response = await me.post(
        f"{TOURS}/estimate",
        content=_chunks(MAX_BODY_BYTES),
        headers={"content-type": "application/json"},
    )

    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == 413


async def test_a_body_that_is_announced_too_large_is_refused(
    me: httpx.AsyncClient,
) -> None:
    response = await me.post(
        f"{TOURS}/estimate",
        content=b" " * (MAX_BODY_BYTES + 1),
        headers={"content-type": "application/json"},
    )

    assert response.status_code == 413


async def test_every_wrong_field_is_pointed_at(me: httpx.AsyncClient) -> None:
    wrong = {"interests": ["art", 7], "pace": "fast", "start": {"latitude": "x"}}

    response = await me.post(f"{TOURS}/estimate", json={**WALK, **wrong})

    shown = problem_of(response, 422, "request-not-valid")
    assert {error.pointer for error in shown.errors} == {
        "/interests/1",
        "/pace",
        "/start/latitude",
        "/start/longitude",
    }


@pytest.mark.parametrize("name", ["a/b", "a~b", "~1"])
async def test_a_pointer_escapes_what_pointers_mean(
    me: httpx.AsyncClient, name: str
) -> None:
    response = await me.post(f"{TOURS}/estimate", json={**WALK, name: 1})

    (error,) = problem_of(response, 422, "request-not-valid").errors
    escaped = name.replace("~", "~0").replace("/", "~1")
    assert error.pointer == f"/{escaped}"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", TOURS),
        ("GET", f"{TOURS}/{NO_TOUR}"),
        ("DELETE", f"{TOURS}/{NO_TOUR}"),
        ("POST", "/v1/auth/anonymous"),
        ("GET", "/v1/locations/search?query=dam"),
    ],
)
async def test_an_outage_says_when_to_come_back(
    house: Product, me: httpx.AsyncClient, method: str, path: str
) -> None:
    house.store.reachable = False

    response = await me.request(method, path)

    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert response.headers["content-type"] == "application/problem+json"


def an_app_that_raises(error: Exception) -> FastAPI:
    app = FastAPI()
    app.add_middleware(RequestIdMiddleware)
    install_problems(app)

    @app.get("/")
    async def raising() -> None:
        raise error

    return app


async def answer_to(error: Exception) -> httpx.Response:
    app = an_app_that_raises(error)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
        return await client.get("/")


async def test_an_unexpected_failure_shows_nothing_of_the_inside() -> None:
    response = await answer_to(RuntimeError(SECRET))

    shown = ProblemView.model_validate_json(response.content)
    assert (response.status_code, shown.status, shown.code) == (500, 500, "unexpected")
    assert response.headers["content-type"] == "application/problem+json"
    assert shown.request_id
    assert "hunter2" not in response.text
    assert "RuntimeError" not in response.text


async def test_an_unexpected_failure_carries_its_id_like_any_answer() -> None:
    response = await answer_to(RuntimeError(SECRET))

    assert response.headers["x-request-id"] == response.json()["request_id"]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.Unauthenticated, 401),
        (errors.BudgetSpent, 402),
        (errors.Forbidden, 403),
        (errors.NotFound, 404),
        (errors.Conflict, 409),
        (errors.Stale, 412),
        (errors.TooLarge, 413),
        (errors.UnsupportedMedia, 415),
        (errors.Invalid, 422),
        (errors.PreconditionMissing, 428),
        (errors.LimitReached, 429),
        (errors.GatewayError, 502),
        (errors.GatewayRefused, 502),
        (errors.GatewayUnavailable, 503),
        (errors.Delayed, 503),
        (errors.GatewayTimeout, 504),
        (AppError, 500),
    ],
)
async def test_every_family_of_errors_has_its_status(
    kind: type[AppError], status: int
) -> None:
    response = await answer_to(kind("Why.", fields=[FieldProblem("/a", "b")]))

    shown = problem_of(response, status, kind.code)
    assert (shown.title, shown.detail) == (kind.title, "Why.")
    assert [(e.pointer, e.detail) for e in shown.errors] == [("/a", "b")]


@pytest.mark.parametrize(
    ("retry_after_s", "header"), [(None, "2"), (7.0, "7"), (0.2, "1"), (2.5, "3")]
)
async def test_a_delay_is_whole_seconds_never_less_than_asked(
    retry_after_s: float | None, header: str
) -> None:
    response = await answer_to(
        errors.GatewayUnavailable("Away.", retry_after_s=retry_after_s)
    )

    assert response.headers["retry-after"] == header


def test_an_error_takes_the_status_of_its_nearest_ancestor() -> None:
    class Missing(errors.NotFound):
        code = "missing"

    assert status_of(Missing) == 404
    assert problem(Missing("x"), instance="/a", request_id="r")["code"] == "missing"
