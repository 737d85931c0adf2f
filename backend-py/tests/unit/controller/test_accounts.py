"""Guests: let in, remembered by their token, or not welcome."""

from uuid import UUID

import httpx

from tests.people import TOKEN_TTL_S
from tests.unit.controller.app import Product, product
from walkumentary.controller.accounts.auth_schemas import SessionView
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.ids import UserId

GUEST = "/v1/auth/anonymous"


async def signed_in(client: httpx.AsyncClient) -> SessionView:
    response = await client.post(GUEST)
    assert response.status_code == 201
    return SessionView.model_validate_json(response.content)


async def test_a_guest_gets_a_token_that_names_them(house: Product) -> None:
    async with house.client(None) as nobody:
        view = await signed_in(nobody)

    actor = house.tokens.verify(view.access_token)
    assert (view.token_type, view.expires_in_s) == ("Bearer", TOKEN_TTL_S)
    assert actor.user_id == view.user.id
    assert (view.user.kind, actor.kind) == ("guest", ActorKind.GUEST)
    assert set(house.store.users) == {actor.user_id}


async def test_a_token_opens_the_door_until_it_ends(house: Product) -> None:
    async with house.client(None) as guest:
        view = await signed_in(guest)
        guest.headers["authorization"] = f"Bearer {view.access_token}"
        house.clock.advance(seconds=TOKEN_TTL_S - 1)
        before = await guest.get("/v1/tours")
        house.clock.advance(seconds=1)
        after = await guest.get("/v1/tours")

    assert (before.status_code, after.status_code) == (200, 401)


async def test_two_guests_are_two_people(house: Product) -> None:
    async with house.client(None) as nobody:
        views = [await signed_in(nobody) for _ in range(2)]

    assert len({view.user.id for view in views}) == 2


async def test_a_token_of_the_system_opens_nothing(house: Product) -> None:
    system = Actor(user_id=UserId(UUID(int=0)), kind=ActorKind.SYSTEM)

    async with house.client(system) as client:
        response = await client.get("/v1/tours")

    assert response.status_code == 401


async def test_guests_may_be_unwelcome() -> None:
    house = product(guests_welcome=False)

    async with house.client(None) as nobody:
        response = await nobody.post(GUEST)

    assert (response.status_code, response.json()["code"]) == (403, "guests-closed")
    assert house.store.users == {}


async def test_a_guest_who_cannot_be_stored_gets_no_token(house: Product) -> None:
    house.store.reachable = False

    async with house.client(None) as nobody:
        response = await nobody.post(GUEST)

    assert response.status_code == 503
    assert "access_token" not in response.text
