"""Ports: accounts, the keys that sign, and tokens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import UserId


class UsersGateway(Protocol):
    """Accounts inside one transaction."""

    async def add(self, user: User) -> None:
        """Store a new account.

        Raises:
            Forbidden: only the system makes accounts.
        """
        ...

    async def find(self, user_id: UserId) -> User | None:
        """Return the account, or None."""
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

    def issue(self, actor: Actor) -> IssuedToken:
        """Return a signed token for the actor."""
        ...

    def verify(self, token: str) -> Actor:
        """Return whom the token names.

        Raises:
            Unauthenticated: malformed, foreign, expired or badly signed.
        """
        ...
