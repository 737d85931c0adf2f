"""Sessions: one sign-in on one device, and the tokens that carry it on."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from walkumentary.domain.shared.ids import UserId

GRACE = timedelta(seconds=10)
"""For which a used refresh token still gives a pair. Source: spec, accounts."""

LINK_LIFE = timedelta(hours=24)
"""For which a link in a mail is good. Source: spec, accounts."""


class EndedBy(StrEnum):
    """What ended a session."""

    LOGOUT = "logout"
    REUSE = "reuse"
    PASSWORD = "password"  # noqa: S105  a reason, not a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One sign-in; ``used_at`` is when its tokens were last renewed."""

    id: UUID
    owner_id: UserId
    created_at: datetime
    used_at: datetime
    ended_at: datetime | None = None
    ended_by: EndedBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshToken:
    """What is kept of a refresh token: it is good for one renewal."""

    hash: bytes
    session_id: UUID
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def is_expired(self, now: datetime) -> bool:
        """Whether it is too old."""
        return self.expires_at <= now

    def is_reused(self, now: datetime) -> bool:
        """Whether it was used so long ago that a lost answer is no explanation."""
        return self.used_at is not None and now - self.used_at > GRACE


class Purpose(StrEnum):
    """What a token that was sent away is good for when it comes back."""

    CONFIRM = "confirm"
    RESET = "reset"
    GOOGLE = "google"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountToken:
    """What is kept of a token sent by mail or to Google: single use."""

    hash: bytes
    purpose: Purpose
    content: dict[str, str]
    created_at: datetime
    expires_at: datetime
    user_id: UserId | None = None

    def __repr__(self) -> str:
        """Show nothing of its content."""
        return f"AccountToken(purpose={self.purpose.value!r})"


def hash_of(token: str) -> bytes:
    """Return what is kept of a token of 256 random bits: nobody guesses back."""
    return hashlib.sha256(token.encode()).digest()
