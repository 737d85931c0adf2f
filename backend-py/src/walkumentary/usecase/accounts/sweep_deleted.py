"""Clear away what is left behind whoever left."""

from dataclasses import dataclass
from datetime import timedelta

from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.unit_of_work import AccountWork, Begin

LATE = timedelta(days=2)
"""Whoever did not know of the deletion knows by then."""
KEPT = timedelta(days=366)
"""No token is good for longer, whatever TOKEN_TTL_S says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepDeleted:
    """Take what was written late, and in the end the last trace of an account."""

    begin: Begin[AccountWork]
    clock: Clock
    ids: Ids

    async def execute(self) -> int:
        """Sweep; return how many accounts are forgotten for good.

        Raises:
            DatabaseUnavailable: nothing can be swept now.
        """
        now = self.clock.now()
        async with self.begin(SYSTEM) as work:
            for user_id in await work.erasure.erased(after=now - LATE):
                await work.erasure.erase(user_id, alias=self.ids.new(), at=now)
            forgotten = await work.erasure.forget(before=now - KEPT)
            await work.commit()
        return forgotten
