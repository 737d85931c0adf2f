"""Signing up, in and out over HTTP."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping

import httpx
import pytest
from pydantic import TypeAdapter

from tests import makers
from tests.people import PASSWORD, TOKEN_TTL_S, an_address
from tests.unit.controller.app import Product, product
from tests.unit.controller.test_problem import problem_of
from walkumentary.controller.accounts.auth_schemas import SessionView
from walkumentary.controller.jobs import GIVE_UP, HANDLERS
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.mail import MailNotSent, MailRefused

AUTH = "/v1/auth"
OTHER = "another bicycle on a bridge"

type Json = Mapping[str, object]

_JSON: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])


def sign_up_body(email: object = "", **changed: object) -> Json:
    return {
        "email": an_address() if email == "" else email,
        "password": PASSWORD,
        "password_confirm": PASSWORD,
        "display_name": "Anna",
        **changed,
    }


def session_of(response: httpx.Response, status: int = 200) -> SessionView:
    assert response.status_code == status, response.text
    return SessionView.model_validate_json(response.content)


def bearer(session: SessionView) -> dict[str, str]:
    return {"authorization": f"Bearer {session.access_token}"}


@pytest.fixture
def post_house() -> Product:
    """The application where mail is sent."""
    return product(sends_mail=True)


async def delivered(house: Product) -> None:
    jobs, house.store.jobs[:] = list(house.store.jobs), []
    for job in jobs:
        await HANDLERS[job.name](house.usecases, job.args)


async def link_to(house: Product, email: str) -> str:
    await delivered(house)
    (token,) = re.findall(r"http://test/#\w+=([\w-]+)", house.mail.to(email)[-1].text)
    return str(token)


async def test_who_signs_up_gets_a_session_of_this_form(house: Product) -> None:
    email = an_address()

    async with house.client(None) as nobody:
        response = await nobody.post(f"{AUTH}/signup", json=sign_up_body(email))

    session = session_of(response, 201)
    body = _JSON.validate_json(response.content)
    assert set(body) == {
        *("access_token", "token_type", "expires_in_s", "refresh_token", "user")
    }
    assert body["user"] == {
        "id": str(session.user.id),
        "kind": "user",
        "email": email,
        "display_name": "Anna",
    }
    assert (session.token_type, session.expires_in_s) == ("Bearer", TOKEN_TTL_S)


async def test_a_guest_keeps_their_tours_by_signing_up(house: Product) -> None:
    async with house.client(None) as client:
        guest = session_of(await client.post(f"{AUTH}/anonymous"), 201)
        owner = UserId(guest.user.id)
        tour = await house.keep(makers.a_tour(owner_id=owner))

        response = await client.post(
            f"{AUTH}/signup", json=sign_up_body(), headers=bearer(guest)
        )
        session = session_of(response, 201)
        read = await client.get(f"/v1/tours/{tour.id}", headers=bearer(session))

    assert session.user.id == guest.user.id
    assert session.user.kind == "user"
    assert read.status_code == 200


async def test_somebody_who_is_signed_in_signs_up_as_somebody_else(
    house: Product,
) -> None:
    async with house.client(None) as client:
        first = session_of(
            await client.post(f"{AUTH}/signup", json=sign_up_body()), 201
        )
        second = session_of(
            await client.post(
                f"{AUTH}/signup", json=sign_up_body(), headers=bearer(first)
            ),
            201,
        )

    assert first.user.id != second.user.id


@pytest.mark.parametrize("header", ["Bearer rubbish", "Basic YTpi", "Bearer", "x"])
async def test_a_bad_token_is_refused_also_where_none_is_needed(
    house: Product, header: str
) -> None:
    async with house.client(None) as client:
        response = await client.post(
            f"{AUTH}/signup", json=sign_up_body(), headers={"authorization": header}
        )

    problem_of(response, 401, "unauthenticated")
    assert house.store.users == {}


async def test_a_taken_address_is_told_where_no_mail_can_tell_it(
    house: Product,
) -> None:
    email = an_address()
    async with house.client(None) as nobody:
        await nobody.post(f"{AUTH}/signup", json=sign_up_body(email))
        again = await nobody.post(f"{AUTH}/signup", json=sign_up_body(email.upper()))
        health = await nobody.get("/health")

    problem_of(again, 409, "email-taken")
    (accounts,) = [
        one for one in health.json()["components"] if one["component"] == "accounts"
    ]
    assert accounts["state"] == "up"
    assert "tells whether an address has an account" in accounts["detail"]


async def test_a_taken_name_is_told(house: Product) -> None:
    async with house.client(None) as nobody:
        await nobody.post(f"{AUTH}/signup", json=sign_up_body(username="anna"))
        again = await nobody.post(f"{AUTH}/signup", json=sign_up_body(username="ANNA"))

    problem_of(again, 409, "username-taken")


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"email": "anna"}, "/email"),
        ({"email": "anna@"}, "/email"),
        ({"email": "anna@example.org\r\nBcc: eve@example.org"}, "/email"),
        ({"email": "Anna <anna@example.org>"}, "/email"),
        ({"email": '"a b"@example.org'}, "/email"),
        ({"email": "a" * 250 + "@example.org"}, "/email"),
        ({"email": None}, "/email"),
        ({"password": "short", "password_confirm": "short"}, "/password"),
        ({"password": "x" * 129, "password_confirm": "x" * 129}, "/password"),
        ({"password": "iloveyou1", "password_confirm": "iloveyou1"}, "/password"),
        ({"password": 12345678}, "/password"),
        ({"display_name": ""}, "/display_name"),
        ({"display_name": "An\nna"}, "/display_name"),
        ({"display_name": "a" * 81}, "/display_name"),
        ({"username": "a"}, "/username"),
        ({"username": "anna walks"}, "/username"),
        ({"role": "operator"}, "/role"),
        ({"kind": "operator"}, "/kind"),
    ],
)
async def test_what_is_wrong_with_a_sign_up_is_pointed_at(
    house: Product, wrong: Json, pointer: str
) -> None:
    async with house.client(None) as nobody:
        response = await nobody.post(f"{AUTH}/signup", json=sign_up_body(**wrong))

    assert response.status_code == 422
    assert pointer in {one["pointer"] for one in response.json()["errors"]}
    assert "iloveyou1" not in response.text
    assert house.store.users == {}


async def test_two_passwords_that_differ_are_no_sign_up(house: Product) -> None:
    async with house.client(None) as nobody:
        response = await nobody.post(
            f"{AUTH}/signup", json=sign_up_body(password_confirm=OTHER)
        )

    assert response.status_code == 422
    assert PASSWORD not in response.text
    assert OTHER not in response.text


async def test_somebody_logs_in_refreshes_and_logs_out(house: Product) -> None:
    email = an_address()
    async with house.client(None) as client:
        await client.post(f"{AUTH}/signup", json=sign_up_body(email))
        first = session_of(
            await client.post(
                f"{AUTH}/login", json={"email": email, "password": PASSWORD}
            )
        )
        house.clock.advance(seconds=TOKEN_TTL_S)
        late = await client.get("/v1/tours", headers=bearer(first))
        second = session_of(
            await client.post(
                f"{AUTH}/refresh", json={"refresh_token": first.refresh_token}
            )
        )
        again = await client.get("/v1/tours", headers=bearer(second))
        out = await client.post(
            f"{AUTH}/logout", json={"refresh_token": second.refresh_token}
        )
        over = await client.post(
            f"{AUTH}/refresh", json={"refresh_token": second.refresh_token}
        )

    assert (late.status_code, again.status_code) == (401, 200)
    assert (out.status_code, out.content) == (204, b"")
    problem_of(over, 401, "session-ended")


async def test_a_token_names_its_session_and_no_role(house: Product) -> None:
    email = an_address()
    async with house.client(None) as client:
        response = await client.post(f"{AUTH}/signup", json=sign_up_body(email))
    session = session_of(response, 201)

    actor = house.tokens.verify(session.access_token)

    assert actor == Actor(user_id=UserId(session.user.id), kind=ActorKind.USER)
    (sign_in,) = house.store.sessions.values()
    assert str(sign_in.id) in _claims(session.access_token)


@pytest.mark.parametrize(
    "body",
    [
        {"email": "nobody@example.org", "password": PASSWORD},
        {"email": "anna@example.org", "password": OTHER},
        {"email": "anna@example.org", "password": ""},
    ],
)
async def test_who_cannot_log_in_learns_nothing(house: Product, body: Json) -> None:
    async with house.client(None) as nobody:
        await nobody.post(f"{AUTH}/signup", json=sign_up_body("anna@example.org"))
        response = await nobody.post(f"{AUTH}/login", json=body)

    shown = problem_of(response, 401, "wrong-credentials")
    assert shown.detail == "Address and password do not fit."


@pytest.mark.parametrize("token", ["", " ", "a b", "\ud800", "x" * 201, 7, None])
async def test_what_cannot_be_a_refresh_token_is_refused(
    house: Product, token: object
) -> None:
    async with house.client(None) as nobody:
        response = await nobody.post(
            f"{AUTH}/refresh",
            content=json.dumps({"refresh_token": token}),
            headers={"content-type": "application/json"},
        )

    assert response.status_code == 422


async def test_a_changed_password_ends_the_other_sessions(house: Product) -> None:
    email = an_address()
    async with house.client(None) as client:
        phone = session_of(
            await client.post(f"{AUTH}/signup", json=sign_up_body(email)), 201
        )
        laptop = session_of(
            await client.post(
                f"{AUTH}/login", json={"email": email, "password": PASSWORD}
            )
        )
        change = {"current_password": PASSWORD, "password": OTHER}
        kept = session_of(
            await client.post(
                f"{AUTH}/password/change", json=change, headers=bearer(phone)
            )
        )
        refreshed = [
            await client.post(f"{AUTH}/refresh", json={"refresh_token": token})
            for token in (
                *(kept.refresh_token, laptop.refresh_token, phone.refresh_token),
            )
        ]
        wrong = await client.post(
            f"{AUTH}/password/change", json=change, headers=bearer(kept)
        )

    assert [one.status_code for one in refreshed] == [200, 401, 401]
    problem_of(wrong, 401, "wrong-credentials")


async def test_with_mail_every_sign_up_looks_the_same(post_house: Product) -> None:
    email, free = an_address(), an_address()
    async with post_house.client(None) as nobody:
        await nobody.post(f"{AUTH}/signup", json=sign_up_body(email))
        await nobody.post(
            f"{AUTH}/email/confirm", json={"token": await link_to(post_house, email)}
        )

        answers = [
            await nobody.post(f"{AUTH}/signup", json=sign_up_body(one))
            for one in (email, free)
        ]
        health = await nobody.get("/health")

    assert {one.status_code for one in answers} == {202}
    assert {one.content for one in answers} == {b'{"status":"check_mail"}'}
    assert len(post_house.store.jobs) == 2
    assert "addresses are confirmed by mail" in health.text


async def test_a_link_opens_the_account_of_a_guest(post_house: Product) -> None:
    email = an_address()
    async with post_house.client(None) as client:
        guest = session_of(await client.post(f"{AUTH}/anonymous"), 201)
        await client.post(
            f"{AUTH}/signup", json=sign_up_body(email), headers=bearer(guest)
        )
        token = await link_to(post_house, email)
        response = await client.post(f"{AUTH}/email/confirm", json={"token": token})
        again = await client.post(f"{AUTH}/email/confirm", json={"token": token})

    session = session_of(response)
    assert (session.user.id, session.user.email) == (guest.user.id, email)
    problem_of(again, 422, "link-spent")


async def test_a_forgotten_password_is_nobody_else_s_business(
    post_house: Product,
) -> None:
    email = an_address()
    async with post_house.client(None) as nobody:
        await nobody.post(f"{AUTH}/signup", json=sign_up_body(email))
        await nobody.post(
            f"{AUTH}/email/confirm", json={"token": await link_to(post_house, email)}
        )
        answers = [
            await nobody.post(f"{AUTH}/password/forgot", json={"email": one})
            for one in (email, an_address())
        ]
        reset = await nobody.post(
            f"{AUTH}/password/reset",
            json={"token": await link_to(post_house, email), "password": OTHER},
        )
        logged_in = await nobody.post(
            f"{AUTH}/login", json={"email": email, "password": OTHER}
        )

    assert {(one.status_code, one.content) for one in answers} == {
        (202, b'{"status":"check_mail"}')
    }
    assert (reset.status_code, reset.content) == (204, b"")
    session_of(logged_in)


async def test_a_mail_the_server_refuses_is_not_tried_again(
    post_house: Product,
) -> None:
    async with post_house.client(None) as nobody:
        await nobody.post(f"{AUTH}/signup", json=sign_up_body())
    post_house.mail.failures.append(MailRefused("Never."))

    await delivered(post_house)

    assert post_house.mail.sent == []
    assert post_house.store.jobs == []


async def test_a_mail_the_server_does_not_take_now_is_left_to_the_engine(
    post_house: Product,
) -> None:
    email = an_address()
    async with post_house.client(None) as nobody:
        await nobody.post(f"{AUTH}/signup", json=sign_up_body(email))
    (job,) = post_house.store.jobs
    post_house.mail.failures.append(MailNotSent("Not now."))

    with pytest.raises(MailNotSent):
        await HANDLERS[job.name](post_house.usecases, job.args)
    await HANDLERS[job.name](post_house.usecases, job.args)

    assert len(post_house.mail.to(email)) == 1


async def test_a_mail_is_tried_for_as_long_as_its_link_is_good(
    post_house: Product,
) -> None:
    email = an_address()
    async with post_house.client(None) as nobody:
        await nobody.post(f"{AUTH}/signup", json=sign_up_body(email))
    (job,) = post_house.store.jobs

    await GIVE_UP[job.name](post_house.usecases, job.args)
    early = list(post_house.store.jobs)
    post_house.clock.advance(days=1)
    await GIVE_UP[job.name](post_house.usecases, job.args)
    await HANDLERS[job.name](post_house.usecases, job.args)

    assert early == [job, job]
    assert post_house.store.jobs == early
    assert post_house.mail.sent == []


async def test_what_lets_nobody_in_any_more_is_swept(post_house: Product) -> None:
    async with post_house.client(None) as client:
        await client.post(f"{AUTH}/signup", json=sign_up_body())
        await client.post(f"{AUTH}/anonymous")
        post_house.clock.advance(days=29)
        kept = session_of(await client.post(f"{AUTH}/anonymous"), 201)
        post_house.clock.advance(days=1)

        await HANDLERS["accounts.sweep"](post_house.usecases, {})
        refreshed = await client.post(
            f"{AUTH}/refresh", json={"refresh_token": kept.refresh_token}
        )

    assert post_house.store.account_tokens == {}
    assert len(post_house.store.sessions) == 1
    session_of(refreshed)


async def test_without_a_database_nobody_gets_in(house: Product) -> None:
    house.store.reachable = False
    asked: list[tuple[str, Json]] = [
        ("/signup", sign_up_body()),
        ("/login", {"email": an_address(), "password": PASSWORD}),
        ("/refresh", {"refresh_token": "x"}),
        ("/logout", {"refresh_token": "x"}),
        ("/email/confirm", {"token": "x"}),
        ("/password/reset", {"token": "x", "password": OTHER}),
    ]

    async with house.client(None) as nobody:
        answers = [
            await nobody.post(f"{AUTH}{path}", json=body) for path, body in asked
        ]

    assert {one.status_code for one in answers} == {503}


def _claims(token: str) -> str:

    body = token.split(".")[1]
    return urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
