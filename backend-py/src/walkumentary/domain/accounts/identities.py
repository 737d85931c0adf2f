"""Who an account is elsewhere: what links a sign-in there to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkumentary.domain.shared.ids import UserId


class Provider(StrEnum):
    """Who vouches: Google, or a mailbox that a link of ours was opened from."""

    GOOGLE = "google"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Somebody as a provider knows them; the address is as they were known by then.

    The subject of a mailbox is the key of its address.
    """

    provider: Provider
    subject: str
    owner_id: UserId
    email: str
    created_at: datetime

    def __repr__(self) -> str:
        """Show nothing that names somebody."""
        return f"Identity(provider={self.provider.value!r}, owner_id={self.owner_id!r})"
