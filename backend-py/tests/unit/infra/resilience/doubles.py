"""Time that passes by itself, luck that is known, providers that fail on request."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from walkumentary.domain.ops.resilience import BALANCED, Operation, Resilience, Strategy
from walkumentary.domain.shared.errors import GatewayError, GatewayUnavailable
from walkumentary.gateway.clock import Limit
from walkumentary.infra.resilience.chain import Chain, Forge


class _Endless:
    def lift(self) -> None:
        """Bound nothing."""


@dataclass(slots=True)
class Daydream:
    """A stopwatch whose pauses take no time; ``pauses`` are those that were made."""

    now_s: float = 1_000.0
    pauses: list[float] = field(default_factory=list)

    def read_s(self) -> float:
        """Return the time it was brought to."""
        return self.now_s

    async def pause(self, seconds: float) -> None:
        """Bring it forward."""
        if seconds:
            self.pauses.append(seconds)
        self.now_s += seconds
        await asyncio.sleep(0)

    @asynccontextmanager
    async def limit(self, _seconds: float) -> AsyncIterator[Limit]:
        """Bound nothing: nothing takes time."""
        yield _Endless()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Dice that always show the same."""

    side: float = 1.0

    def roll(self) -> float:
        """Return what they show."""
        return self.side


@dataclass(slots=True)
class Flaky:
    """Raises its errors one after the other, then answers its name."""

    name: str
    errors: list[GatewayError] = field(default_factory=list)
    calls: int = 0
    before: Callable[[], None] = lambda: None

    async def ask(self) -> str:
        """Answer, or fail."""
        self.calls += 1
        self.before()
        await asyncio.sleep(0)
        if self.errors:
            raise self.errors.pop(0)
        return self.name


def failing(name: str, times: int = 1_000_000) -> Flaky:
    """Return a provider that is down for so many calls."""
    return Flaky(name, [GatewayUnavailable(f"{name} is down.")] * min(times, 10_000))


def patience(
    strategy: Strategy = BALANCED, *, to_open: int = 1_000, recovery_s: float = 60.0
) -> Resilience:
    """Return a configuration of one strategy; breakers hardly ever open."""
    return Resilience(
        name="test", failures_to_open=to_open, recovery_s=recovery_s, strategy=strategy
    )


def a_chain(
    *providers: Flaky,
    resilience: Resilience | None = None,
    time: Daydream | None = None,
    in_flight: int = 8,
) -> Chain[Flaky]:
    """Return a chain over the providers."""
    forge = Forge(
        resilience=resilience or patience(), stopwatch=time or Daydream(), dice=Loaded()
    )
    named = [(provider.name, provider) for provider in providers]
    return forge.chain(Operation.NARRATE, *named, in_flight=in_flight)


async def asked(chain: Chain[Flaky]) -> str:
    """Ask the chain as every adapter does."""
    async for attempt in chain.attempts():
        async with attempt:
            return await attempt.port.ask()
    raise AssertionError("attempts end with an answer or an error")
