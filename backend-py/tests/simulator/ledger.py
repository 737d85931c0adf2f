"""What was asked of the provider, and what became of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Call:
    """One call; seconds are of the machine's monotonic clock."""

    path: str
    body: Mapping[str, object]
    arrived_s: float = field(default_factory=time.monotonic)
    first_s: float | None = None
    """First token or sample sent."""
    ended_s: float | None = None
    """Last one sent; None while it runs and where the caller left."""
    status: int = 200
    outcome: str = "running"
    """``running``, ``done``, or the kind of fault."""
    units: int = 0
    """Tokens or samples sent."""

    def sent(self, units: int) -> None:
        """Note that something went out."""
        self.first_s = self.first_s or time.monotonic()
        self.units += units

    def ended(self, outcome: str) -> None:
        """Note how it ended."""
        self.ended_s = time.monotonic()
        self.outcome = outcome


class Ledger(list[Call]):
    """All calls in the order of their arrival."""

    def of(self, path: str) -> list[Call]:
        """Return the calls of one path."""
        return [call for call in self if call.path == path]
