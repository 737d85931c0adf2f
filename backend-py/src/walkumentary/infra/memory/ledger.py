"""The ledger of provider calls in memory."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from walkumentary.gateway.ledger import CallEnd, ProviderCall
from walkumentary.infra.memory.store import LedgerRow
from walkumentary.infra.memory.transaction import Transaction


class MemoryLedger:
    """The ledger inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def start(self, call: ProviderCall) -> None:
        """Write the call down before it is made."""
        self._transaction.check_may_write(call.bill.owner_id)
        self._transaction.ledger[call.id] = LedgerRow(call=call)

    async def settle(self, call_id: UUID, end: CallEnd) -> None:
        """Write down how it went; a settled call stays as it is."""
        row = self._transaction.ledger[call_id]
        if row is not None and row.state != "settled":
            settled = replace(row, state="settled", end=end, usd=end.usd)
            self._transaction.ledger[call_id] = settled

    async def give_up(self, *, started_before: datetime) -> int:
        """Mark calls nobody settled ``unknown``; say how many."""
        rows = self._transaction.ledger.items()
        lost = [row for _, row in rows if _is_lost(row, started_before)]
        for row in lost:
            unknown = replace(row, state="unknown", usd=row.call.reserved_usd)
            self._transaction.ledger[row.call.id] = unknown
        return len(lost)


def _is_lost(row: LedgerRow, before: datetime) -> bool:
    return row.state == "started" and row.call.started_at < before
