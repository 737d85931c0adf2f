"""Port: who has asked how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.ops.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A rate and whose it is; those of one name and owner are counted together."""

    name: str
    owner: str
    rate: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaState:
    """What is left of a quota, and when there will be more of it."""

    quota: Quota
    left: int
    more_in_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Whether a request may pass, and how its quotas stand after it."""

    passes: bool
    states: Sequence[QuotaState]

    @property
    def exhausted(self) -> QuotaState | None:
        """The quota that keeps the request out longest."""
        empty = [state for state in self.states if not self.passes and not state.left]
        return max(empty, key=lambda state: state.more_in_s, default=None)


class RateLimitsGateway(Protocol):
    """Counts requests in sliding windows, exactly: in no window are there more."""

    async def admit(self, quotas: Sequence[Quota]) -> Admission:
        """Count a request against all quotas, or against none if one is used up.

        Never fails: what cannot be counted together is counted by each process.
        """
        ...
