"""A person's account."""

from dataclasses import dataclass, replace
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
    email: str | None = None
    username: str | None = None
    display_name: str | None = None
    created_at: datetime
    version: int = 1

    def as_actor(self) -> Actor:
        """Return this person as the one who acts."""
        return Actor(user_id=self.id, kind=self.kind)

    def signed_up(
        self, *, email: str, display_name: str | None, username: str | None
    ) -> "User":
        """Return the account as it is once its person has said who they are."""
        return replace(
            self,
            kind=ActorKind.USER,
            email=email,
            display_name=display_name,
            username=username,
            version=self.version + 1,
        )
