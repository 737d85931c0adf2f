"""Whom Google vouches for, as accounts of our own."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

from walkumentary.domain.accounts.identities import Identity, Provider
from walkumentary.domain.accounts.names import email_key
from walkumentary.domain.accounts.sessions import (
    AccountToken,
    EndedBy,
    Purpose,
    hash_of,
)
from walkumentary.domain.accounts.sign_in import (
    EmailTaken,
    LinkSpent,
    WrongCredentials,
)
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.google import GoogleGateway, GooglePerson, Journey
from walkumentary.gateway.identity import Departure, Session
from walkumentary.gateway.unit_of_work import AccountWork, AlreadyStored, Begin
from walkumentary.infra.identity.accounts import LocalAccounts, Newcomer
from walkumentary.infra.identity.sessions import LocalSessions

AWAY = timedelta(minutes=10)
"""For choosing an account at Google."""
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleSignIn:
    """Google's part of ``LocalIdentity``; nothing is asked in a transaction."""

    begin: Begin[AccountWork]
    google: GoogleGateway
    accounts: LocalAccounts
    sessions: LocalSessions

    async def leave(self, *, return_to: str, guest: Actor | None) -> Departure:
        """See ``IdentityGateway.google_address``."""
        journey = Journey(
            state=token_urlsafe(32), nonce=token_urlsafe(32), verifier=token_urlsafe(32)
        )
        async with self.begin(SYSTEM) as work:
            await work.account_tokens.add(self._kept(journey, return_to, guest))
            await work.commit()
        return Departure(address=self.google.address(journey), state=journey.state)

    async def finish(self, *, state: str, code: str) -> tuple[Session, str]:
        """See ``IdentityGateway.finish_google``; the state is used up by trying."""
        kept = await self._take(state)
        journey = Journey(state=state, nonce=kept["nonce"], verifier=kept["verifier"])
        person = await self.google.redeem(code, journey)
        guest_id = UserId(UUID(kept["guest_id"])) if "guest_id" in kept else None
        return await self._enter(person, guest_id), kept["return_to"]

    async def log_in(
        self, *, id_token: str, nonce: str | None, guest: Actor | None
    ) -> Session:
        """See ``IdentityGateway.log_in_with_google``."""
        person = await self.google.recognize(id_token, nonce=nonce)
        return await self._enter(person, guest.user_id if guest else None)

    def _kept(
        self, journey: Journey, return_to: str, guest: Actor | None
    ) -> AccountToken:
        now = self.sessions.clock.now()
        content = {
            "nonce": journey.nonce,
            "verifier": journey.verifier,
            "return_to": return_to,
        }
        return AccountToken(
            hash=hash_of(journey.state),
            purpose=Purpose.GOOGLE,
            content={**content, "guest_id": str(guest.user_id)} if guest else content,
            created_at=now,
            expires_at=now + AWAY,
        )

    async def _take(self, state: str) -> dict[str, str]:
        async with self.begin(SYSTEM) as work:
            kept = await work.account_tokens.take(
                hash_of(state), purpose=Purpose.GOOGLE, now=self.sessions.clock.now()
            )
            await work.commit()
        if kept is None:
            raise LinkSpent("This sign-in was finished, or took too long.")
        return kept.content

    async def _enter(self, person: GooglePerson, guest_id: UserId | None) -> Session:
        """Open a session; who lost a race to make the account finds it now."""
        try:
            return await self._entered(person, guest_id)
        except (EmailTaken, AlreadyStored):
            return await self._entered(person, guest_id)

    async def _entered(self, person: GooglePerson, guest_id: UserId | None) -> Session:
        async with self.begin(SYSTEM) as work:
            user = await self._user(work, person, guest_id)
            session = await self.sessions.open(work, user)
            await work.commit()
        return session

    async def _user(
        self, work: AccountWork, person: GooglePerson, guest_id: UserId | None
    ) -> User:
        linked = await work.identities.find(Provider.GOOGLE, person.subject)
        if linked:
            return await _still(work, linked.owner_id)
        user = await self._confirmed(work, person) or await self._made(
            work, person, guest_id
        )
        if not await work.identities.add(self._link(person, user)):
            raise AlreadyStored("Somebody was quicker.")
        return user

    async def _confirmed(self, work: AccountWork, person: GooglePerson) -> User | None:
        """Return who has the address, if a link of ours was opened from its mailbox.

        Raises:
            EmailTaken: somebody has it who may not be its person.
        """
        user = await work.users.find_by_email_key(email_key(person.email))
        if user is None:
            return None
        known = await work.identities.find(Provider.EMAIL, email_key(person.email))
        if known is None or known.owner_id != user.id:
            raise EmailTaken(
                "There is an account with this address, which nobody confirmed: "
                "sign in with its password."
            )
        return user

    async def _made(
        self, work: AccountWork, person: GooglePerson, guest_id: UserId | None
    ) -> User:
        newcomer = Newcomer(
            email=person.email,
            display_name=_shown(person.name),
            guest_id=guest_id,
        )
        user = await self.accounts.make(work, newcomer)
        now = self.sessions.clock.now()
        await work.sessions.end_all(user.id, by=EndedBy.LOGOUT, at=now)
        await self.accounts.confirm(work, user)
        return user

    def _link(self, person: GooglePerson, user: User) -> Identity:
        return Identity(
            provider=Provider.GOOGLE,
            subject=person.subject,
            owner_id=user.id,
            email=person.email,
            created_at=self.sessions.clock.now(),
        )


async def _still(work: AccountWork, user_id: UserId) -> User:
    user = await work.users.lock(user_id)
    if user is None:
        raise WrongCredentials("The account is gone.")
    return user


def _shown(name: str | None) -> str | None:
    """Return a name as it can be shown; there may be none."""
    printable = "".join(c for c in name or "" if c.isprintable()).strip()
    return printable[:_LONGEST_NAME].strip() or None
