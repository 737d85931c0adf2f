"""Accounts of our own: made, or made out of a guest's."""

from dataclasses import dataclass
from uuid import UUID

from walkumentary.domain.accounts.identities import Identity, Provider
from walkumentary.domain.accounts.names import email_key
from walkumentary.domain.accounts.sessions import EndedBy
from walkumentary.domain.accounts.sign_in import EmailTaken
from walkumentary.domain.accounts.user import User, new_user
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.unit_of_work import AccountWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Who gets an account; ``guest_id`` is the guest they were until now."""

    email: str
    display_name: str | None
    username: str | None = None
    guest_id: UserId | None = None
    hashed: str | None = None

    def __repr__(self) -> str:
        """Show nothing that is secret."""
        return f"Newcomer(guest_id={self.guest_id!r})"

    def packed(self) -> dict[str, str]:
        """Return it as it is kept until its address is confirmed."""
        content = {
            "email": self.email,
            "display_name": self.display_name,
            "username": self.username,
            "guest_id": str(self.guest_id) if self.guest_id else None,
            "hashed": self.hashed,
        }
        return {name: value for name, value in content.items() if value is not None}

    @classmethod
    def unpacked(cls, content: dict[str, str]) -> "Newcomer":
        """Return what was packed."""
        guest_id = content.get("guest_id")
        return cls(
            email=content["email"],
            display_name=content.get("display_name"),
            username=content.get("username"),
            guest_id=UserId(UUID(guest_id)) if guest_id else None,
            hashed=content.get("hashed"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAccounts:
    """Works inside the transaction it is given; nothing here commits."""

    clock: Clock
    ids: Ids

    async def guest(self, work: AccountWork) -> User:
        """Make a guest's account."""
        user = new_user(
            UserId(self.ids.new()), kind=ActorKind.GUEST, now=self.clock.now()
        )
        await work.users.add(user)
        return user

    async def make(self, work: AccountWork, newcomer: Newcomer) -> User:
        """Make the account, out of the guest's as long as that is one.

        The guest's sessions end: what may go on with the account is the session that
        is opened for whoever proved to be its person.

        Raises:
            EmailTaken, UsernameTaken: somebody else has it.
        """
        if await work.users.find_by_email_key(email_key(newcomer.email)) is not None:
            raise EmailTaken("There is an account with this address: sign in.")
        before = await self._guest(work, newcomer.guest_id) or await self.guest(work)
        user = await work.users.change(
            before.called(newcomer.display_name).signed_up(
                email=newcomer.email,
                username=newcomer.username,
                now=self.clock.now(),
            )
        )
        now = self.clock.now()
        await work.sessions.end_all(user.id, by=EndedBy.PASSWORD, at=now)
        if newcomer.hashed is not None:
            await work.passwords.put(user.id, newcomer.hashed, at=now)
        return user

    async def confirm(self, work: AccountWork, user: User) -> None:
        """Note that somebody opened a link from the mailbox of the account's address.

        Only then may whom Google knows by the address be taken for the same person.
        """
        if user.email:
            await work.identities.add(
                Identity(
                    provider=Provider.EMAIL,
                    subject=email_key(user.email),
                    owner_id=user.id,
                    email=user.email,
                    created_at=self.clock.now(),
                )
            )

    async def set_password(
        self, work: AccountWork, user_id: UserId, hashed: str
    ) -> None:
        """Store a password and end every session there is."""
        now = self.clock.now()
        await work.passwords.put(user_id, hashed, at=now)
        await work.sessions.end_all(user_id, by=EndedBy.PASSWORD, at=now)

    async def _guest(self, work: AccountWork, guest_id: UserId | None) -> User | None:
        user = await work.users.lock(guest_id) if guest_id else None
        return user if user and user.kind is ActorKind.GUEST else None
