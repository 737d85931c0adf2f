"""Let guests go whom nobody is any more, with their tours."""

from dataclasses import dataclass
from datetime import timedelta

from walkumentary.domain.shared.actor import SYSTEM, Actor, ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import AccountWork, Begin
from walkumentary.usecase.accounts.delete_account import DeleteAccount

UNUSED = timedelta(days=30)
"""Source: spec, accounts."""
BATCH = 500
"""In one sweep; the next one takes the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepGuests:
    """As if they had left by themselves, one after the other."""

    begin: Begin[AccountWork]
    delete: DeleteAccount
    clock: Clock

    async def execute(self) -> int:
        """Delete guests unused for thirty days; return how many.

        Raises:
            DatabaseUnavailable: they cannot be reached.
        """
        unused = await self._unused()
        for user_id in unused:
            await self.delete.execute(Actor(user_id=user_id, kind=ActorKind.GUEST))
        return len(unused)

    async def _unused(self) -> list[UserId]:
        async with self.begin(SYSTEM) as work:
            return list(
                await work.users.unused_guests(
                    seen_before=self.clock.now() - UNUSED, limit=BATCH
                )
            )
