"""Passwords, sessions and tokens in memory."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from walkumentary.domain.accounts.sessions import (
    AccountToken,
    EndedBy,
    Purpose,
    RefreshToken,
    SignIn,
)
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.credentials import Renewal
from walkumentary.gateway.unit_of_work import AlreadyStored
from walkumentary.infra.memory.accounts import check_system
from walkumentary.infra.memory.transaction import Transaction


class MemoryPasswords:
    """Hashes of passwords inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def find(self, user_id: UserId) -> str | None:
        """Return the hash, or None where the account has no password."""
        return self._transaction.passwords[user_id] if self._is_system else None

    async def put(self, user_id: UserId, hashed: str, *, at: datetime) -> None:  # noqa: ARG002
        """Store the hash in place of whatever there was."""
        check_system(self._transaction)
        self._transaction.passwords[user_id] = hashed

    @property
    def _is_system(self) -> bool:
        return self._transaction.actor.kind is ActorKind.SYSTEM


class MemorySessions:
    """Sessions inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, sign_in: SignIn) -> None:
        """Store a new session."""
        check_system(self._transaction)
        self._transaction.sessions[sign_in.id] = sign_in

    async def find(self, session_id: UUID) -> SignIn | None:
        """Return the session, or None; people see their own."""
        found = self._transaction.sessions[session_id]
        visible = found is not None and self._transaction.sees(found.owner_id)
        return found if visible else None

    async def used(self, session_id: UUID, *, at: datetime) -> None:
        """Note that the session goes on."""
        found = await self.find(session_id)
        if found is not None:
            self._transaction.sessions[session_id] = replace(found, used_at=at)

    async def end(self, session_id: UUID, *, by: EndedBy, at: datetime) -> None:
        """End the session, unless it has ended."""
        await self._transaction.lock(f"session:{session_id}")
        found = await self.find(session_id)
        if found is not None and found.ended_at is None:
            ended = replace(found, ended_at=at, ended_by=by)
            self._transaction.sessions[session_id] = ended

    async def end_all(self, owner_id: UserId, *, by: EndedBy, at: datetime) -> None:
        """End every session of a person that has not ended."""
        found = list(self._transaction.sessions.items())
        for session_id in [key for key, one in found if one.owner_id == owner_id]:
            await self.end(session_id, by=by, at=at)

    async def drop_spent(self) -> int:
        """Forget sessions without a refresh token; return how many."""
        used = {one.session_id for _, one in self._transaction.refresh_tokens.items()}
        spent = [key for key, _ in self._transaction.sessions.items()]
        spent = [key for key in spent if key not in used]
        for session_id in spent:
            self._transaction.sessions.drop(session_id)
        return len(spent)


class MemoryRefreshTokens:
    """Refresh tokens inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, token: RefreshToken) -> None:
        """Store a new token."""
        check_system(self._transaction)
        self._transaction.refresh_tokens[token.hash] = token

    async def lock(self, hashed: bytes) -> Renewal | None:
        """Return the token as it is now, or None."""
        token = self._transaction.refresh_tokens[hashed]
        if token is None or self._transaction.actor.kind is not ActorKind.SYSTEM:
            return None
        await self._transaction.lock(f"session:{token.session_id}")
        return self._renewal(hashed)

    async def use(self, hashed: bytes, *, at: datetime) -> None:
        """Note when the token was first used; later uses change nothing."""
        token = self._transaction.refresh_tokens[hashed]
        if token is not None and token.used_at is None:
            self._transaction.refresh_tokens[hashed] = replace(token, used_at=at)

    async def drop_expired(self, now: datetime) -> int:
        """Forget tokens that are too old; return how many."""
        tokens = list(self._transaction.refresh_tokens.items())
        expired = [key for key, token in tokens if token.is_expired(now)]
        for key in expired:
            self._transaction.refresh_tokens.drop(key)
        return len(expired)

    def _renewal(self, hashed: bytes) -> Renewal | None:
        token = self._transaction.refresh_tokens[hashed]
        sign_in = self._transaction.sessions[token.session_id] if token else None
        return Renewal(token, sign_in) if token and sign_in else None


class MemoryAccountTokens:
    """Tokens that were sent away, inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, token: AccountToken) -> None:
        """Store a new token."""
        check_system(self._transaction)
        if self._transaction.account_tokens[token.hash] is not None:
            raise AlreadyStored("There is one with this identity already.")
        self._transaction.account_tokens[token.hash] = token

    async def find(self, hashed: bytes, *, now: datetime) -> AccountToken | None:
        """Return the token if it is good for anything, or None."""
        token = self._transaction.account_tokens[hashed]
        is_system = self._transaction.actor.kind is ActorKind.SYSTEM
        return token if is_system and token and token.expires_at > now else None

    async def take(
        self, hashed: bytes, *, purpose: Purpose, now: datetime
    ) -> AccountToken | None:
        """Return the token if it is good for the purpose, or None; once."""
        await self._transaction.lock(f"account token:{hashed.hex()}")
        token = await self.find(hashed, now=now)
        if token is None or token.purpose is not purpose:
            return None
        self._transaction.account_tokens.drop(hashed)
        return token

    async def drop_expired(self, now: datetime) -> int:
        """Forget tokens that are too old; return how many."""
        tokens = list(self._transaction.account_tokens.items())
        expired = [key for key, token in tokens if token.expires_at <= now]
        for key in expired:
            self._transaction.account_tokens.drop(key)
        return len(expired)
