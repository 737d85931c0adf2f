"""Ports: accounts, the keys that sign, and tokens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import UserId


class UsersGateway(Protocol):
    """Accounts inside one transaction."""

    async def add(self, user: User) -> None:
        """Store a new account.

        Raises:
            Forbidden: only the system makes accounts.
            AlreadyStored: there is one with this id.
            EmailTaken, UsernameTaken: somebody else has it.
        """
        ...

    async def find(self, user_id: UserId) -> User | None:
        """Return the account, or None."""
        ...

    async def find_by_email(self, email: str) -> User | None:
        """Return the account with this address, however it is spelled, or None."""
        ...

    async def find_by_username(self, username: str) -> User | None:
        """Return the account with this name, however it is spelled, or None."""
        ...

    async def lock(self, user_id: UserId) -> User | None:
        """Return the account as it is now; nobody else changes it in the meantime."""
        ...

    async def save(self, user: User) -> None:
        """Store an account as it is now; one that is gone stays so.

        Raises:
            EmailTaken, UsernameTaken: somebody else has it.
        """
        ...

    async def seen(self, user_id: UserId, *, at: datetime) -> None:
        """Note, to the hour, that somebody uses the account."""
        ...

    async def remove(self, user_id: UserId) -> None:
        """Delete the account with its credentials; an unknown one is no error."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A secret under its public name; never logged, never sent."""

    kid: str
    purpose: str
    secret: bytes
    created_at: datetime

    def __repr__(self) -> str:
        """Show everything but the secret."""
        return f"SigningKey(kid={self.kid!r}, purpose={self.purpose!r})"


class SigningKeysGateway(Protocol):
    """Signing keys inside one transaction."""

    async def get_or_add(self, key: SigningKey) -> SigningKey:
        """Return the stored key for the purpose; store the given one if there is none.

        Two processes that race get the same key.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """A bearer token and when it ends."""

    access_token: str
    expires_in_s: int


class TokensGateway(Protocol):
    """Issues and verifies bearer tokens."""

    def issue(self, actor: Actor, *, session_id: UUID) -> IssuedToken:
        """Return a signed token for the actor, of this session."""
        ...

    def verify(self, token: str) -> Actor:
        """Return whom the token names.

        Raises:
            Unauthenticated: malformed, foreign, expired or badly signed.
        """
        ...
