"""Signing in with Google over HTTP, from the first click to the session."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from tests.forgeries import FORGERIES, Forgery, Issuer, name_of, trap
from tests.integration.identity.googles import Googles, googles
from tests.simulator.google import Trouble, google_key
from tests.unit.controller.app import Product, product
from walkumentary.controller.accounts.google import COOKIE
from walkumentary.domain.accounts.identities import Provider
from walkumentary.domain.shared.actor import SYSTEM, Actor, ActorKind
from walkumentary.gateway.identity import NewAccount
from walkumentary.infra.identity.accounts import LocalAccounts
from walkumentary.infra.identity.google import REQUIRED
from walkumentary.infra.identity.google_sign_in import AWAY
from walkumentary.infra.memory.clock import NOON

START = "/v1/auth/oauth/google"
CALLBACK = f"{START}/callback"
ID_TOKEN = "/v1/auth/google"  # noqa: S105 - a path
EMAIL = "anna@example.com"
PASSWORD = "sunny canal on a bicycle"  # noqa: S105 - nobody's


@pytest.fixture
async def google() -> AsyncIterator[Googles]:
    async with googles() as both:
        yield both


@pytest.fixture
def house(google: Googles) -> Product:
    return product(google=google.client)


@pytest.fixture
async def browser(house: Product) -> AsyncIterator[httpx.AsyncClient]:
    async with house.client(None) as browser:
        yield browser


async def consented(address: str) -> str:
    """Go to Google's page and consent; return where it sends the browser."""
    async with httpx.AsyncClient() as outside:
        answer = await outside.get(address)
    return answer.headers["location"]


async def left(browser: httpx.AsyncClient, return_to: str = "/") -> str:
    """Leave for Google and consent; return the address of the way back."""
    answer = await browser.get(START, params={"return_to": return_to})
    assert answer.status_code == 302, answer.text
    return await consented(answer.headers["location"])


def session_in(answer: httpx.Response) -> Mapping[str, str]:
    assert answer.status_code == 302, answer.text
    return dict(parse_qsl(urlsplit(answer.headers["location"]).fragment))


async def whoever(house: Product, answer: httpx.Response) -> Actor:
    """Return whom a way back signed in."""
    token = session_in(answer)["access_token"]
    return await house.gateways.identity.verify(token)


async def a_guest(browser: httpx.AsyncClient) -> tuple[str, dict[str, str]]:
    view = (await browser.post("/v1/auth/anonymous")).json()
    header = {"authorization": f"Bearer {view['access_token']}"}
    return view["user"]["id"], header


async def an_account(house: Product) -> str:
    """Have an account with the address, which nobody confirmed."""
    session = await house.gateways.identity.sign_up(
        NewAccount(email=EMAIL, password=PASSWORD, display_name="Anna")
    )
    assert session
    return str(session.actor.user_id)


# The way there and back


async def test_who_consents_is_signed_in(
    house: Product, browser: httpx.AsyncClient
) -> None:
    back = await left(browser, "/tours?sort=new")

    answer = await browser.get(back)

    actor = await whoever(house, answer)
    user = house.store.users[actor.user_id]
    assert answer.headers["location"].startswith("/tours?sort=new#")
    assert (user.kind, user.email, user.display_name) == (
        ActorKind.USER,
        EMAIL,
        "Anna",
    )
    assert set(session_in(answer)) == {
        "access_token",
        "token_type",
        "expires_in_s",
        "refresh_token",
    }


async def test_the_session_can_be_carried_on(browser: httpx.AsyncClient) -> None:
    session = session_in(await browser.get(await left(browser)))

    renewed = await browser.post(
        "/v1/auth/refresh", json={"refresh_token": session["refresh_token"]}
    )

    assert renewed.status_code == 200


async def test_nobody_keeps_the_session_on_its_way(browser: httpx.AsyncClient) -> None:
    answer = await browser.get(await left(browser))

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "access_token" not in urlsplit(answer.headers["location"]).query


async def test_whoever_comes_again_is_the_same(
    house: Product, browser: httpx.AsyncClient
) -> None:
    first = await whoever(house, await browser.get(await left(browser)))
    again = await whoever(house, await browser.get(await left(browser)))

    assert first == again


async def test_a_new_address_at_google_is_the_same_person(
    house: Product, google: Googles, browser: httpx.AsyncClient
) -> None:
    first = await whoever(house, await browser.get(await left(browser)))
    google.simulator.claims = {"email": "married@example.com"}

    again = await whoever(house, await browser.get(await left(browser)))

    assert first == again


async def test_many_who_come_at_once_are_one_account(
    house: Product, google: Googles, browser: httpx.AsyncClient
) -> None:
    tokens = [google.simulator.id_token() for _ in range(8)]

    answers = await asyncio.gather(
        *(browser.post(ID_TOKEN, json={"id_token": token}) for token in tokens)
    )

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["user"]["id"] for answer in answers}) == 1
    assert len(house.store.users) == 1


