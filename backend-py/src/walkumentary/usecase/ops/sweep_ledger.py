"""Settle provider calls whose end nobody wrote down."""

from dataclasses import dataclass
from datetime import timedelta

from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import Begin, LedgerWork

LONGEST_CALL = timedelta(minutes=15)
"""No patience lasts longer: a call this old has lost its process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepLedger:
    """A call of a process that died is ``unknown``, at what was reserved for it."""

    begin: Begin[LedgerWork]
    clock: Clock

    async def execute(self) -> int:
        """Mark lost calls; return how many.

        Raises:
            DatabaseUnavailable: the ledger cannot be reached.
        """
        async with self.begin(SYSTEM) as work:
            lost = await work.ledger.give_up(
                started_before=self.clock.now() - LONGEST_CALL
            )
            await work.commit()
        return lost
