"""Curators and operators: those whose row says so, at the next request."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from tests import makers
from tests.unit.controller.accounts.people import change_role, known
from tests.unit.controller.accounts.test_api_keys import made
from tests.unit.controller.app import ME, SERVICE_KEY, Product
from walkumentary.bootstrap.service_account import open_service_account
from walkumentary.controller.context import CurrentCurator, CurrentOperator
from walkumentary.controller.problem import install_problems
from walkumentary.domain.shared.actor import ActorKind

DOORS = ("/curators", "/operators")


@pytest.fixture
async def doors(house: Product) -> AsyncIterator[httpx.AsyncClient]:
    """Whoever knocks at a door that takes a role."""
    app = FastAPI()
    app.state = house.app.state
    install_problems(app)

    @app.get("/curators")
    async def curators(actor: CurrentCurator) -> str:
        return str(actor.user_id)

    @app.get("/operators")
    async def operators(actor: CurrentOperator) -> str:
        return str(actor.user_id)

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://test"
    ) as client:
        yield client


async def knocked(doors: httpx.AsyncClient, headers: dict[str, str]) -> list[int]:
    return [(await doors.get(door, headers=headers)).status_code for door in DOORS]


@pytest.mark.parametrize(
    ("role", "answers"),
    [("user", [403, 403]), ("curator", [200, 403]), ("operator", [200, 200])],
)
async def test_a_role_opens_its_doors_and_those_before(
    house: Product, doors: httpx.AsyncClient, role: str, answers: list[int]
) -> None:
    await known(house, role=role)

    assert await knocked(doors, house.bearer(ME)) == answers


@pytest.mark.parametrize("kind", [ActorKind.CURATOR, ActorKind.OPERATOR])
async def test_a_token_that_names_a_role_gives_none(
    house: Product, doors: httpx.AsyncClient, kind: ActorKind
) -> None:
    await known(house)
    token = house.bearer(makers.an_actor(user_id=ME.user_id, kind=kind))

    assert set(await knocked(doors, token)) <= {401, 403}


async def test_a_role_counts_from_the_next_request(
    house: Product, doors: httpx.AsyncClient
) -> None:
    user = await known(house)
    token = house.bearer(ME)
    before = await knocked(doors, token)
    await change_role(house, user, "operator")
    given = await knocked(doors, token)
    await change_role(house, user, "user")
    taken = await knocked(doors, token)

    assert (before, given, taken) == ([403, 403], [200, 200], [403, 403])


async def test_nobody_without_an_account_has_a_role(
    house: Product, doors: httpx.AsyncClient
) -> None:
    assert await knocked(doors, house.bearer(ME)) == [401, 401]
    assert await knocked(doors, {}) == [401, 401]


async def test_a_key_needs_the_scope_and_its_person_the_role(
    house: Product, doors: httpx.AsyncClient
) -> None:
    user = await known(house)
    async with house.client() as anna:
        internal = {"x-api-key": (await made(anna, ["internal"]))["key"]}
        other = {"x-api-key": (await made(anna, ["tours:read"]))["key"]}
    before = await knocked(doors, internal)
    await change_role(house, user, "operator")

    assert before == [403, 403]
    assert await knocked(doors, internal) == [403, 200]
    assert await knocked(doors, other) == [403, 403]


async def test_keys_of_the_settings_are_an_operator_s(
    house: Product, doors: httpx.AsyncClient
) -> None:
    machine = {"x-api-key": SERVICE_KEY}
    begin, clock = house.gateways.begin_account, house.clock
    before = await knocked(doors, machine)

    for _ in range(2):
        keys = await open_service_account(["a", "b"], begin, clock)

    assert before == [401, 401]
    assert await knocked(doors, machine) == [200, 200]
    assert [keys.include(text) for text in ("a", "b", "c")] == [True, True, False]


async def test_without_keys_in_the_settings_there_is_no_account_for_machines(
    house: Product,
) -> None:
    keys = await open_service_account([], house.gateways.begin_account, house.clock)

    assert (keys.include(""), house.store.users) == (False, {})