# Guests


async def test_a_guest_keeps_their_tours(
    house: Product, browser: httpx.AsyncClient
) -> None:
    guest_id, header = await a_guest(browser)
    start = await browser.get(START, headers={**header, "accept": "application/json"})
    back = await consented(start.json()["address"])

    actor = await whoever(house, await browser.get(back))

    assert start.status_code == 200
    assert str(actor.user_id) == guest_id
    assert actor.kind is ActorKind.USER


async def test_a_guests_old_sessions_end(browser: httpx.AsyncClient) -> None:
    view = (await browser.post("/v1/auth/anonymous")).json()
    header = {"authorization": f"Bearer {view['access_token']}"}
    start = await browser.get(START, headers={**header, "accept": "application/json"})
    await browser.get(await consented(start.json()["address"]))

    renewed = await browser.post(
        "/v1/auth/refresh", json={"refresh_token": view["refresh_token"]}
    )

    assert renewed.status_code == 401


async def test_a_guest_keeps_their_tours_by_an_id_token(
    google: Googles, browser: httpx.AsyncClient
) -> None:
    guest_id, header = await a_guest(browser)
    body = {"id_token": google.simulator.id_token()}

    answer = await browser.post(ID_TOKEN, json=body, headers=header)

    assert answer.json()["user"] == {
        "id": guest_id,
        "kind": "user",
        "email": EMAIL,
        "display_name": "Anna",
    }


@pytest.mark.parametrize("header", ["Bearer x", "Bearer ", "Basic YTpi", "x"])
async def test_a_bad_token_is_never_nobodys(
    google: Googles, browser: httpx.AsyncClient, header: str
) -> None:
    headers = {"authorization": header}
    body = {"id_token": google.simulator.id_token()}

    start = await browser.get(START, headers=headers)
    signed_in = await browser.post(ID_TOKEN, json=body, headers=headers)

    assert (start.status_code, signed_in.status_code) == (401, 401)


# Accounts that were there


async def test_a_confirmed_address_is_linked(
    house: Product, browser: httpx.AsyncClient
) -> None:
    user_id = await an_account(house)
    await confirmed(house)

    actor = await whoever(house, await browser.get(await left(browser)))

    assert str(actor.user_id) == user_id
    assert len(house.store.users) == 1


async def test_an_address_nobody_confirmed_is_not_linked(
    house: Product, google: Googles, browser: httpx.AsyncClient
) -> None:
    await an_account(house)
    body = {"id_token": google.simulator.id_token()}

    back = await browser.get(await left(browser))
    signed_in = await browser.post(ID_TOKEN, json=body)

    assert (back.status_code, signed_in.status_code) == (409, 409)
    assert signed_in.json()["code"] == "email-taken"
    assert house.store.identities == {}


async def test_google_confirms_an_address(
    house: Product, browser: httpx.AsyncClient
) -> None:
    actor = await whoever(house, await browser.get(await left(browser)))

    assert {key[0] for key in house.store.identities} == set(Provider)
    assert {one.owner_id for one in house.store.identities.values()} == {actor.user_id}


async def confirmed(house: Product) -> None:
    """Have somebody open a link from the account's mailbox."""
    (user,) = house.store.users.values()
    async with house.gateways.begin_account(SYSTEM) as work:
        await LocalAccounts(clock=house.clock, ids=house.gateways.ids).confirm(
            work, user
        )
        await work.commit()


# The state


async def test_a_state_is_good_once(browser: httpx.AsyncClient) -> None:
    back = await left(browser)
    cookies = dict(browser.cookies)
    first = await browser.get(back)
    browser.cookies.update(cookies)

    again = await browser.get(back)

    assert (first.status_code, again.status_code) == (302, 422)
    assert again.json()["code"] == "link-spent"
    assert "location" not in again.headers


async def test_a_state_is_used_up_by_trying(
    google: Googles, browser: httpx.AsyncClient
) -> None:
    back = await left(browser)
    google.simulator.trouble = Trouble.STATUS
    failed = await browser.get(back)
    google.simulator.trouble = None

    again = await browser.get(back)

    assert (failed.status_code, again.status_code) == (503, 422)


async def test_a_state_of_another_browser_opens_nothing(
    house: Product, browser: httpx.AsyncClient
) -> None:
    back = await left(browser)

    async with house.client(None) as other:
        without = await other.get(back)
        await left(other)
        with_its_own = await other.get(back)

    assert (without.status_code, with_its_own.status_code) == (422, 422)
    assert (await browser.get(back)).status_code == 302


