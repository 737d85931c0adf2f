"""Calls we make and answers we simulate, against the description of Supabase Auth."""

import itertools
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import httpx
import pytest

from tests.integration.simulator.auth_description import AuthDescription
from tests.integration.supabase.project import CALLBACK, Product, a_product, consented
from tests.outside import outside
from tests.simulator.auth import Call, Op
from tests.simulator.auth_project import GooglePerson
from walkumentary.domain.shared.errors import AppError
from walkumentary.gateway.identity import NewAccount

UNDESCRIBED = frozenset({Op.JWKS})
"""The description leaves the key set out."""
LINKING = "link_identity"
"""A field of the id_token grant that it leaves out too; the server knows it."""

type Do = Callable[[Product], Awaitable[object]]


@pytest.fixture(scope="module")
def description() -> AuthDescription:
    return AuthDescription(outside("openapi_specs/supabase-auth/openapi.yaml"))


def an_account(email: str = "anna@example.test") -> NewAccount:
    return NewAccount(
        email=email,
        password="a-long-password",  # noqa: S106
        display_name="Anna",
        username="anna",
    )


async def everything(product: Product) -> None:
    """Ask whatever can be asked, well and ill."""
    for do in (sign_up, passwords, sessions, guests, google, the_end):
        with suppress(AppError):
            await do(product)


async def sign_up(product: Product) -> None:
    await product.identity.sign_up(an_account())
    with suppress(AppError):
        await product.identity.sign_up(an_account())
    if product.simulator.project.mails:
        await product.identity.confirm_email(product.simulator.mail.token_hash)
    with suppress(AppError):
        await product.identity.confirm_email("nobody's")


async def passwords(product: Product) -> None:
    identity = product.identity
    await identity.forgot_password("anna@example.test")
    token = product.simulator.mail.token_hash
    await identity.reset_password(token=token, password="a-new-password")  # noqa: S106
    with suppress(AppError):
        await identity.log_in(email="anna@example.test", password="wrong")  # noqa: S106
    session = await identity.log_in(
        email="anna@example.test",
        password="a-new-password",  # noqa: S106
    )
    await identity.change_password(
        session.actor,
        current="a-new-password",
        password="a-newer-password",  # noqa: S106
    )


async def sessions(product: Product) -> None:
    session = await product.identity.sign_in_anonymously()
    again = await product.identity.refresh(session.refresh_token)
    await product.identity.log_out(again.refresh_token)
    await product.identity.refresh(again.refresh_token)


async def guests(product: Product) -> None:
    guest = await product.identity.sign_in_anonymously()
    kept = replace(an_account("bert@example.test"), guest=guest.actor)
    await product.identity.sign_up(kept)
    await product.identity.confirm_email(product.simulator.mail.token_hash)


async def google(product: Product) -> None:
    guest = (await product.identity.sign_in_anonymously()).actor
    carla = GooglePerson("1", "carla@gmail.test")
    way = await product.identity.google_address(return_to="/", guest=guest)
    back = httpx.URL(consented(product.simulator, way.address, carla)).params
    await product.identity.finish_google(state=back["state"], code=back["code"])
    for who, told in itertools.product((None, guest), (None, "another")):
        with suppress(AppError):
            await product.identity.log_in_with_google(
                id_token=product.simulator.id_token(carla), nonce=told, guest=who
            )


async def the_end(product: Product) -> None:
    session = await product.identity.sign_in_anonymously()
    await product.identity.forget(session.actor.user_id)
    await product.identity.forget(session.actor.user_id)
    await product.identity.verify(session.access_token)


def described(calls: list[Call]) -> list[Call]:
    """Return the calls the description knows, without the field it does not."""
    return [
        replace(call, body={k: v for k, v in call.body.items() if k != LINKING})
        for call in calls
        if call.op not in UNDESCRIBED
    ]


@pytest.mark.parametrize("autoconfirm", [True, False], ids=["by itself", "by mail"])
async def test_every_call_and_every_answer_is_as_described(
    description: AuthDescription, autoconfirm: bool
) -> None:
    async with a_product(autoconfirm=autoconfirm) as product:
        await everything(product)
        calls = described(product.simulator.calls)

    assert all(description.knows(call) for call in calls)
    assert [wrong for call in calls for wrong in description.of_request(call)] == []
    assert [wrong for call in calls for wrong in description.of_answer(call)] == []
    asked = {call.op for call in calls}
    left = {Op.AUTHORIZE, Op.CALLBACK, Op.HEALTH, *UNDESCRIBED}
    assert {one for one in Op if one not in left} == asked


async def test_the_address_of_google_is_as_described(
    description: AuthDescription,
) -> None:
    async with a_product() as product:
        way = await product.identity.google_address(return_to="/", guest=None)
        async with httpx.AsyncClient() as browser:
            answer = await browser.get(way.address)
        call = product.simulator.of(Op.AUTHORIZE)[0]

    assert answer.status_code == 302
    assert description.of_request(call) == []
    assert call.query["redirect_to"].startswith(f"{CALLBACK}?state=")


async def test_a_description_finds_what_is_wrong(description: AuthDescription) -> None:
    call = Call(
        op=Op.TOKEN,
        method="post",
        query={"grant_type": "guess"},
        headers={},
        body={"password": 1, "unheard": "of"},
        status=200,
        answer=b'{"access_token": 1}',
    )

    assert len(description.of_request(call)) == 3
    assert len(description.of_answer(call)) == 1
    assert description.of_answer(replace(call, status=422, answer=b'{"code": "x"}'))
    assert not description.knows(replace(call, method="patch"))
