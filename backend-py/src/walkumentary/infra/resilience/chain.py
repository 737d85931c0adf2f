"""A chain of providers for one operation, asked with one patience."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from walkumentary.domain.ops.resilience import Operation, Resilience
from walkumentary.gateway.clock import Stopwatch
from walkumentary.infra.resilience.attempts import Attempts, Link
from walkumentary.infra.resilience.breaker import Breaker, LocalBreaker
from walkumentary.infra.resilience.dice import Dice
from walkumentary.infra.resilience.redis_breaker import RedisBreaker

if TYPE_CHECKING:
    from redis.asyncio import Redis


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain[Port]:
    """Providers of one operation, the preferred one first."""

    operation: Operation
    links: Sequence[Link[Port]]
    resilience: Resilience
    stopwatch: Stopwatch
    dice: Dice

    def attempts(self) -> Attempts[Port]:
        """Return the attempts of one call."""
        return Attempts(
            links=self.links,
            strategy=self.resilience.strategy_for(self.operation),
            stopwatch=self.stopwatch,
            dice=self.dice,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """Makes chains that share one configuration, one time and one luck.

    With ``redis``, breakers are shared with every other process.
    """

    resilience: Resilience
    stopwatch: Stopwatch
    dice: Dice
    redis: "Redis | None" = None

    def chain[Port](
        self, operation: Operation, *providers: tuple[str, Port], in_flight: int
    ) -> Chain[Port]:
        """Return a chain over named providers.

        Args:
            operation: what they are asked for.
            providers: name and port, the preferred one first.
            in_flight: calls to one provider at the same time, at most.
        """
        return Chain(
            operation=operation,
            links=[
                self._link(operation, name, port, in_flight) for name, port in providers
            ],
            resilience=self.resilience,
            stopwatch=self.stopwatch,
            dice=self.dice,
        )

    def _link[Port](
        self, operation: Operation, name: str, port: Port, in_flight: int
    ) -> Link[Port]:
        return Link(
            name=name,
            port=port,
            breaker=self._breaker(f"{operation}:{name}"),
            places=asyncio.Semaphore(in_flight),
        )

    def _breaker(self, name: str) -> Breaker:
        alone = LocalBreaker(
            provider=name,
            failures_to_open=self.resilience.failures_to_open,
            recovery_s=self.resilience.recovery_s,
            stopwatch=self.stopwatch,
        )
        if self.redis is None:
            return alone
        return RedisBreaker(
            provider=name,
            failures_to_open=self.resilience.failures_to_open,
            recovery_s=self.resilience.recovery_s,
            redis=self.redis,
            alone=alone,
        )
