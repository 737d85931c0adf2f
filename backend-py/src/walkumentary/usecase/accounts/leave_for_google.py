"""Set out for Google, to come back as somebody."""

from dataclasses import dataclass

from walkumentary.domain.accounts.return_to import check_return_to
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.gateway.identity import Departure, IdentityGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveForGoogleCommand:
    """Where to go on afterwards; ``actor`` is who they are so far."""

    return_to: str
    actor: Actor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveForGoogle:
    """Say where Google asks for consent."""

    identity: IdentityGateway

    async def execute(self, command: LeaveForGoogleCommand) -> Departure:
        """Return the way there.

        Raises:
            ReturnToInvalid: it does not lead back here.
            NoGoogleHere: it is not configured.
        """
        return await self.identity.google_address(
            return_to=check_return_to(command.return_to), guest=guest_of(command.actor)
        )


def guest_of(actor: Actor | None) -> Actor | None:
    """Return the actor where they are a guest: only those become somebody else."""
    return actor if actor and actor.kind is ActorKind.GUEST else None
