"""Adapter: accounts in our own database, without any other service."""

from dataclasses import dataclass

from walkumentary.domain.accounts.names import email_key, username_key
from walkumentary.domain.accounts.passwords import check_password
from walkumentary.domain.accounts.sessions import (
    LINK_LIFE,
    AccountToken,
    Purpose,
    hash_of,
)
from walkumentary.domain.accounts.sign_in import (
    EmailTaken,
    LinkSpent,
    NoGoogleHere,
    SessionEnded,
    UsernameTaken,
    WrongCredentials,
)
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import TokensGateway
from walkumentary.gateway.credentials import PasswordsLine
from walkumentary.gateway.google import GoogleGateway
from walkumentary.gateway.identity import Departure, NewAccount, Session
from walkumentary.gateway.mail import LinkSeals
from walkumentary.gateway.unit_of_work import AccountWork, Begin
from walkumentary.infra.identity.accounts import LocalAccounts, Newcomer
from walkumentary.infra.identity.google_sign_in import GoogleSignIn
from walkumentary.infra.identity.sessions import LocalSessions

_WRONG = "Address and password do not fit."
_SPENT = "The link was used, is too old, or was never sent."


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalIdentity:
    """Satisfies ``IdentityGateway``.

    No transaction is open while a password is worked on: that takes long, and the
    database is everybody's.
    """

    begin: Begin[AccountWork]
    tokens: TokensGateway
    accounts: LocalAccounts
    sessions: LocalSessions
    passwords: PasswordsLine
    links: LinkSeals
    sends_mail: bool = False
    google: GoogleGateway | None = None

    @property
    def reveals_addresses(self) -> bool:
        """See ``IdentityGateway.reveals_addresses``."""
        return not self.sends_mail

    async def verify(self, access_token: str) -> Actor:
        """See ``IdentityGateway.verify``."""
        return self.tokens.verify(access_token)

    async def sign_up(self, account: NewAccount) -> Session | None:
        """See ``IdentityGateway.sign_up``."""
        check_password(account.password, email=account.email)
        async with self.passwords.turn() as turn:
            hashed = await turn.hashed(account.password)
        newcomer = _newcomer(account, hashed)
        async with self.begin(SYSTEM) as work:
            session = await self._enter(work, newcomer)
            await work.commit()
        return session

    async def confirm_email(self, token: str) -> Session:
        """See ``IdentityGateway.confirm_email``."""
        async with self.begin(SYSTEM) as work:
            taken = await self._take(work, token, Purpose.CONFIRM)
            user = await self._confirmed(work, Newcomer.unpacked(taken.content))
            await self.accounts.confirm(work, user)
            session = await self.sessions.open(work, user)
            await work.commit()
        return session

    async def log_in(self, *, email: str, password: str) -> Session:
        """See ``IdentityGateway.log_in``."""
        async with self.passwords.turn() as turn:
            user, hashed = await self._known(email)
            fits = await turn.matches(password, hashed)
        if user is None or hashed is None or not fits:
            raise WrongCredentials(_WRONG)
        async with self.begin(SYSTEM) as work:
            session = await self.sessions.open(
                work, await self._still(work, user.id, hashed)
            )
            await work.commit()
        return session

    async def sign_in_anonymously(self) -> Session:
        """See ``IdentityGateway.sign_in_anonymously``."""
        async with self.begin(SYSTEM) as work:
            session = await self.sessions.open(work, await self.accounts.guest(work))
            await work.commit()
        return session

    async def refresh(self, refresh_token: str) -> Session:
        """See ``IdentityGateway.refresh``."""
        async with self.begin(SYSTEM) as work:
            session = await self.sessions.renew(work, refresh_token)
            await work.commit()
        if session is None:
            raise SessionEnded("The session has ended: sign in again.")
        await self._see(session.actor)
        return session

    async def log_out(self, refresh_token: str) -> None:
        """See ``IdentityGateway.log_out``."""
        async with self.begin(SYSTEM) as work:
            await self.sessions.close(work, refresh_token)
            await work.commit()

    async def forgot_password(self, email: str) -> None:
        """See ``IdentityGateway.forgot_password``; whose it is, the job finds out."""
        if not self.sends_mail:
            return
        async with self.begin(SYSTEM) as work:
            await self._send(work, Purpose.RESET, {"email": email})
            await work.commit()

    async def reset_password(self, *, token: str, password: str) -> None:
        """See ``IdentityGateway.reset_password``; a guess costs no hash."""
        async with self.begin(SYSTEM) as work:
            await self._take(work, token, Purpose.RESET)
        async with self.passwords.turn() as turn:
            hashed = await turn.hashed(password)
        async with self.begin(SYSTEM) as work:
            taken = await self._take(work, token, Purpose.RESET)
            email = taken.content["email"]
            check_password(password, email=email)
            user = await work.users.find_by_email_key(email_key(email))
            if user is None or await work.users.lock(user.id) is None:
                raise LinkSpent(_SPENT)
            await self.accounts.set_password(work, user.id, hashed)
            await self.accounts.confirm(work, user)
            await work.commit()

    async def change_password(
        self, actor: Actor, *, current: str, password: str
    ) -> Session:
        """See ``IdentityGateway.change_password``."""
        async with self.begin(SYSTEM) as work:
            user = await work.users.find(actor.user_id)
            before = await work.passwords.find(actor.user_id)
        check_password(password, email=(user.email if user else None) or "")
        async with self.passwords.turn() as turn:
            fits = await turn.matches(current, before)
            hashed = await turn.hashed(password)
        if before is None or not fits:
            raise WrongCredentials("The current password is another one.")
        async with self.begin(SYSTEM) as work:
            same = await self._still(work, actor.user_id, before)
            await self.accounts.set_password(work, same.id, hashed)
            session = await self.sessions.open(work, same)
            await work.commit()
        return session

    async def google_address(self, *, return_to: str, guest: Actor | None) -> Departure:
        """See ``IdentityGateway.google_address``."""
        return await self._google().leave(return_to=return_to, guest=guest)

    async def finish_google(self, *, state: str, code: str) -> tuple[Session, str]:
        """See ``IdentityGateway.finish_google``."""
        return await self._google().finish(state=state, code=code)

    async def log_in_with_google(
        self, *, id_token: str, nonce: str | None, guest: Actor | None
    ) -> Session:
        """See ``IdentityGateway.log_in_with_google``."""
        return await self._google().log_in(id_token=id_token, nonce=nonce, guest=guest)

    def _google(self) -> GoogleSignIn:
        if self.google is None:
            raise NoGoogleHere("Google is not configured here.")
        return GoogleSignIn(
            begin=self.begin,
            google=self.google,
            accounts=self.accounts,
            sessions=self.sessions,
        )

    async def forget(self, user_id: UserId) -> None:
        """See ``IdentityGateway.forget``."""
        async with self.begin(SYSTEM) as work:
            await work.users.remove(user_id)
            await work.commit()

    async def _see(self, actor: Actor) -> None:
        """Note that the account is used.

        Apart from the renewal: who locks an account locks its sessions afterwards,
        and nobody the other way round.
        """
        async with self.begin(SYSTEM) as work:
            await work.users.see(actor.user_id, at=self.sessions.clock.now())
            await work.commit()

    async def _enter(self, work: AccountWork, newcomer: Newcomer) -> Session | None:
        """Make the account and open it, or have its address confirmed first.

        With mail nothing here depends on whether the address is taken: the job that
        sends the mail finds out, and says so in the mail.
        """
        if not self.sends_mail:
            user = await self.accounts.make(work, newcomer)
            return await self.sessions.open(work, user)
        await _check_name(work, newcomer.username)
        await self._send(work, Purpose.CONFIRM, newcomer.packed())
        return None

    async def _confirmed(self, work: AccountWork, newcomer: Newcomer) -> User:
        try:
            return await self.accounts.make(work, newcomer)
        except (EmailTaken, UsernameTaken) as error:
            raise LinkSpent("Somebody else was quicker: sign up again.") from error

    async def _known(self, email: str) -> tuple[User | None, str | None]:
        async with self.begin(SYSTEM) as work:
            user = await work.users.find_by_email_key(email_key(email))
            return user, await work.passwords.find(user.id) if user else None

    async def _still(self, work: AccountWork, user_id: UserId, hashed: str) -> User:
        """Return the account, if its password is still the one that was checked."""
        user = await work.users.lock(user_id)
        if user is None or await work.passwords.find(user_id) != hashed:
            raise WrongCredentials(_WRONG)
        return user

    async def _send(
        self, work: AccountWork, purpose: Purpose, content: dict[str, str]
    ) -> None:
        now, seed = self.sessions.clock.now(), self.links.new_seed()
        await work.account_tokens.add(
            AccountToken(
                hash=hash_of(self.links.token_of(seed)),
                purpose=purpose,
                content=content,
                created_at=now,
                expires_at=now + LINK_LIFE,
            )
        )
        await work.jobs.send_mail(seed)

    async def _take(
        self, work: AccountWork, token: str, purpose: Purpose
    ) -> AccountToken:
        now = self.sessions.clock.now()
        taken = await work.account_tokens.take(hash_of(token), purpose=purpose, now=now)
        if taken is None:
            raise LinkSpent(_SPENT)
        return taken


def _newcomer(account: NewAccount, hashed: str) -> Newcomer:
    return Newcomer(
        email=account.email,
        display_name=account.display_name,
        username=account.username,
        guest_id=account.guest.user_id if account.guest else None,
        hashed=hashed,
    )


async def _check_name(work: AccountWork, username: str | None) -> None:
    if username is not None and await work.users.find_by_username_key(
        username_key(username)
    ):
        raise UsernameTaken("Somebody has this name.")
