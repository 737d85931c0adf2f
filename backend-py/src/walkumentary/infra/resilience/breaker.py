"""A circuit breaker: who keeps failing is left in peace for a while.

closed ─ failures in a row → open ─ recovery time → half-open: one call is let
through; its success closes the breaker, its failure opens it again.
"""

from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.clock import Stopwatch


class CircuitOpen(GatewayUnavailable):
    """A provider failed too often; it is not asked for the time being."""

    code = "circuit-open"
    title = "An upstream service is given a rest"


class Breaker(Protocol):
    """Counts a provider's failures and decides who may call it."""

    async def admit(self) -> None:
        """Let a call pass; it must be followed by one of the other three.

        Raises:
            CircuitOpen: not now; ``retry_after_s`` says when.
        """
        ...

    async def succeeded(self) -> None:
        """Note that the provider answered, be it with a refusal."""
        ...

    async def failed(self) -> None:
        """Note that it did not."""
        ...

    async def abandoned(self) -> None:
        """Note that the call ended without telling anything."""
        ...


@dataclass(slots=True, kw_only=True)
class LocalBreaker:
    """The breaker of one process."""

    provider: str
    failures_to_open: int
    recovery_s: float
    stopwatch: Stopwatch
    _failures: int = 0
    _opened_s: float | None = None
    _is_probed: bool = False

    async def admit(self) -> None:
        """See ``Breaker.admit``."""
        if self._opened_s is None:
            return
        rest_s = self._opened_s + self.recovery_s - self.stopwatch.read_s()
        if rest_s > 0 or self._is_probed:
            raise CircuitOpen(
                f"{self.provider} failed too often and is not asked now.",
                retry_after_s=max(rest_s, 1.0),
            )
        self._is_probed = True

    async def succeeded(self) -> None:
        """See ``Breaker.succeeded``."""
        self._failures, self._opened_s, self._is_probed = 0, None, False

    async def failed(self) -> None:
        """See ``Breaker.failed``; those on their way when it opened do not prolong."""
        self._failures += 1
        if self._is_probed or self._trips():
            self._opened_s, self._is_probed = self.stopwatch.read_s(), False

    async def abandoned(self) -> None:
        """See ``Breaker.abandoned``."""
        self._is_probed = False

    def _trips(self) -> bool:
        return self._opened_s is None and self._failures >= self.failures_to_open
