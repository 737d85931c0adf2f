"""Google through the composed product: settings in, a session out, Postgres below."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from pydantic import SecretStr

from tests.databases import DatabaseUrls
from tests.simulator.google import (
    CLIENT_ID,
    CLIENT_SECRET,
    GoogleSimulator,
    simulated_google,
)
from walkumentary.bootstrap.api import create_app
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.settings import Settings
from walkumentary.infra.system.clock import SystemClock

HOME = "https://walk.example"


@pytest.fixture
async def google() -> AsyncIterator[GoogleSimulator]:
    clock = SystemClock()
    async with simulated_google(lambda: clock.now().timestamp()) as simulator:
        yield simulator


@pytest.fixture
def settings(fresh_database_urls: DatabaseUrls, google: GoogleSimulator) -> Settings:
    described = google.discovery
    return Settings(
        database_url=SecretStr(fresh_database_urls.app),
        public_url=HOME,
        google_client_id=CLIENT_ID,
        google_client_secret=SecretStr(CLIENT_SECRET),
        google_authorization_url=str(described["authorization_endpoint"]),
        google_token_url=str(described["token_endpoint"]),
        google_jwks_url=str(described["jwks_uri"]),
    )


@asynccontextmanager
async def a_browser(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(lambda: open_gateways(settings), settings.edge)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME) as browser,
    ):
        yield browser


async def test_who_consents_is_signed_in(settings: Settings) -> None:
    async with a_browser(settings) as browser, httpx.AsyncClient() as outside:
        left = await browser.get("/v1/auth/oauth/google?return_to=/tours")
        cookies = dict(browser.cookies)
        consented = await outside.get(left.headers["location"])
        back = await browser.get(consented.headers["location"])
        to = urlsplit(back.headers["location"])
        session = dict(parse_qsl(to.fragment))
        browser.headers["authorization"] = f"Bearer {session['access_token']}"
        mine = await browser.get("/v1/me")
        browser.cookies.update(cookies)
        again = await browser.get(consented.headers["location"])

    assert consented.headers["location"].startswith(
        f"{HOME}/v1/auth/oauth/google/callback?"
    )
    assert set(cookies) == {"__Host-walkumentary-google"}
    assert to.path == "/tours"
    assert mine.json()["email"] == "anna@example.com"
    assert again.status_code == 422


async def test_many_who_come_at_once_are_one_account(
    settings: Settings, google: GoogleSimulator
) -> None:
    tokens = [google.id_token() for _ in range(12)]

    async with a_browser(settings) as browser:
        answers = await asyncio.gather(
            *(
                browser.post("/v1/auth/google", json={"id_token": token})
                for token in tokens
            )
        )

    assert [answer.status_code for answer in answers] == [200] * 12
    assert len({answer.json()["user"]["id"] for answer in answers}) == 1
    assert google.asked == ["certs"]
