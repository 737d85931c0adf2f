"""A person's account."""

from dataclasses import dataclass
from datetime import datetime

from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.domain.shared.ids import UserId


class GuestsClosed(Forbidden):
    """This instance takes no guests."""

    code = "guests-closed"
    title = "No guests here"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account; role and tier live here, never in a token."""

    id: UserId
    kind: ActorKind
    role: str = "user"
    tier: str = "free"
    created_at: datetime
    version: int = 1

    def as_actor(self) -> Actor:
        """Return this person as the one who acts."""
        return Actor(user_id=self.id, kind=self.kind)
