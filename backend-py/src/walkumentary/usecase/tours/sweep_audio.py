"""Throw away audio nobody has listened to for long and no tour refers to."""

from dataclasses import dataclass

from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.storage import StorageGateway
from walkumentary.gateway.unit_of_work import Begin, TourWork

UNUSED_DAYS = 30
"""Lifetime of audio after its last use. Source: spec, tours, caches."""
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepAudio:
    """Rows first, then files: a file without a row is harmless, not the reverse."""

    begin: Begin[TourWork]
    storage: StorageGateway

    async def execute(self) -> int:
        """Delete up to ``BATCH`` pieces; return how many.

        Raises:
            DatabaseUnavailable: the rows cannot be reached.
            GatewayUnavailable: the files cannot be deleted now.
        """
        async with self.begin(SYSTEM) as work:
            paths = await work.pieces.drop_unused(unused_days=UNUSED_DAYS, limit=BATCH)
            await work.commit()
        await self.storage.delete(paths)
        return len(paths)
