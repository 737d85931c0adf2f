"""Port: the book of every call to a provider."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from walkumentary.domain.accounts.usage import Bill, Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderCall:
    """A call that is about to be made, and what it may cost at most."""

    id: UUID
    bill: Bill
    operation: str
    provider: str
    model: str
    reserved_usd: Decimal
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnd:
    """How a call went: ``outcome`` is ``done`` or the code of its error."""

    usage: Usage
    usd: Decimal
    outcome: str
    latency_ms: int
    ended_at: datetime


class LedgerGateway(Protocol):
    """The ledger inside one transaction."""

    async def start(self, call: ProviderCall) -> None:
        """Write the call down before it is made."""
        ...

    async def settle(self, call_id: UUID, end: CallEnd) -> None:
        """Write down how it went; a call that was settled stays as it is."""
        ...

    async def give_up(self, *, started_before: datetime) -> int:
        """Mark calls nobody settled ``unknown``, at what was reserved; say how many."""
        ...
