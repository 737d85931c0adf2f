"""The one loop of attempts: deadline, breaker, bulkhead, pauses, next provider.

::

    async for attempt in chain.attempts():
        async with attempt:
            return await attempt.port.speak(utterance)

A failure that ``async with`` swallows leads to the next attempt; the last one is
raised by the loop.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from walkumentary.domain.ops.resilience import Strategy
from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.gateway.clock import Limit, Stopwatch
from walkumentary.infra.resilience.breaker import Breaker, CircuitOpen
from walkumentary.infra.resilience.dice import Dice


class TooBusy(GatewayUnavailable):
    """So many calls to a provider are in flight that this one found no place."""

    code = "too-busy"
    title = "Too many calls are in flight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link[Port]:
    """One provider in a chain: what it offers, its breaker, its places in flight."""

    name: str
    port: Port
    breaker: Breaker
    places: asyncio.Semaphore


@dataclass(slots=True, kw_only=True)
class Attempt[Port]:
    """One call to one provider; it ends well, or with an error that is kept."""

    link: Link[Port]
    limit_s: float
    stopwatch: Stopwatch
    error: GatewayError | None = None
    has_progressed: bool = False
    _opened: AsyncExitStack = field(default_factory=AsyncExitStack)
    _limit: Limit | None = None

    @property
    def port(self) -> Port:
        """The provider's port."""
        return self.link.port

    async def progressed(self) -> None:
        """Note the first item of a stream: the deadline is kept, the provider well."""
        if self.has_progressed:
            return
        self.has_progressed = True
        if self._limit is not None:
            self._limit.lift()
        await self.link.breaker.succeeded()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opened:
            opened.push_async_exit(self._settled)
            self._limit = await opened.enter_async_context(
                self.stopwatch.limit(self.limit_s)
            )
            self._opened = opened.pop_all()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        return bool(await self._opened.__aexit__(exc_type, exc, traceback))

    async def _settled(
        self,
        _type: type[BaseException] | None,
        exc: BaseException | None,
        _traceback: TracebackType | None,
    ) -> bool:
        """Tell the breaker how it went; keep an error that others may make good."""
        self.link.places.release()
        self.error = _failure(exc)
        if exc is None:
            await self.link.breaker.succeeded()
        elif self.error is None:
            await self.link.breaker.abandoned()
        else:
            await self._failed(self.error)
        return self.error is not None

    async def _failed(self, error: GatewayError) -> None:
        """Blame the provider, unless it answered: with a refusal or with nonsense."""
        if error.repeats is None:
            await self.link.breaker.failed()
        else:
            await self.link.breaker.succeeded()


def _failure(exc: BaseException | None) -> GatewayError | None:
    if isinstance(exc, GatewayError):
        return exc
    if isinstance(exc, TimeoutError):
        timeout = GatewayTimeout("There was no answer in time.")
        timeout.__cause__ = exc
        return timeout
    return None


@dataclass(slots=True, kw_only=True)
class _Turn[Port]:
    """One provider's turn in a call: its share of the time, and how it goes.

    ``pause_s`` comes before the next attempt; None where there is to be none.
    """

    link: Link[Port]
    until_s: float
    failures: int = 0
    pause_s: float | None = 0.0


@dataclass(slots=True, kw_only=True)
class Attempts[Port]:
    """The attempts of one call, one after the other.

    Args:
        links: the chain; the first is asked first.
        strategy: how often, how long. Its total is shared: each provider may use an
            equal part of what those before it left over.
        stopwatch, dice: time and luck.
    """

    links: Sequence[Link[Port]]
    strategy: Strategy
    stopwatch: Stopwatch
    dice: Dice
    _until_s: float = 0.0
    _is_done: bool = False
    _last: GatewayError | None = None

    async def __aiter__(self) -> AsyncIterator[Attempt[Port]]:
        """Yield attempts until one ends well.

        Raises:
            GatewayError: the last of all failures.
        """
        self._until_s = self.stopwatch.read_s() + self.strategy.total_s
        for number, link in enumerate(self.links):
            async for attempt in self._at(link, behind=len(self.links) - number):
                yield attempt
        self._check_done()

    async def _at(
        self, link: Link[Port], *, behind: int
    ) -> AsyncIterator[Attempt[Port]]:
        now_s = self.stopwatch.read_s()
        turn = _Turn(link=link, until_s=now_s + (self._until_s - now_s) / behind)
        while await self._may_go_on(turn):
            left_s = turn.until_s - self.stopwatch.read_s()
            attempt = Attempt(link=link, limit_s=left_s, stopwatch=self.stopwatch)
            yield attempt
            self._note(turn, attempt)

    async def _may_go_on(self, turn: _Turn[Port]) -> bool:
        if self._is_done or turn.pause_s is None:
            return False
        await self.stopwatch.pause(turn.pause_s)
        return await self._is_admitted(turn)

    async def _is_admitted(self, turn: _Turn[Port]) -> bool:
        """Pass the breaker, then wait for a place; without either, ask the next."""
        try:
            await turn.link.breaker.admit()
            await self._seated(turn)
        except (CircuitOpen, TooBusy) as error:
            self._last = self._last or error
            return False
        return True

    async def _seated(self, turn: _Turn[Port]) -> None:
        """Take a place, which the attempt gives back.

        Raises:
            TooBusy: none came free.
        """
        link = turn.link
        try:
            async with self.stopwatch.limit(turn.until_s - self.stopwatch.read_s()):
                await link.places.acquire()
        except TimeoutError as error:
            await link.breaker.abandoned()
            raise TooBusy(f"Too many calls to {link.name} are in flight.") from error

    def _note(self, turn: _Turn[Port], attempt: Attempt[Port]) -> None:
        if attempt.error is None:
            self._is_done = True
            return
        self._last = attempt.error
        turn.failures += 1
        self._begin_anew_after(attempt, turn)
        turn.pause_s = self._pause_s(turn, attempt.error)

    def _begin_anew_after(self, attempt: Attempt[Port], turn: _Turn[Port]) -> None:
        """Give a stream that brought something, and broke, all of its time again."""
        if attempt.has_progressed:
            self._until_s = self.stopwatch.read_s() + self.strategy.total_s
            turn.until_s = self._until_s

    def _pause_s(self, turn: _Turn[Port], error: GatewayError) -> float | None:
        """Return the pause before asking the same provider again; None: do not."""
        repeats = self.strategy.attempts - 1
        if turn.failures > min(repeats, _or(error.repeats, repeats)):
            return None
        luck = self.dice.roll()
        backoff_s = self.strategy.pause_s(failures=turn.failures, luck=luck)
        pause_s = max(backoff_s, error.retry_after_s or 0.0)
        left_s = turn.until_s - self.stopwatch.read_s()
        return pause_s if pause_s < left_s else None

    def _check_done(self) -> None:
        if not self._is_done:
            raise self._last or GatewayUnavailable("Nobody is there to be asked.")


def _or[T](value: T | None, otherwise: T) -> T:
    return otherwise if value is None else value
