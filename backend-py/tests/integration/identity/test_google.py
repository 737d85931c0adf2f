"""Google as it is asked over a socket: whom it vouches for, and how it fails."""

import hashlib
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.forgeries import FORGERIES, Forgery, Issuer, name_of, trap
from tests.integration.identity.googles import CALLBACK, Googles, googles
from tests.simulator.google import (
    CLIENT_ID,
    CLIENT_SECRET,
    ISSUER,
    GoogleSimulator,
    Trouble,
    google_key,
)
from walkumentary.domain.accounts.sign_in import WrongCredentials
from walkumentary.domain.shared.errors import (
    AppError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.gateway.google import GooglePerson, Journey
from walkumentary.infra.identity.google import REQUIRED, Google, GoogleClient
from walkumentary.infra.identity.http import IdentityServer
from walkumentary.infra.identity.jwks import Jwks
from walkumentary.infra.memory.clock import NOON, FixedClock

JOURNEY = Journey(state="state", nonce="nonce", verifier="v" * 43)
ELSEWHERE = Journey(state="other", nonce="other", verifier="o" * 43)
SAID = GooglePerson(
    subject="110248495921238986420", email="anna@example.com", name="Anna"
)


@pytest.fixture
async def both() -> AsyncIterator[Googles]:
    async with googles() as both:
        yield both


@pytest.fixture
def simulator(both: Googles) -> GoogleSimulator:
    return both.simulator


@pytest.fixture
def google(both: Googles) -> Google:
    return both.client


async def a_code(google: Google, journey: Journey = JOURNEY) -> str:
    """Return what a person's browser brings back."""
    async with httpx.AsyncClient() as browser:
        answer = await browser.get(google.address(journey))
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


async def test_a_code_is_traded_for_whom_it_was_given(google: Google) -> None:
    assert await google.redeem(await a_code(google), JOURNEY) == SAID


async def test_google_sees_no_secret_of_ours_in_the_browser(google: Google) -> None:
    address = google.address(JOURNEY)

    assert CLIENT_SECRET not in address
    assert JOURNEY.verifier not in address
    assert parse_qs(urlsplit(address).query)["code_challenge_method"] == ["S256"]


@pytest.mark.parametrize(
    "other",
    [
        Journey(state="state", nonce="nonce", verifier=ELSEWHERE.verifier),
        Journey(state="state", nonce=ELSEWHERE.nonce, verifier=JOURNEY.verifier),
    ],
    ids=("verifier", "nonce"),
)
async def test_a_code_is_good_for_its_own_journey(
    google: Google, other: Journey
) -> None:
    code = await a_code(google)

    with pytest.raises(WrongCredentials):
        await google.redeem(code, other)


async def test_a_code_is_good_once(google: Google) -> None:
    code = await a_code(google)
    await google.redeem(code, JOURNEY)

    with pytest.raises(WrongCredentials):
        await google.redeem(code, JOURNEY)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "elsewhere"},
        {"aud": [CLIENT_ID]},
        {"iss": "https://accounts.example"},
        {"nonce": "another"},
        {"nonce": None},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": None},
        {"email": "anna"},
        {"sub": ""},
        {"exp": int(NOON.timestamp())},
        {"iat": int(NOON.timestamp()) + 3_600},
        {"nbf": int(NOON.timestamp()) + 3_600},
    ],
    ids=repr,
)
async def test_what_google_does_not_vouch_for_is_refused(
    google: Google, simulator: GoogleSimulator, claims: dict[str, object]
) -> None:
    simulator.claims = claims
    code = await a_code(google)

    with pytest.raises(WrongCredentials):
        await google.redeem(code, JOURNEY)


@pytest.mark.parametrize("issuer", [ISSUER, "accounts.google.com"])
async def test_google_has_two_spellings(
    google: Google, simulator: GoogleSimulator, issuer: str
) -> None:
    token = simulator.id_token(iss=issuer)

    assert await google.recognize(token, nonce=None) == SAID


@pytest.mark.parametrize(
    "said", ["nonce", hashlib.sha256(b"nonce").hexdigest()], ids=("plain", "hashed")
)
async def test_an_id_token_shows_its_nonce(
    google: Google, simulator: GoogleSimulator, said: str
) -> None:
    token = simulator.id_token(nonce=said)

    assert await google.recognize(token, nonce="nonce") == SAID
    for other in ("another", "", None):
        with pytest.raises(WrongCredentials):
            await google.recognize(token, nonce=other)


async def test_without_a_nonce_none_is_shown(
    google: Google, simulator: GoogleSimulator
) -> None:
    with pytest.raises(WrongCredentials):
        await google.recognize(simulator.id_token(), nonce="nonce")


@pytest.mark.parametrize(
    ("trouble", "failure"),
    [
        (Trouble.STALL, GatewayTimeout),
        (Trouble.STATUS, GatewayUnavailable),
        (Trouble.HTML, GatewayUnavailable),
        (Trouble.FLOOD, GatewayUnavailable),
        (Trouble.OTHER_CLIENT, GatewayRefused),
    ],
)
async def test_google_fails_in_our_terms(
    google: Google,
    simulator: GoogleSimulator,
    trouble: Trouble,
    failure: type[AppError],
) -> None:
    code = await a_code(google)
    simulator.trouble = trouble

    with pytest.raises(failure):
        await google.redeem(code, JOURNEY)
    with pytest.raises(failure):
        await google.recognize(simulator.id_token(), nonce=None)


async def test_google_may_be_away() -> None:
    client = GoogleClient(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        redirect_uri=CALLBACK,
        authorization_url="http://127.0.0.1:9/auth",
        token_url="http://127.0.0.1:9/token",  # noqa: S106 - an address
    )
    async with IdentityServer() as server:
        keys = Jwks(lambda: server.get("http://127.0.0.1:9/"), clock=FixedClock())
        away = Google(client, server=server, keys=keys, clock=FixedClock())

        with pytest.raises(GatewayUnavailable):
            await away.redeem("code", JOURNEY)


@pytest.mark.parametrize("forgery", FORGERIES, ids=name_of)
async def test_no_forgery_names_anybody(
    google: Google, simulator: GoogleSimulator, forgery: Forgery
) -> None:
    async with trap() as trapped:
        issuer = Issuer(
            token=simulator.id_token(),
            other=simulator.id_token(sub="another", email="another@example.com"),
            algorithm="RS256",
            key=google_key(),
            required=REQUIRED,
            now=int(NOON.timestamp()),
            trap=trapped.url,
        )
        accepted = [
            token for token in forgery(issuer) if await names_somebody(google, token)
        ]

    assert accepted == []
    assert trapped.callers == []
    assert simulator.asked in ([], ["certs"])


async def names_somebody(google: Google, token: str) -> bool:
    try:
        await google.recognize(token, nonce=None)
    except WrongCredentials:
        return False
    return True
