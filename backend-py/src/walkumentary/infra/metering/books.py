"""Keeping the ledger: a row before each call, how it went after it."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID

from walkumentary.domain.accounts.usage import Bill, Usage
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import AppError
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.ledger import CallEnd, ProviderCall
from walkumentary.gateway.prices import PricesGateway
from walkumentary.gateway.unit_of_work import Begin, DatabaseUnavailable, LedgerWork

DONE = "done"


@dataclass(slots=True, kw_only=True)
class Entry:
    """A call while it is made; ``used`` is told what the provider counted.

    Args:
        expected: what it will use at most, by our own reckoning.
    """

    expected: Usage
    has_answered: bool = False
    outcome: str = "abandoned"
    _counted: Usage | None = None
    _began_s: float = field(default_factory=time.perf_counter)

    def used(self, usage: Usage) -> None:
        """Note what was used."""
        self._counted = usage

    @property
    def usage(self) -> Usage:
        """What was used; without a count, what was expected, or nothing."""
        unseen = self.expected if self.has_answered else _nothing_of(self.expected)
        return self._counted or unseen

    @property
    def latency_ms(self) -> int:
        """Milliseconds since the call was written down."""
        return round((time.perf_counter() - self._began_s) * 1000)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note how the block ends."""
        try:
            yield
        except AppError as error:
            self.outcome = error.code
            raise
        self.outcome = DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Writes the ledger, as the system: no call can hide from it."""

    begin: Begin[LedgerWork]
    prices: PricesGateway
    clock: Clock
    ids: Ids

    @asynccontextmanager
    async def entry(
        self, bill: Bill | None, *, operation: str, expected: Usage
    ) -> AsyncIterator[Entry]:
        """Write a call down, let it be made, and settle it, however it ends.

        Args:
            bill: who pays; None where nobody does: nothing is written.
            operation: what is asked for.
            expected: see ``Entry``.

        Raises:
            DatabaseUnavailable: it cannot be written down, so it must not be made.
        """
        call_id = await self._started(bill, operation, expected) if bill else None
        entry = Entry(expected=expected)
        try:
            with entry.watched():
                yield entry
        finally:
            await self._settle(call_id, entry)

    async def _started(self, bill: Bill, operation: str, expected: Usage) -> UUID:
        call = ProviderCall(
            id=self.ids.new(),
            bill=bill,
            operation=operation,
            provider=expected.provider,
            model=expected.model,
            reserved_usd=self.prices.usd(expected),
            started_at=self.clock.now(),
        )
        async with self.begin(SYSTEM) as work:
            await work.ledger.start(call)
            await work.commit()
        return call.id

    async def _settle(self, call_id: UUID | None, entry: Entry) -> None:
        """Settle what was written down; what cannot be settled now, a sweep will."""
        if call_id is None:
            return
        end = CallEnd(
            usage=entry.usage,
            usd=self.prices.usd(entry.usage),
            outcome=entry.outcome,
            latency_ms=entry.latency_ms,
            ended_at=self.clock.now(),
        )
        with suppress(DatabaseUnavailable):
            async with self.begin(SYSTEM) as work:
                await work.ledger.settle(call_id, end)
                await work.commit()


def _nothing_of(usage: Usage) -> Usage:
    return Usage(provider=usage.provider, model=usage.model)
