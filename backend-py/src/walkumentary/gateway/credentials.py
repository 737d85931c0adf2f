"""Ports: what proves who somebody is; only hashes of it are kept."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from walkumentary.domain.accounts.sessions import (
    AccountToken,
    EndedBy,
    Purpose,
    RefreshToken,
    SignIn,
)
from walkumentary.domain.shared.ids import UserId


class PasswordsGateway(Protocol):
    """Hashes of passwords inside one transaction; the system's alone."""

    async def find(self, user_id: UserId) -> str | None:
        """Return the hash, or None where the account has no password."""
        ...

    async def put(self, user_id: UserId, hashed: str, *, at: datetime) -> None:
        """Store the hash in place of whatever there was.

        Raises:
            Forbidden: only the system does this.
        """
        ...


class SessionsGateway(Protocol):
    """Sessions inside one transaction."""

    async def add(self, sign_in: SignIn) -> None:
        """Store a new session.

        Raises:
            Forbidden: only the system opens sessions.
        """
        ...

    async def find(self, session_id: UUID) -> SignIn | None:
        """Return the session, or None; people see their own."""
        ...

    async def used(self, session_id: UUID, *, at: datetime) -> None:
        """Note that the session goes on."""
        ...

    async def end(self, session_id: UUID, *, by: EndedBy, at: datetime) -> None:
        """End the session, unless it has ended."""
        ...

    async def end_all(self, owner_id: UserId, *, by: EndedBy, at: datetime) -> None:
        """End every session of a person that has not ended."""
        ...

    async def drop_spent(self) -> int:
        """Forget sessions without a refresh token; return how many."""
        ...


@dataclass(frozen=True, slots=True)
class Renewal:
    """A refresh token that was presented, and its session."""

    token: RefreshToken
    sign_in: SignIn

    def is_over(self, now: datetime) -> bool:
        """Whether the session has ended, or the token is too old."""
        return self.sign_in.ended_at is not None or self.token.is_expired(now)


class RefreshTokensGateway(Protocol):
    """Refresh tokens inside one transaction; the system's alone."""

    async def add(self, token: RefreshToken) -> None:
        """Store a new token.

        Raises:
            Forbidden: only the system does this.
        """
        ...

    async def lock(self, hashed: bytes) -> Renewal | None:
        """Return the token as it is now, or None.

        Whoever presents a token of the same session at the same time waits until
        this transaction is over.
        """
        ...

    async def use(self, hashed: bytes, *, at: datetime) -> None:
        """Note when the token was first used; later uses change nothing."""
        ...

    async def drop_expired(self, now: datetime) -> int:
        """Forget tokens that are too old; return how many."""
        ...


class AccountTokensGateway(Protocol):
    """Tokens that were sent away, inside one transaction; the system's alone."""

    async def add(self, token: AccountToken) -> None:
        """Store a new token.

        Raises:
            Forbidden: only the system does this.
        """
        ...

    async def find(self, hashed: bytes, *, now: datetime) -> AccountToken | None:
        """Return the token if it is good for anything, or None."""
        ...

    async def take(
        self, hashed: bytes, *, purpose: Purpose, now: datetime
    ) -> AccountToken | None:
        """Return the token if it is good for the purpose, or None; once.

        Of several who take it at the same time one gets it, if that one commits.
        """
        ...

    async def drop_expired(self, now: datetime) -> int:
        """Forget tokens that are too old; return how many."""
        ...


class PasswordTurn(Protocol):
    """A place among those whose passwords are being worked on."""

    async def hashed(self, password: str) -> str:
        """Return a salted hash that takes long to compute."""
        ...

    async def matches(self, password: str, hashed: str | None) -> bool:
        """Whether the hash is the password's; without any, no, as slowly."""
        ...


class PasswordsLine(Protocol):
    """Bounds the work on passwords, which is slow by intention."""

    def turn(self) -> AbstractAsyncContextManager[PasswordTurn]:
        """Take a place in the line.

        Raises (on entering):
            TooManySignIns: it is full.
        """
        ...
