"""Port: what providers ask."""

from decimal import Decimal
from typing import Protocol

from walkumentary.domain.accounts.usage import Usage


class PricesGateway(Protocol):
    """Prices of the day."""

    def usd(self, usage: Usage) -> Decimal:
        """Return what it costs; 0 for whoever needs no key."""
        ...
