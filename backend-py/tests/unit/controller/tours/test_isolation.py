"""Every route of a tour answers a stranger as if there were no such tour."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from tests import makers
from tests.unit.controller.app import STRANGER, Product, a_ready_tour, product

OPEN = {
    "/": "the page",
    "/page/{name}": "the page",
    "/health": "for people",
    "/health/live": "for the machine",
    "/health/ready": "for the machine",
    "/.well-known/jwks.json": "public keys",
    "/v1/auth/google": "how one becomes somebody",
    "/v1/auth/oauth/google": "how one becomes somebody",
    "/v1/auth/oauth/google/callback": "how one becomes somebody",
    "/v1/auth/anonymous": "how one becomes somebody",
    "/v1/auth/signup": "how one gets an account",
    "/v1/auth/email/confirm": "the link in the mail is what opens it",
    "/v1/auth/login": "address and password are what opens it",
    "/v1/auth/refresh": "the refresh token is what opens it",
    "/v1/auth/logout": "the refresh token is what it ends",
    "/v1/auth/password/forgot": "who has no way in has no token",
    "/v1/auth/password/reset": "the link in the mail is what opens it",
    "/shared/{token}": "the page, for who was given a link",
}
"""Routes that ask nobody's name, and why."""
NOT_OF_A_TOUR = {
    "/v1/auth/password/change",
    "/v1/me/usage",
    "/v1/tours",
    "/v1/tours/estimate",
    "/v1/tours/generate",
    "/v1/locations",
    "/v1/locations/recognize",
    "/v1/locations/search",
    "/v1/locations/detect",
    "/v1/locations/{location_id}",
    "/v1/locations/{location_id}/nearby",
    "/v1/locations/{location_id}/notes",
    "/v1/notes/search",
    "/v1/voices",
    "/v1/me",
    "/v1/me/export",
    "/v1/me/api-keys",
    "/v1/me/api-keys/{key_id}",
    "/v1/me/preferences",
}
"""Routes that need a name, but no tour."""
OF_A_TOUR = "/v1/tours/{tour_id}"
FRAMEWORKS = {"/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc"}
BODIES: dict[str, dict[str, object]] = {
    "/v1/tours/{tour_id}/audio/regenerate": {"speed": 1.5},
    "/v1/tours/{tour_id}": {"title": "Mine now"},
}
PARAMS = {"/v1/tours/{tour_id}/evidence": {"t": "0"}}

type Endpoint = tuple[str, str]


def _endpoints(app: FastAPI) -> Iterator[Endpoint]:
    """Yield method and path of every route, however it was included."""
    for route in iter_route_contexts(app.router.routes):
        for method in route.methods or {"none"}:
            yield method, str(route.path)


def of_a_tour() -> list[Endpoint]:
    endpoints = _endpoints(product().app)
    return sorted({one for one in endpoints if one[1].startswith(OF_A_TOUR)})


def with_a_name() -> list[Endpoint]:
    endpoints = _endpoints(product().app)
    others = {one for one in endpoints if one[1] in NOT_OF_A_TOUR}
    return [*sorted(others), *of_a_tour()]


async def asked(
    client: httpx.AsyncClient, endpoint: Endpoint, tour_id: object
) -> httpx.Response:
    method, path = endpoint
    return await client.request(
        method,
        path.format(
            tour_id=tour_id,
            stop=1,
            location_id=makers.a_place_id(),
            key_id=makers.a_place_id(),
        ),
        params=PARAMS.get(path, {}),
        json=BODIES.get(path) if method in {"POST", "PATCH", "PUT"} else None,
    )


def test_every_route_is_known_to_this_test() -> None:
    paths = {path for _, path in _endpoints(product().app)}

    of_tours = {path for _, path in of_a_tour()}

    by_link = {path for path in paths if path.startswith("/v1/shared/tours/{token}")}
    assert paths - of_tours - by_link == OPEN.keys() | NOT_OF_A_TOUR | FRAMEWORKS
    assert len(of_tours) >= 15


@pytest.mark.parametrize("endpoint", of_a_tour(), ids=" ".join)
async def test_a_tour_of_someone_else_is_not_found(
    house: Product, endpoint: Endpoint
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    async with house.client(STRANGER) as stranger:
        theirs = await asked(stranger, endpoint, tour.id)
        nobodys = await asked(stranger, endpoint, makers.a_tour_id())

    assert theirs.status_code == nobodys.status_code == 404
    if endpoint[0] != "HEAD":
        assert theirs.json()["code"] == nobodys.json()["code"] == "tour-not-found"
        assert theirs.json()["detail"] == nobodys.json()["detail"]
    assert house.store.tours[tour.id].tour == tour


@pytest.mark.parametrize("endpoint", of_a_tour(), ids=" ".join)
async def test_the_owner_is_let_in(
    house: Product, me: httpx.AsyncClient, endpoint: Endpoint
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    response = await asked(me, endpoint, tour.id)

    assert response.status_code in {200, 201, 202, 204, 409, 422}


@pytest.mark.parametrize("endpoint", with_a_name(), ids=" ".join)
async def test_nobody_unknown_is_let_in(house: Product, endpoint: Endpoint) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    async with house.client(None) as nobody:
        response = await asked(nobody, endpoint, tour.id)

    assert response.status_code == 401
    assert house.store.tours[tour.id].tour == tour


@pytest.mark.parametrize("endpoint", of_a_tour(), ids=" ".join)
async def test_a_tour_id_that_is_none_is_refused(
    me: httpx.AsyncClient, endpoint: Endpoint
) -> None:
    response = await asked(me, endpoint, "dam")

    assert response.status_code == 422


async def test_a_stranger_lists_nothing(house: Product) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    async with house.client(STRANGER) as stranger:
        response = await stranger.get("/v1/tours")

    assert response.json() == {"items": [], "next_cursor": None}
