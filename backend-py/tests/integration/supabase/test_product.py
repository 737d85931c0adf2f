"""The whole product over a project's accounts: one frontend works with both."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx
import psycopg
import pytest
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from pydantic import SecretStr

from tests.databases import DatabaseUrls
from tests.integration.supabase.project import FORGE, KEY
from tests.simulator.auth import (
    ANON_KEY,
    SERVICE_KEY,
    AuthSimulator,
    Op,
    simulated_auth,
)
from tests.simulator.storage import Kind
from walkumentary.bootstrap.api import attach, create_app
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.starter import load_starter
from walkumentary.bootstrap.supabase import open_supabase
from walkumentary.bootstrap.usecases import Gateways, build_usecases
from walkumentary.domain.shared.ids import UserId
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.infra.supabase.answer import AnswerForeign, KeyRefused
from walkumentary.infra.supabase.identity import SupabaseIdentity
from walkumentary.usecase import UseCases

NOWHERE = DatabaseUrls(owner="postgresql://nowhere", app="postgresql://nowhere")
EMAIL, PASSWORD = "anna@example.test", "sunny canal on a bicycle"
ANNA = {
    "email": EMAIL,
    "password": PASSWORD,
    "password_confirm": PASSWORD,
    "display_name": "Anna",
}


@dataclass(frozen=True, slots=True)
class House:
    """The product over a real database and a simulated project."""

    client: httpx.AsyncClient
    project: AuthSimulator
    usecases: UseCases

    async def post(
        self, path: str, body: object = None, token: str = ""
    ) -> httpx.Response:
        return await self.client.post(path, json=body, headers=bearer(token))

    async def get(self, path: str, token: str) -> httpx.Response:
        return await self.client.get(path, headers=bearer(token))

    async def guest(self) -> tuple[str, str]:
        """Return a guest's token and id."""
        signed_in = (await self.post("/v1/auth/anonymous")).json()
        return signed_in["access_token"], signed_in["user"]["id"]

    async def a_tour(self, token: str) -> str:
        """Have a tour planned; return its id."""
        asked = {"query": "Edinburgh", "duration_minutes": 15}
        started = await self.post("/v1/tours/generate", asked, token)
        assert started.status_code == 202, started.text
        return str(started.json()["tour_id"])

    async def tours(self, token: str) -> list[str]:
        listed = (await self.get("/v1/tours", token)).json()
        return [str(one["id"]) for one in listed["items"]]


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"} if token else {}


def settings_for(
    project: AuthSimulator, urls: DatabaseUrls, folder: Path, *, key: str = ANON_KEY
) -> Settings:
    return Settings(
        database_url=SecretStr(urls.app),
        data_dir=folder / "data",
        database_pool_size=5,
        auth_provider="supabase",
        supabase_url=project.url,
        supabase_anon_key=SecretStr(key),
        supabase_service_role_key=SecretStr(SERVICE_KEY),
        narrator="notes",
        speech="espeak",
    )


@asynccontextmanager
async def _unopened() -> AsyncIterator[Gateways]:
    raise AssertionError("the tests attach their gateways")
    yield


@pytest.fixture
async def house(database_urls: DatabaseUrls, tmp_path: Path) -> AsyncIterator[House]:
    async with AsyncExitStack() as opened:
        project = await opened.enter_async_context(simulated_auth())
        settings = settings_for(project, database_urls, tmp_path)
        await load_starter(settings)
        app = create_app(_unopened)
        gateways = await opened.enter_async_context(open_gateways(settings))
        attach(app, gateways)
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://test"
        )
        await opened.enter_async_context(client)
        yield House(client, project, build_usecases(gateways))


@pytest.fixture
def frontend(database_urls: DatabaseUrls) -> Iterator[Connection[TupleRow]]:
    """Speak to the database as Supabase lets a frontend do: as ``authenticated``."""
    with psycopg.connect(database_urls.owner, autocommit=True) as connection:
        connection.execute("set role authenticated")
        yield connection


def claim(frontend: Connection[TupleRow], sub: str) -> None:
    said = json.dumps({"sub": sub, "role": "authenticated"})
    frontend.execute("select set_config('request.jwt.claims', %s, false)", [said])


def seen(frontend: Connection[TupleRow], table: str) -> list[str]:
    rows = frontend.execute(sql.SQL("select id from {}").format(sql.Identifier(table)))
    return [str(row[0]) for row in rows]


