"""The real client library of Supabase Auth, against the simulated server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from supabase_auth import AsyncGoTrueClient, AsyncMemoryStorage
from supabase_auth.errors import AuthApiError
from supabase_auth.types import (
    SignInWithEmailAndPasswordCredentials,
    SignUpWithEmailAndPasswordCredentials,
)

from tests.simulator.auth import ANON_KEY, SERVICE_KEY, AuthSimulator, simulated_auth
from tests.simulator.auth_keys import SECRET
from tests.simulator.auth_project import GooglePerson, MailKind

EMAIL = "anna@example.test"
PASSWORD = "a-long-password"  # noqa: S105
ANNA = SignInWithEmailAndPasswordCredentials(email=EMAIL, password=PASSWORD)
NEW = SignUpWithEmailAndPasswordCredentials(email=EMAIL, password=PASSWORD)


@pytest.fixture
async def simulator() -> AsyncIterator[AuthSimulator]:
    async with simulated_auth() as running:
        yield running


@asynccontextmanager
async def client(
    simulator: AuthSimulator, key: str = ANON_KEY
) -> AsyncIterator[AsyncGoTrueClient]:
    """Yield the library's client of the project."""
    async with AsyncGoTrueClient(
        url=f"{simulator.url}/auth/v1",
        headers={"apikey": key, "Authorization": f"Bearer {key}"},
        storage=AsyncMemoryStorage(),
        auto_refresh_token=False,
    ) as opened:
        yield opened


async def test_it_signs_up_logs_in_refreshes_and_asks_who_it_is(
    simulator: AuthSimulator,
) -> None:
    async with client(simulator) as auth:
        opened = await auth.sign_up({**NEW, "options": {"data": {"name": "Anna"}}})
        again = await auth.sign_in_with_password(ANNA)
        refreshed = await auth.refresh_session()
        asked = await auth.get_user()

    assert opened.user
    assert opened.user.email == EMAIL
    assert again.session
    assert refreshed.session
    assert refreshed.session.refresh_token != again.session.refresh_token
    assert asked
    assert refreshed.user
    assert asked.user.id == refreshed.user.id == opened.user.id
    assert asked.user.user_metadata == {"name": "Anna"}


async def test_it_verifies_tokens_by_the_published_keys(
    simulator: AuthSimulator,
) -> None:
    async with client(simulator) as auth:
        await auth.sign_up(NEW)
        before = await auth.get_claims()
        simulator.project.keys.rotate()
        await auth.refresh_session()
        after = await auth.get_claims()

    assert before
    assert after
    assert before["claims"]["sub"] == after["claims"]["sub"]
    assert before["headers"]["kid"] != after["headers"]["kid"]


async def test_it_signs_up_where_a_mail_confirms(simulator: AuthSimulator) -> None:
    simulator.project.autoconfirm = False
    async with client(simulator) as auth:
        waiting = await auth.sign_up(NEW)
        with pytest.raises(AuthApiError, match="not confirmed"):
            await auth.sign_in_with_password(ANNA)
        confirmed = await auth.verify_otp(
            {"type": "signup", "token_hash": simulator.mail.token_hash}
        )

    assert waiting.session is None
    assert confirmed.session
    assert confirmed.user
    assert confirmed.user.email_confirmed_at


async def test_it_keeps_a_guest(simulator: AuthSimulator) -> None:
    async with client(simulator) as auth:
        guest = await auth.sign_in_anonymously()
        kept = await auth.update_user({"email": EMAIL, "password": PASSWORD})
        again = await auth.sign_in_with_password(ANNA)

    assert guest.user
    assert again.user
    assert guest.user.is_anonymous
    assert not kept.user.is_anonymous
    assert guest.user.id == kept.user.id == again.user.id


async def test_it_finds_a_way_back_in(simulator: AuthSimulator) -> None:
    async with client(simulator) as auth:
        await auth.sign_up(NEW)
        await auth.reset_password_for_email(EMAIL)
        mail = simulator.mail
        await auth.verify_otp({"type": "recovery", "token_hash": mail.token_hash})
        await auth.update_user({"password": "another-password"})
        with pytest.raises(AuthApiError, match="Invalid login"):
            await auth.sign_in_with_password(ANNA)

    assert mail.kind is MailKind.RECOVERY


async def test_it_is_refused_a_stolen_refresh_token(simulator: AuthSimulator) -> None:
    async with client(simulator) as auth:
        opened = await auth.sign_up(NEW)
        assert opened.session
        first = opened.session.refresh_token
        await auth.refresh_session()
        await auth.refresh_session()
        with pytest.raises(AuthApiError) as refused:
            await auth.refresh_session(first)

    assert str(refused.value.code) == "refresh_token_already_used"


async def test_it_logs_out(simulator: AuthSimulator) -> None:
    async with client(simulator) as auth:
        opened = await auth.sign_up(NEW)
        await auth.sign_out()
        assert opened.session
        with pytest.raises(AuthApiError) as refused:
            await auth.refresh_session(opened.session.refresh_token)

    assert str(refused.value.code) == "refresh_token_not_found"


async def test_it_signs_in_with_google(simulator: AuthSimulator) -> None:
    token = simulator.id_token(GooglePerson("1", "anna@gmail.test"))
    async with client(simulator) as auth:
        opened = await auth.sign_in_with_id_token(
            {"provider": "google", "token": token}
        )

    assert opened.user
    assert opened.user.email == "anna@gmail.test"


async def test_it_deletes_people_for_the_service_role_alone(
    simulator: AuthSimulator,
) -> None:
    async with client(simulator) as auth:
        opened = await auth.sign_up(NEW)
        assert opened.user
        with pytest.raises(AuthApiError, match="not allowed"):
            await auth.admin.delete_user(opened.user.id)
    async with client(simulator, SERVICE_KEY) as auth:
        await auth.admin.delete_user(opened.user.id)

    assert simulator.project.people == {}


async def test_a_project_with_a_secret_publishes_no_key(
    simulator: AuthSimulator,
) -> None:
    simulator.project.keys.secret = SECRET
    async with client(simulator) as auth:
        await auth.sign_up(NEW)
        asked = await auth.get_user()

    assert asked
    assert simulator.project.keys.published() == {"keys": []}
