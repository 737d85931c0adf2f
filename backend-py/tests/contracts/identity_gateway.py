"""What whoever keeps the accounts promises, here or in a project of Supabase's."""

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.people import PASSWORD, an_account, an_address
from walkumentary.domain.accounts.sign_in import (
    EmailTaken,
    SessionEnded,
    WrongCredentials,
)
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.gateway.identity import IdentityGateway, Session

OTHER = "another bicycle on a bridge"
"""A password that is nobody's yet."""


class IdentityGatewayContract(PortContract):
    """Promises of accounts where no mail is sent; ``identity`` is a fixture."""

    async def test_who_signs_up_is_in(self, identity: IdentityGateway) -> None:
        email = an_address()

        session = await identity.sign_up(an_account(email=email, display_name="Anna"))

        assert session is not None
        assert session.actor.kind is ActorKind.USER
        assert (session.email, session.display_name) == (email, "Anna")
        assert session.expires_in_s > 0
        assert await identity.verify(session.access_token) == session.actor

    async def test_who_signed_up_can_log_in(self, identity: IdentityGateway) -> None:
        email = an_address()
        first = await signed_up(identity, email)

        again = await identity.log_in(email=email, password=PASSWORD)

        assert again.actor == first.actor
        assert (again.email, again.display_name) == (email, first.display_name)
        assert again.refresh_token != first.refresh_token

    async def test_an_address_is_the_same_in_capitals(
        self, identity: IdentityGateway
    ) -> None:
        email = an_address()
        first = await signed_up(identity, email)

        again = await identity.log_in(email=email.upper(), password=PASSWORD)

        assert again.actor == first.actor

    async def test_an_address_has_one_account(self, identity: IdentityGateway) -> None:
        email = an_address()
        await signed_up(identity, email)

        assert identity.reveals_addresses
        with pytest.raises(EmailTaken):
            await identity.sign_up(an_account(email=email, password=OTHER))
        await identity.log_in(email=email, password=PASSWORD)

    async def test_another_password_opens_nothing(
        self, identity: IdentityGateway
    ) -> None:
        email = an_address()
        await signed_up(identity, email)

        with pytest.raises(WrongCredentials) as wrong:
            await identity.log_in(email=email, password=OTHER)
        with pytest.raises(WrongCredentials) as unknown:
            await identity.log_in(email=an_address(), password=PASSWORD)

        assert wrong.value.detail == unknown.value.detail

    async def test_a_refresh_token_gives_the_next_pair(
        self, identity: IdentityGateway
    ) -> None:
        first = await signed_up(identity)

        second = await identity.refresh(first.refresh_token)
        third = await identity.refresh(second.refresh_token)

        assert first.actor == second.actor == third.actor
        assert (third.email, third.display_name) == (first.email, first.display_name)
        tokens = {one.refresh_token for one in (first, second, third)}
        assert len(tokens) == 3
        assert await identity.verify(third.access_token) == first.actor

    async def test_a_token_nobody_gave_out_refreshes_nothing(
        self, identity: IdentityGateway
    ) -> None:
        session = await signed_up(identity)

        for token in ("", "nobody's", makers.a_key(), session.access_token):
            with pytest.raises(SessionEnded):
                await identity.refresh(token)

    async def test_who_logs_out_is_out_on_this_device_alone(
        self, identity: IdentityGateway
    ) -> None:
        email = an_address()
        phone = await signed_up(identity, email)
        laptop = await identity.log_in(email=email, password=PASSWORD)

        await identity.log_out(phone.refresh_token)

        with pytest.raises(SessionEnded):
            await identity.refresh(phone.refresh_token)
        await identity.refresh(laptop.refresh_token)

    async def test_logging_out_of_nothing_is_no_error(
        self, identity: IdentityGateway
    ) -> None:
        session = await signed_up(identity)
        await identity.log_out(session.refresh_token)

        await identity.log_out(session.refresh_token)
        await identity.log_out("nobody's")

    async def test_a_guest_is_somebody_without_a_name(
        self, identity: IdentityGateway
    ) -> None:
        guest, other = [await identity.sign_in_anonymously() for _ in range(2)]

        assert guest.actor.kind is ActorKind.GUEST
        assert guest.actor.user_id != other.actor.user_id
        assert (guest.email, guest.display_name) == (None, None)
        assert await identity.verify(guest.access_token) == guest.actor
        assert (await identity.refresh(guest.refresh_token)).actor == guest.actor

    async def test_what_is_no_token_of_ours_names_nobody(
        self, identity: IdentityGateway
    ) -> None:
        session = await signed_up(identity)
        head, body, signature = session.access_token.split(".")

        for token in (
            "",
            "nobody's",
            session.refresh_token,
            f"{head}.{body}.",
            f"{head}.{body}.{signature[::-1]}",
            f"{session.access_token}.",
        ):
            with pytest.raises(Unauthenticated):
                await identity.verify(token)

    async def test_a_changed_password_is_the_one_that_counts(
        self, identity: IdentityGateway
    ) -> None:
        email = an_address()
        session = await signed_up(identity, email)

        kept = await identity.change_password(
            session.actor, current=PASSWORD, password=OTHER
        )

        assert kept.actor == session.actor
        await identity.refresh(kept.refresh_token)
        await identity.log_in(email=email, password=OTHER)
        with pytest.raises(WrongCredentials):
            await identity.log_in(email=email, password=PASSWORD)

    async def test_a_changed_password_ends_the_other_sessions(
        self, identity: IdentityGateway
    ) -> None:
        email = an_address()
        phone = await signed_up(identity, email)
        laptop = await identity.log_in(email=email, password=PASSWORD)

        await identity.change_password(phone.actor, current=PASSWORD, password=OTHER)

        with pytest.raises(SessionEnded):
            await identity.refresh(laptop.refresh_token)

    async def test_a_password_is_changed_by_who_knows_it(
        self, identity: IdentityGateway
    ) -> None:
        email = an_address()
        session = await signed_up(identity, email)

        with pytest.raises(WrongCredentials):
            await identity.change_password(
                session.actor, current=OTHER, password=OTHER + "s"
            )

        await identity.log_in(email=email, password=PASSWORD)
        await identity.refresh(session.refresh_token)

    async def test_an_unknown_address_may_be_forgotten_too(
        self, identity: IdentityGateway
    ) -> None:
        await identity.forgot_password(an_address())

    async def test_nothing_is_left_of_who_is_forgotten(
        self, identity: IdentityGateway
    ) -> None:
        email = an_address()
        session = await signed_up(identity, email)

        await identity.forget(session.actor.user_id)

        with pytest.raises(WrongCredentials):
            await identity.log_in(email=email, password=PASSWORD)
        with pytest.raises(SessionEnded):
            await identity.refresh(session.refresh_token)
        again = await signed_up(identity, email)
        assert again.actor.user_id != session.actor.user_id

    async def test_forgetting_nobody_is_no_error(
        self, identity: IdentityGateway
    ) -> None:
        await identity.forget(makers.a_user_id())


async def signed_up(identity: IdentityGateway, email: str | None = None) -> Session:
    """Return the first session of somebody new."""
    session = await identity.sign_up(an_account(email=email))
    assert session is not None
    return session
