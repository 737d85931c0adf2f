"""What accounts of our own promise beyond the port: times, races, guests and mail."""

import asyncio
import re
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database
from tests.contracts.identity_gateway import OTHER, signed_up
from tests.people import (
    PASSWORD,
    REFRESH_TTL_S,
    QuickHasher,
    an_account,
    an_address,
    local_identity,
)
from walkumentary.domain.accounts.passwords import PasswordUnfit
from walkumentary.domain.accounts.sessions import EndedBy, hash_of
from walkumentary.domain.accounts.sign_in import (
    EmailTaken,
    LinkSpent,
    SessionEnded,
    UsernameTaken,
    WrongCredentials,
)
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM, Actor, ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.identity import Session
from walkumentary.infra.identity.accounts import Newcomer
from walkumentary.infra.identity.local import LocalIdentity
from walkumentary.infra.memory.mail import MemoryMail
from walkumentary.usecase.accounts.send_mail import SendMail

HOME = "https://walks.example"
GRACE_S = 10.0
DAY_S = 86_400.0


@dataclass(slots=True)
class Town:
    """Accounts over one database, with and without a mail server."""

    database: Database
    hasher: QuickHasher = field(default_factory=QuickHasher)
    mail: MemoryMail = field(default_factory=MemoryMail)
    _delivered: int = 0

    @property
    def identity(self) -> LocalIdentity:
        """Where no mail is sent."""
        return self._identity(sends_mail=False)

    @property
    def mailing(self) -> LocalIdentity:
        """Where mail is sent."""
        return self._identity(sends_mail=True)

    def _identity(self, *, sends_mail: bool) -> LocalIdentity:
        return local_identity(
            self.database.begin,
            self.database.clock,
            hasher=self.hasher,
            sends_mail=sends_mail,
        )

    @property
    def send(self) -> SendMail:
        """What sends mail."""
        return SendMail(
            begin=self.database.begin,
            mail=self.mail,
            links=self.mailing.links,
            clock=self.database.clock,
            home=HOME,
        )

    async def deliver(self) -> None:
        """Do the jobs that nobody did yet."""
        jobs = await self.database.jobs()
        for name, args in jobs[self._delivered :]:
            assert name == "accounts.send_mail"
            await self.send.execute(args["seed"])
        self._delivered = len(jobs)

    async def link(self, email: str) -> str:
        """Return the token of the newest link in the mails to an address."""
        await self.deliver()
        (token,) = re.findall(r"/#\w+=([\w-]+)", self.mail.to(email)[-1].text)
        return str(token)

    async def user(self, user_id: UserId) -> User | None:
        async with self.database.begin(SYSTEM) as work:
            return await work.users.find(user_id)


