"""A model that looks at pictures, whose every call is in the ledger."""

from dataclasses import dataclass, replace

from walkumentary.domain.accounts.usage import Usage
from walkumentary.domain.ops.resilience import Operation
from walkumentary.gateway.vision import LookOrder, Sighting, VisionGateway
from walkumentary.infra.metering.books import Books

TOKENS_IN, TOKENS_OUT = 2_000, 150
"""Of one look, rather too many: pictures are at most 1,600 pixels a side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeteredVision:
    """Satisfies ``VisionGateway`` with one model, and keeps the books.

    ``model`` names it; what it holds besides is not used.
    """

    vision: VisionGateway
    model: Usage
    books: Books

    async def look(self, order: LookOrder) -> Sighting:
        """See ``VisionGateway.look``; who ordered it is told what was used."""
        expected = replace(self.model, tokens_in=TOKENS_IN, tokens_out=TOKENS_OUT)
        async with self.books.entry(
            order.bill, operation=Operation.LOOK, expected=expected
        ) as entry:
            sighting = await self.vision.look(replace(order, meter=entry.used))
            entry.has_answered = True
        order.meter(entry.usage)
        return sighting
