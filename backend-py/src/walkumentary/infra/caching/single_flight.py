"""One computation for everybody who asks at the same time."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial


class SingleFlight:
    """Joins questions of the same key; the last one to give up cancels the work."""

    def __init__(self) -> None:
        self._flights: dict[str, asyncio.Task[bytes]] = {}
        self._waiting: dict[asyncio.Task[bytes], int] = {}

    def under_way(self, key: str) -> bool:
        """Whether somebody computes it just now."""
        return key in self._flights

    async def join(self, key: str, compute: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return the result of the computation under way, or of a new one."""
        flight = self._flights.get(key) or self._depart(key, compute)
        self._waiting[flight] = self._waiting.get(flight, 0) + 1
        try:
            return await asyncio.shield(flight)
        finally:
            self._leave(key, flight)

    def _depart(
        self, key: str, compute: Callable[[], Awaitable[bytes]]
    ) -> asyncio.Task[bytes]:
        flight = asyncio.ensure_future(_awaited(compute))
        self._flights[key] = flight
        flight.add_done_callback(partial(self._arrive, key))
        return flight

    def _arrive(self, key: str, flight: asyncio.Task[bytes]) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]
        if not flight.cancelled():
            # Where everybody has left, nobody else looks at the failure.
            flight.exception()

    def _leave(self, key: str, flight: asyncio.Task[bytes]) -> None:
        self._waiting[flight] -= 1
        if self._waiting[flight]:
            return
        del self._waiting[flight]
        if not flight.done():
            self._flights.pop(key, None)
            flight.cancel()


async def _awaited(compute: Callable[[], Awaitable[bytes]]) -> bytes:
    return await compute()