class LocalSessionsContract(PortContract):
    """Refresh tokens: single use, ten seconds of grace, and no second chance."""

    async def test_within_ten_seconds_a_used_token_gives_another_pair(
        self, town: Town
    ) -> None:
        first = await signed_up(town.identity)
        lost = await town.identity.refresh(first.refresh_token)

        town.database.clock.advance(seconds=GRACE_S)
        again = await town.identity.refresh(first.refresh_token)

        assert again.refresh_token != lost.refresh_token
        await town.identity.refresh(lost.refresh_token)
        await town.identity.refresh(again.refresh_token)

    async def test_grace_does_not_begin_anew(self, town: Town) -> None:
        first = await signed_up(town.identity)
        await town.identity.refresh(first.refresh_token)
        town.database.clock.advance(seconds=6)
        await town.identity.refresh(first.refresh_token)

        town.database.clock.advance(seconds=6)

        with pytest.raises(SessionEnded):
            await town.identity.refresh(first.refresh_token)

    async def test_a_token_used_late_again_ends_the_session_for_everybody(
        self, town: Town
    ) -> None:
        email = an_address()
        first = await signed_up(town.identity, email)
        elsewhere = await town.identity.log_in(email=email, password=PASSWORD)
        newest = await town.identity.refresh(first.refresh_token)
        town.database.clock.advance(seconds=GRACE_S + 1)

        with pytest.raises(SessionEnded):
            await town.identity.refresh(first.refresh_token)

        with pytest.raises(SessionEnded):
            await town.identity.refresh(newest.refresh_token)
        await town.identity.refresh(elsewhere.refresh_token)
        assert await self._ended_by(town, first) is EndedBy.REUSE

    async def test_devices_that_race_with_one_token_all_stay_in(
        self, town: Town
    ) -> None:
        first = await signed_up(town.identity)

        pairs = await asyncio.gather(
            *(town.identity.refresh(first.refresh_token) for _ in range(6))
        )

        assert len({pair.refresh_token for pair in pairs}) == 6
        again = [await town.identity.refresh(pair.refresh_token) for pair in pairs]
        assert {one.actor for one in again} == {first.actor}

    async def test_a_thief_and_an_owner_who_race_late_are_both_out(
        self, town: Town
    ) -> None:
        first = await signed_up(town.identity)
        newest = await town.identity.refresh(first.refresh_token)
        town.database.clock.advance(seconds=GRACE_S + 1)

        stolen = [town.identity.refresh(first.refresh_token) for _ in range(3)]
        owned = [town.identity.refresh(newest.refresh_token)]
        outcomes = await asyncio.gather(*stolen, *owned, return_exceptions=True)

        assert all(isinstance(one, SessionEnded) for one in outcomes[:3])
        with pytest.raises(SessionEnded):
            await town.identity.refresh(newest.refresh_token)

    async def test_a_session_nobody_uses_for_thirty_days_ends(self, town: Town) -> None:
        first = await signed_up(town.identity)
        town.database.clock.advance(seconds=REFRESH_TTL_S - 1)
        second = await town.identity.refresh(first.refresh_token)

        town.database.clock.advance(seconds=REFRESH_TTL_S)

        with pytest.raises(SessionEnded):
            await town.identity.refresh(second.refresh_token)

    async def test_what_is_kept_of_a_token_is_a_hash(self, town: Town) -> None:
        session = await signed_up(town.identity)

        async with town.database.begin(SYSTEM) as work:
            kept = await work.refresh_tokens.lock(hash_of(session.refresh_token))

        assert kept is not None
        assert session.refresh_token.encode() not in kept.token.hash
        assert len(kept.token.hash) == 32

    async def test_an_account_that_is_used_is_seen(self, town: Town) -> None:
        first = await signed_up(town.identity)
        town.database.clock.advance(days=2)

        await town.identity.refresh(first.refresh_token)

        user = await town.user(first.actor.user_id)
        assert user is not None
        assert user.seen_at == town.database.clock.now()

    async def _ended_by(self, town: Town, session: Session) -> EndedBy | None:
        async with town.database.begin(SYSTEM) as work:
            found = await work.refresh_tokens.lock(hash_of(session.refresh_token))
        return found.sign_in.ended_by if found else None


class LocalAccountsContract(PortContract):
    """Guests become people, names are taken once, hashes are worked for."""

    async def test_a_guest_who_signs_up_stays_the_same(self, town: Town) -> None:
        guest = await town.identity.sign_in_anonymously()
        email = an_address()

        session = await town.identity.sign_up(
            an_account(email=email, guest=guest.actor)
        )

        assert session is not None
        assert session.actor.user_id == guest.actor.user_id
        assert session.actor.kind is ActorKind.USER
        user = await town.user(guest.actor.user_id)
        assert user is not None
        assert (user.kind, user.email) == (ActorKind.USER, email)

    async def test_what_a_guest_held_does_not_open_the_account(
        self, town: Town
    ) -> None:
        guest = await town.identity.sign_in_anonymously()

        await town.identity.sign_up(an_account(guest=guest.actor))

        with pytest.raises(SessionEnded):
            await town.identity.refresh(guest.refresh_token)

    async def test_nor_does_it_where_somebody_else_vouches_for_the_person(
        self, town: Town
    ) -> None:
        guest = await town.identity.sign_in_anonymously()
        newcomer = Newcomer(
            email=an_address(), display_name="Anna", guest_id=guest.actor.user_id
        )

        async with town.database.begin(SYSTEM) as work:
            user = await town.identity.accounts.make(work, newcomer)
            await work.commit()

        assert user.id == guest.actor.user_id
        with pytest.raises(SessionEnded):
            await town.identity.refresh(guest.refresh_token)

    async def test_a_guest_becomes_one_person(self, town: Town) -> None:
        guest = await town.identity.sign_in_anonymously()

        sessions = await asyncio.gather(
            *(town.identity.sign_up(an_account(guest=guest.actor)) for _ in range(3))
        )

        ids = [one.actor.user_id for one in sessions if one]
        assert len(set(ids)) == 3
        assert ids.count(guest.actor.user_id) == 1

    async def test_a_guest_who_is_gone_is_somebody_new(self, town: Town) -> None:
        gone = makers.an_actor(kind=ActorKind.GUEST)

        session = await town.identity.sign_up(an_account(guest=gone))

        assert session is not None
        assert session.actor.user_id != gone.user_id

    async def test_of_those_who_race_for_an_address_one_gets_it(
        self, town: Town
    ) -> None:
        email = an_address()

        outcomes = await asyncio.gather(
            *(town.identity.sign_up(an_account(email=email)) for _ in range(4)),
            return_exceptions=True,
        )

        assert sum(isinstance(one, Session) for one in outcomes) == 1
        assert sum(isinstance(one, EmailTaken) for one in outcomes) == 3

    async def test_a_name_is_taken_in_any_spelling(self, town: Town) -> None:
        name = f"Anna{makers.a_key()[:8]}"
        await town.identity.sign_up(an_account(username=name))

        with pytest.raises(UsernameTaken):
            await town.identity.sign_up(an_account(username=name.lower()))

    async def test_an_unknown_address_costs_as_much_as_a_wrong_password(
        self, town: Town
    ) -> None:
        email = an_address()
        await signed_up(town.identity, email)

        for asked in (email, an_address()):
            before = town.hasher.matched_so_far
            with pytest.raises(WrongCredentials):
                await town.identity.log_in(email=asked, password=OTHER)
            assert town.hasher.matched_so_far == before + 1

    async def test_a_password_nobody_should_have_is_refused(self, town: Town) -> None:
        session = await signed_up(town.identity)

        with pytest.raises(PasswordUnfit):
            await town.identity.sign_up(an_account(password="password1"))  # noqa: S106
        with pytest.raises(PasswordUnfit):
            await town.identity.change_password(
                session.actor, current=PASSWORD, password=session.email or ""
            )

    async def test_a_guest_has_no_password_to_change(self, town: Town) -> None:
        guest = await town.identity.sign_in_anonymously()

        with pytest.raises(WrongCredentials):
            await town.identity.change_password(
                guest.actor, current=PASSWORD, password=OTHER
            )

    async def test_one_of_several_changes_of_a_password_wins(self, town: Town) -> None:
        email = an_address()
        session = await signed_up(town.identity, email)
        wanted = [f"{OTHER} {n}" for n in range(3)]

        outcomes = await asyncio.gather(
            *(self._change(town, session.actor, to=one) for one in wanted),
            return_exceptions=True,
        )

        won = [w for w, o in zip(wanted, outcomes, strict=True) if _is_session(o)]
        assert len(won) == 1
        await town.identity.log_in(email=email, password=won[0])

    async def test_without_mail_a_forgotten_password_is_nobodys_business(
        self, town: Town
    ) -> None:
        email = an_address()
        await signed_up(town.identity, email)
        before = len(await town.database.jobs())

        await town.identity.forgot_password(email)

        assert len(await town.database.jobs()) == before

    async def _change(self, town: Town, actor: Actor, *, to: str) -> Session:
        return await town.identity.change_password(actor, current=PASSWORD, password=to)


