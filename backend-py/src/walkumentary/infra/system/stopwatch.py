"""Time as the event loop measures it, or a multiple of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from walkumentary.gateway.clock import Limit


@dataclass(frozen=True, slots=True)
class _Timeout:
    timeout: asyncio.Timeout

    def lift(self) -> None:
        """See ``Limit.lift``."""
        self.timeout.reschedule(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopStopwatch:
    """Satisfies ``Stopwatch``.

    Args:
        pace: how many of its seconds pass in one; a test of long waits raises it.
    """

    pace: float = 1.0

    def read_s(self) -> float:
        """See ``Stopwatch.read_s``."""
        return asyncio.get_running_loop().time() * self.pace

    async def pause(self, seconds: float) -> None:
        """See ``Stopwatch.pause``."""
        await asyncio.sleep(seconds / self.pace)

    @asynccontextmanager
    async def limit(self, seconds: float) -> AsyncIterator[Limit]:
        """See ``Stopwatch.limit``."""
        async with asyncio.timeout(max(0.0, seconds) / self.pace) as timeout:
            yield _Timeout(timeout)
