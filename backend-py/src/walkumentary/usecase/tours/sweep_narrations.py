"""Throw away narrations nobody has asked for lately and no tour tells."""

from dataclasses import dataclass

from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.unit_of_work import Begin, TourWork

UNUSED_DAYS = 7
"""Lifetime of a narration after its last use. Source: spec, tours, caches."""
BATCH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepNarrations:
    """Text that can be written again is not kept for ever, nor claims on it."""

    begin: Begin[TourWork]

    async def execute(self) -> int:
        """Delete up to ``BATCH`` narrations; return how many.

        Raises:
            DatabaseUnavailable: the rows cannot be reached.
        """
        async with self.begin(SYSTEM) as work:
            dropped = await work.narrations.drop_unused(
                unused_days=UNUSED_DAYS, limit=BATCH
            )
            await work.claims.drop_expired()
            await work.commit()
        return dropped
