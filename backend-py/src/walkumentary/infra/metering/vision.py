"""A model that looks at pictures, whose every call is in the ledger."""

from dataclasses import dataclass, replace

from walkumentary.domain.accounts.usage import Usage
from walkumentary.domain.ops.resilience import Operation
from walkumentary.gateway.vision import LookOrder, Sighting, VisionGateway
from walkumentary.infra.metering.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class MeteredVision:
    """Satisfies ``VisionGateway`` with one model, and keeps the books."""

    vision: VisionGateway
    books: Books

    @property
    def expected(self) -> Usage:
        """See ``VisionGateway.expected``."""
        return self.vision.expected

    async def look(self, order: LookOrder) -> Sighting:
        """See ``VisionGateway.look``; who ordered it is told what was used."""
        async with self.books.entry(
            order.bill, operation=Operation.LOOK, expected=self.expected
        ) as entry:
            sighting = await self.vision.look(replace(order, meter=entry.used))
            entry.has_answered = True
        order.meter(entry.usage)
        return sighting
