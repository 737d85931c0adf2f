"""Sessions of our own: opened, carried on by refresh tokens, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from walkumentary.domain.accounts.sessions import (
    EndedBy,
    RefreshToken,
    SignIn,
    hash_of,
)
from walkumentary.domain.accounts.user import User
from walkumentary.gateway.accounts import TokensGateway
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.credentials import Renewal
from walkumentary.gateway.identity import Session
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.unit_of_work import AccountWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSessions:
    """Works inside the transaction it is given; nothing here commits."""

    tokens: TokensGateway
    clock: Clock
    ids: Ids
    refresh_ttl_s: int

    async def open(self, work: AccountWork, user: User) -> Session:
        """Open a session for somebody who is who they say."""
        now = self.clock.now()
        sign_in = SignIn(
            id=self.ids.new(), owner_id=user.id, created_at=now, used_at=now
        )
        await work.sessions.add(sign_in)
        await work.users.see(user.id, at=now)
        return await self._pair(work, user, session_id=sign_in.id)

    async def renew(self, work: AccountWork, refresh_token: str) -> Session | None:
        """Return the next pair; None where there is none, or no longer.

        A token that comes back late is in two hands: that ends the session, which is
        to be committed like a renewal.
        """
        now = self.clock.now()
        renewal = await work.refresh_tokens.lock(hash_of(refresh_token))
        if renewal is None or renewal.is_over(now):
            return None
        if renewal.token.is_reused(now):
            await work.sessions.end(renewal.sign_in.id, by=EndedBy.REUSE, at=now)
            return None
        return await self._next(work, renewal, now)

    async def close(self, work: AccountWork, refresh_token: str) -> None:
        """End the session the token belongs to, if there is one."""
        renewal = await work.refresh_tokens.lock(hash_of(refresh_token))
        if renewal is not None:
            await work.sessions.end(
                renewal.sign_in.id, by=EndedBy.LOGOUT, at=self.clock.now()
            )

    async def _next(
        self, work: AccountWork, renewal: Renewal, now: datetime
    ) -> Session | None:
        user = await work.users.find(renewal.sign_in.owner_id)
        if user is None:
            return None
        await work.refresh_tokens.use(renewal.token.hash, at=now)
        await work.sessions.used(renewal.sign_in.id, at=now)
        return await self._pair(work, user, session_id=renewal.sign_in.id)

    async def _pair(
        self, work: AccountWork, user: User, *, session_id: UUID
    ) -> Session:
        now, refresh_token = self.clock.now(), token_urlsafe(32)
        await work.refresh_tokens.add(
            RefreshToken(
                hash=hash_of(refresh_token),
                session_id=session_id,
                issued_at=now,
                expires_at=now + timedelta(seconds=self.refresh_ttl_s),
            )
        )
        issued = self.tokens.issue(user.as_actor(), session_id=session_id)
        return Session(
            actor=user.as_actor(),
            access_token=issued.access_token,
            expires_in_s=issued.expires_in_s,
            refresh_token=refresh_token,
            email=user.email,
            display_name=user.display_name,
        )