class LocalMailContract(PortContract):
    """Addresses are confirmed by mail, and only mail tells which are taken."""

    async def test_a_link_in_a_mail_opens_the_account(self, town: Town) -> None:
        email = an_address()

        answer = await town.mailing.sign_up(an_account(email=email))
        with pytest.raises(WrongCredentials):
            await town.mailing.log_in(email=email, password=PASSWORD)
        session = await town.mailing.confirm_email(await town.link(email))

        assert answer is None
        assert not town.mailing.reveals_addresses
        assert (session.email, session.actor.kind) == (email, ActorKind.USER)
        await town.mailing.log_in(email=email, password=PASSWORD)

    async def test_a_link_is_good_once(self, town: Town) -> None:
        email = an_address()
        await town.mailing.sign_up(an_account(email=email))
        token = await town.link(email)

        outcomes = await asyncio.gather(
            *(town.mailing.confirm_email(token) for _ in range(3)),
            return_exceptions=True,
        )

        assert sum(_is_session(one) for one in outcomes) == 1
        assert sum(isinstance(one, LinkSpent) for one in outcomes) == 2

    async def test_a_link_is_good_for_a_day(self, town: Town) -> None:
        email = an_address()
        await town.mailing.sign_up(an_account(email=email))
        token = await town.link(email)

        town.database.clock.advance(seconds=DAY_S)

        with pytest.raises(LinkSpent):
            await town.mailing.confirm_email(token)

    async def test_a_guest_who_confirms_keeps_what_is_theirs(self, town: Town) -> None:
        guest = await town.mailing.sign_in_anonymously()
        email = an_address()
        await town.mailing.sign_up(an_account(email=email, guest=guest.actor))
        before = await town.user(guest.actor.user_id)

        session = await town.mailing.confirm_email(await town.link(email))

        assert before is not None
        assert before.kind is ActorKind.GUEST
        assert session.actor.user_id == guest.actor.user_id

    async def test_a_taken_address_gets_a_mail_that_says_so(self, town: Town) -> None:
        email = an_address()
        await signed_up(town.identity, email)
        hashed = town.hasher.hashed_so_far

        answer = await town.mailing.sign_up(
            an_account(email=email.upper(), password=OTHER)
        )

        await town.deliver()
        (mail,) = town.mail.to(email.upper())
        assert answer is None
        assert town.hasher.hashed_so_far == hashed + 1
        assert "has one already" in mail.text
        assert "#confirm" not in mail.text
        await town.mailing.log_in(email=email, password=PASSWORD)

    async def test_who_confirms_first_has_the_address(self, town: Town) -> None:
        email = an_address()
        await town.mailing.sign_up(an_account(email=email, password=PASSWORD))
        first = await town.link(email)
        await town.mailing.sign_up(an_account(email=email, password=OTHER))
        second = await town.link(email)

        await town.mailing.confirm_email(second)

        with pytest.raises(LinkSpent):
            await town.mailing.confirm_email(first)
        await town.mailing.log_in(email=email, password=OTHER)

    async def test_a_taken_name_is_told_whatever_the_address(self, town: Town) -> None:
        email, name = an_address(), f"anna{makers.a_key()[:8]}"
        await town.identity.sign_up(an_account(email=email, username=name))

        for one in (email, an_address()):
            with pytest.raises(UsernameTaken):
                await town.mailing.sign_up(an_account(email=one, username=name))

    async def test_a_forgotten_password_is_set_anew(self, town: Town) -> None:
        email = an_address()
        phone = await signed_up(town.identity, email)
        laptop = await town.identity.log_in(email=email, password=PASSWORD)
        await town.mailing.forgot_password(email)

        await town.mailing.reset_password(token=await town.link(email), password=OTHER)

        for session in (phone, laptop):
            with pytest.raises(SessionEnded):
                await town.mailing.refresh(session.refresh_token)
        with pytest.raises(WrongCredentials):
            await town.mailing.log_in(email=email, password=PASSWORD)
        await town.mailing.log_in(email=email, password=OTHER)

    async def test_a_password_is_set_anew_once(self, town: Town) -> None:
        email = an_address()
        await signed_up(town.identity, email)
        await town.mailing.forgot_password(email)
        token = await town.link(email)
        await town.mailing.reset_password(token=token, password=OTHER)

        with pytest.raises(LinkSpent):
            await town.mailing.reset_password(token=token, password=PASSWORD)

    async def test_an_unfit_password_does_not_use_up_the_link(self, town: Town) -> None:
        email = an_address()
        await signed_up(town.identity, email)
        await town.mailing.forgot_password(email)
        token = await town.link(email)

        with pytest.raises(PasswordUnfit):
            await town.mailing.reset_password(token=token, password=email)

        await town.mailing.reset_password(token=token, password=OTHER)

    async def test_a_guessed_link_costs_no_hash(self, town: Town) -> None:
        with pytest.raises(LinkSpent):
            await town.mailing.reset_password(token="guessed", password=OTHER)  # noqa: S106

        assert town.hasher.hashed_so_far == 0

    async def test_links_are_good_for_what_they_are_for(self, town: Town) -> None:
        email, new = an_address(), an_address()
        await signed_up(town.identity, email)
        await town.mailing.forgot_password(email)
        await town.mailing.sign_up(an_account(email=new))

        with pytest.raises(LinkSpent):
            await town.mailing.confirm_email(await town.link(email))
        with pytest.raises(LinkSpent):
            await town.mailing.reset_password(
                token=await town.link(new), password=OTHER
            )

    async def test_an_unknown_address_is_not_written_to(self, town: Town) -> None:
        email = an_address()

        await town.mailing.forgot_password(email)

        await town.deliver()
        assert town.mail.to(email) == []

    async def test_one_job_waits_whoever_is_asked_for(self, town: Town) -> None:
        known, unknown = an_address(), an_address()
        await signed_up(town.identity, known)
        asked: Sequence[Awaitable[object]] = [
            town.mailing.forgot_password(known),
            town.mailing.forgot_password(unknown),
            town.mailing.sign_up(an_account(email=known)),
            town.mailing.sign_up(an_account(email=unknown)),
        ]

        jobs = [await self._jobs_of(town, one) for one in asked]

        assert jobs == [["accounts.send_mail"]] * 4

    async def test_no_job_carries_what_opens_an_account(self, town: Town) -> None:
        email = an_address()
        await town.mailing.sign_up(an_account(email=email))
        token = await town.link(email)

        (_, args), *_ = reversed(await town.database.jobs())

        assert set(args) == {"seed"}
        for secret in (token, email, PASSWORD):
            assert secret not in str(args)
        with pytest.raises(LinkSpent):
            await town.mailing.confirm_email(args["seed"])

    async def _jobs_of(self, town: Town, asked: Awaitable[object]) -> list[str]:
        before = len(await town.database.jobs())
        await asked
        return [name for name, _ in (await town.database.jobs())[before:]]


def _is_session(outcome: object) -> bool:
    return isinstance(outcome, Session)
