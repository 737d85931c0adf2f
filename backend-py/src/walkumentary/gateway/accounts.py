"""Ports: accounts, the keys that sign, and tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
            EmailTaken, UsernameTaken: somebody else has the same key.
        """
        ...

    async def find(self, user_id: UserId) -> User | None:
        """Return the account, or None; people see their own alone."""
        ...

    async def lock(self, user_id: UserId) -> User | None:
        """Return the account as it is now; nobody else changes it in the meantime."""
        ...

    async def find_by_email_key(self, email_key: str) -> User | None:
        """Return the account of an address, or None; people see their own alone."""
        ...

    async def find_by_username_key(self, username_key: str) -> User | None:
        """Return the account of a name, or None; people see their own alone."""
        ...

    async def change(self, user: User) -> User:
        """Store a changed account, if nobody changed it since it was read.

        What a person may become is decided above: only the system changes accounts.
        ``created_at`` and ``seen_at`` stay as they are stored.

        Returns:
            The account with its next version.

        Raises:
            Stale: another version is stored, or none that the actor may change.
            EmailTaken, UsernameTaken: somebody else has the same key.
        """
        ...

    async def see(self, user_id: UserId, *, at: datetime) -> None:
        """Note that the account is used, once an hour and in no new version."""
        ...

    async def unused_guests(
        self, *, seen_before: datetime, limit: int
    ) -> Sequence[UserId]:
        """Return guests nobody was since, the longest unused first; for the system."""
        ...

    async def remove(self, user_id: UserId) -> None:
        """Delete the account with all that proves who it is; no error if unknown.

        Only the system deletes accounts; to others they stay.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A secret under its public name; never logged, never sent."""

    kid: str
    purpose: str
    secret: bytes
    created_at: datetime
    retired_at: datetime | None = None

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

    async def of(self, purpose: str) -> Sequence[SigningKey]:
        """Return the keys for the purpose, the retired ones too, newest first."""
        ...

    async def rotate(self, key: SigningKey) -> None:
        """Retire the key for the purpose as of this one's making, and store this."""
        ...

    async def sweep(self, purpose: str, *, retired_before: datetime) -> int:
        """Delete what retired before then; return how many there were."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """What anybody may know of an Ed25519 key (RFC 8037); ``x`` is base64url."""

    kid: str
    x: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """A bearer token and when it ends."""

    access_token: str
    expires_in_s: int


TOKENS = "token"
"""The purpose of the keys that sign access tokens."""


class PublicKeysGateway(Protocol):
    """What verifies tokens of ours elsewhere."""

    @property
    def outlives(self) -> timedelta:
        """How long after its retirement a key verifies what it signed."""
        ...

    def public_keys(self) -> Sequence[PublicKey]:
        """Return the keys by which anybody can verify what is good now."""
        ...


class TokensGateway(PublicKeysGateway, Protocol):
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
