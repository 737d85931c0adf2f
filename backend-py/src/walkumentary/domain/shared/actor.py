"""Who is acting."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from walkumentary.domain.shared.addresses import ClientAddress
from walkumentary.domain.shared.ids import UserId


class ActorKind(StrEnum):
    """What an actor is to the product; each kind has its own database policies."""

    GUEST = "guest"
    USER = "user"
    CURATOR = "curator"
    OPERATOR = "operator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One person, or the system itself, as every transaction names it.

    ``address`` is where the person asks from, where it matters: what guests may have
    is counted by it. It is no part of who they are.
    """

    user_id: UserId
    kind: ActorKind
    address: ClientAddress | None = field(default=None, compare=False)


SYSTEM = Actor(user_id=UserId(UUID(int=0)), kind=ActorKind.SYSTEM)
"""Imports, sweeps and start-up work; it owns nothing."""
