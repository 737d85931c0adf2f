"""Adapter: a queue in this process, bounded in length and in time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from walkumentary.gateway.admission import TooBusy

PATIENCE_S = 30.0
"""As long as clients wait for an answer."""
LONGEST = 1_000
"""More than this would not be served within anybody's patience."""


class BoundedQueue:
    """Satisfies ``AdmissionGateway``.

    Args:
        places: how many are let in at once.
        longest: how many may wait.
        patience_s: how long anybody waits.
    """

    def __init__(
        self, *, places: int, longest: int = LONGEST, patience_s: float = PATIENCE_S
    ) -> None:
        self._places = asyncio.Semaphore(places)
        self._longest = longest
        self._patience_s = patience_s
        self._waiting = 0

    @property
    def is_crowded(self) -> bool:
        """See ``AdmissionGateway.is_crowded``."""
        return self._waiting > 0

    @asynccontextmanager
    async def admitted(self) -> AsyncIterator[None]:
        """See ``AdmissionGateway.admitted``."""
        await self._wait()
        try:
            yield
        finally:
            self._places.release()

    async def _wait(self) -> None:
        if self._waiting >= self._longest:
            raise self._too_busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience_s):
                await self._places.acquire()
        except TimeoutError as error:
            raise self._too_busy() from error
        finally:
            self._waiting -= 1

    def _too_busy(self) -> TooBusy:
        return TooBusy(
            f"{self._waiting} are waiting for the same; try again in a while.",
            retry_after_s=self._patience_s,
        )
