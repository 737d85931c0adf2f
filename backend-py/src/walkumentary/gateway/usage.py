"""Port: what people used, and what it cost them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from walkumentary.domain.accounts.periods import Period
from walkumentary.domain.shared.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSoFar:
    """Of one person in one period.

    ``calls`` were made to providers; ``usd`` was charged; ``cache_hits`` things had
    been made before and would have cost ``saved_usd``.
    """

    calls: int
    tokens_in: int
    tokens_out: int
    characters: int
    usd: Decimal
    cache_hits: int
    saved_usd: Decimal


class UsageReader(Protocol):
    """Read model of usage, as one actor sees it: their own."""

    async def used(self, actor: Actor, period: Period) -> UsedSoFar:
        """Return what the actor used.

        Raises:
            DatabaseUnavailable: the database cannot be reached.
        """
        ...