async def test_a_state_ends(house: Product, browser: httpx.AsyncClient) -> None:
    back = await left(browser)

    house.clock.advance(seconds=AWAY.total_seconds())

    assert (await browser.get(back)).status_code == 422


@pytest.mark.parametrize("state", ["", "x", "é", "x" * 9_000, "../..", "'; --"])
async def test_a_state_that_is_none_opens_nothing(
    browser: httpx.AsyncClient, state: str
) -> None:
    await left(browser)

    answer = await browser.get(CALLBACK, params={"state": state, "code": "4/code"})

    assert answer.status_code == 422


async def test_only_hashes_of_what_travels_are_kept(
    house: Product, browser: httpx.AsyncClient
) -> None:
    back = await left(browser)
    state = parse_qs(urlsplit(back).query)["state"][0]

    assert state not in str(house.store.account_tokens)
    assert state not in str(dict(browser.cookies))


async def test_the_cookie_is_for_this_alone(browser: httpx.AsyncClient) -> None:
    answer = await browser.get(START)

    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"{COOKIE}=")
    for attribute in ("httponly", "samesite=lax", "path=/", "max-age=600"):
        assert attribute in cookie
    assert "domain" not in cookie


async def test_with_tls_the_cookie_belongs_to_the_host(
    house: Product, browser: httpx.AsyncClient
) -> None:
    house.app.state.public_url = "https://walk.example"
    try:
        answer = await browser.get(START)
    finally:
        house.app.state.public_url = "http://127.0.0.1:8000"

    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"__host-{COOKIE}=")
    assert "secure" in cookie


async def test_the_cookie_goes_when_it_is_used(browser: httpx.AsyncClient) -> None:
    await browser.get(await left(browser))

    assert dict(browser.cookies) == {}


# What goes wrong


async def test_whoever_says_no_is_back_where_they_were(
    google: Googles, browser: httpx.AsyncClient
) -> None:
    google.simulator.refuses = True

    answer = await browser.get(await left(browser))

    assert answer.headers["location"] == "/#error=access_denied"
    assert "access_token" not in answer.text


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "elsewhere"},
        {"nonce": "another"},
        {"email_verified": False},
        {"iss": "https://accounts.example"},
        {"exp": int(NOON.timestamp()) - 1},
    ],
    ids=repr,
)
async def test_what_google_does_not_vouch_for_is_401(
    house: Product,
    google: Googles,
    browser: httpx.AsyncClient,
    claims: dict[str, object],
) -> None:
    google.simulator.claims = claims

    answer = await browser.get(await left(browser))

    assert answer.status_code == 401
    assert answer.json()["code"] == "wrong-credentials"
    assert house.store.users == {}


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (Trouble.STALL, 504),
        (Trouble.STATUS, 503),
        (Trouble.HTML, 503),
        (Trouble.FLOOD, 503),
        (Trouble.OTHER_CLIENT, 502),
    ],
)
async def test_where_google_fails_nobody_is_signed_in(
    house: Product,
    google: Googles,
    browser: httpx.AsyncClient,
    trouble: Trouble,
    status: int,
) -> None:
    back = await left(browser)
    google.simulator.trouble = trouble

    answer = await browser.get(back)

    assert answer.status_code == status
    assert house.store.users == {}


@pytest.mark.parametrize(
    "return_to",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/\r\nx: y", "", "a"],
)
async def test_nobody_is_sent_elsewhere(
    browser: httpx.AsyncClient, return_to: str
) -> None:
    answer = await browser.get(START, params={"return_to": return_to})

    assert answer.status_code == 422
    assert answer.json()["code"] == "return-to-invalid"
    assert "location" not in answer.headers
    assert "set-cookie" not in answer.headers


async def test_without_a_client_there_is_no_google() -> None:
    async with product().client(None) as browser:
        start = await browser.get(START)
        signed_in = await browser.post(ID_TOKEN, json={"id_token": "x"})

    assert (start.status_code, signed_in.status_code) == (404, 404)


@pytest.mark.parametrize("forgery", FORGERIES, ids=name_of)
async def test_no_forgery_signs_anybody_in(
    house: Product, google: Googles, browser: httpx.AsyncClient, forgery: Forgery
) -> None:
    async with trap() as trapped:
        issuer = Issuer(
            token=google.simulator.id_token(),
            other=google.simulator.id_token(sub="another", email="b@example.com"),
            algorithm="RS256",
            key=google_key(),
            required=REQUIRED,
            now=int(NOON.timestamp()),
            trap=trapped.url,
        )
        answers = [
            await browser.post(ID_TOKEN, json={"id_token": token})
            for token in list(forgery(issuer))[:40]
        ]

    # An empty or a huge one is refused by the form of the body.
    assert {answer.status_code for answer in answers} <= {401, 422}
    assert trapped.callers == []
    assert house.store.users == {}