async def test_a_guest_keeps_tours_by_signing_up(house: House) -> None:
    token, guest_id = await house.guest()
    tour = await house.a_tour(token)

    signed_up = await house.post("/v1/auth/signup", ANNA, token)

    assert signed_up.status_code == 201, signed_up.text
    session = signed_up.json()
    assert session["user"] == {
        "id": guest_id,
        "kind": "user",
        "email": EMAIL,
        "display_name": "Anna",
    }
    assert await house.tours(session["access_token"]) == [tour]
    again = await house.post("/v1/auth/login", {"email": EMAIL, "password": PASSWORD})
    assert await house.tours(again.json()["access_token"]) == [tour]


async def test_somebody_from_the_project_itself_has_a_profile_at_once(
    house: House,
) -> None:
    made = house.project.project.sign_up(
        "bert@example.test", PASSWORD, {"full_name": "Bert", "role": "operator"}
    )
    token = str(made["access_token"])

    profile = await house.get("/v1/me", token)
    tour = await house.a_tour(token)

    assert profile.status_code == 200, profile.text
    assert profile.json()["display_name"] == "Bert"
    assert profile.json()["role"] == "user"
    assert await house.tours(token) == [tour]


async def test_whoever_leaves_is_gone_from_the_project_too(house: House) -> None:
    token, user_id = await house.guest()

    left = await house.client.delete("/v1/me", headers=bearer(token))
    refused = [await house.get(path, token) for path in ("/v1/tours", "/v1/me")]
    await house.usecases.accounts.forget.execute(UserId(UUID(user_id)))
    refused += [await house.get(path, token) for path in ("/v1/tours", "/v1/me")]

    assert left.is_success
    assert user_id not in house.project.project.people
    assert [one.status_code for one in refused] == [401] * 4


async def test_a_tour_is_read_by_its_owner_alone_in_the_database_too(
    house: House, frontend: Connection[TupleRow]
) -> None:
    token, owner = await house.guest()
    tour = await house.a_tour(token)
    _, stranger = await house.guest()

    claim(frontend, owner)
    own = seen(frontend, "tours"), seen(frontend, "users")
    claim(frontend, stranger)
    others = seen(frontend, "tours"), seen(frontend, "users")
    claim(frontend, str(UUID(int=0)))
    nobodys = seen(frontend, "tours"), seen(frontend, "users")

    assert own == ([tour], [owner])
    assert others == ([], [stranger])
    assert nobodys == ([], [])


async def test_a_strangers_token_opens_nothing(house: House) -> None:
    token, _ = await house.guest()
    tour = await house.a_tour(token)
    other, _ = await house.guest()

    for wrong, status in ((other, 404), (token[:-4] + "AAAA", 401), (ANON_KEY, 401)):
        assert (await house.get(f"/v1/tours/{tour}", wrong)).status_code == status


async def test_health_shows_the_project(house: House) -> None:
    well = (await house.get("/health", "")).json()
    house.project.fail(Op.SETTINGS, Kind.STATUS, times=9)
    unwell = (await house.get("/health", "")).json()
    ready = await house.get("/health/ready", "")

    states = [
        next(c["state"] for c in one["components"] if c["component"] == "supabase-auth")
        for one in (well, unwell)
    ]
    assert states == ["up", "degraded"]
    assert ready.status_code == 200


async def started(settings: Settings) -> SupabaseIdentity:
    """Open the accounts alone, as every start does."""
    begin = MemoryBegin(MemoryStore())
    async with AsyncExitStack() as opened:
        accounts = await open_supabase(settings, begin, KEY, FORGE, opened)
    assert accounts
    return accounts


@pytest.mark.parametrize(
    ("key", "fault", "meant"),
    [("foreign", None, KeyRefused), (ANON_KEY, Kind.HTML, AnswerForeign)],
)
async def test_what_is_no_project_of_ours_stops_the_start(
    tmp_path: Path, key: str, fault: Kind | None, meant: type[Exception]
) -> None:
    async with simulated_auth() as project:
        if fault:
            project.fail(Op.SETTINGS, fault, times=9)
        with pytest.raises(meant):
            await started(settings_for(project, NOWHERE, tmp_path, key=key))


async def test_a_project_that_is_only_away_does_not(tmp_path: Path) -> None:
    async with simulated_auth() as project:
        project.fail(Op.SETTINGS, Kind.STATUS, times=9)

        accounts = await started(settings_for(project, NOWHERE, tmp_path))

    assert not accounts.reveals_addresses
