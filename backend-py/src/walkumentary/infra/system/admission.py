"""Adapter: a queue in this process, bounded in length and in time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from walkumentary.gateway.admission import PlanningFull, TooManyWaiting

PATIENCE_S = 30.0
"""As long as clients wait for an answer."""
LONGEST = 1_000
"""More than this would not be served within anybody's patience."""
SHARE = 32
"""Of one person: a little more than any tier may have made at once."""
SOON_S = 5.0


class BoundedQueue:
    """Satisfies ``AdmissionGateway``.

    Args:
        places: how many are let in at once.
        longest: how many may wait.
        patience_s: how long anybody waits.
        share: how many of one person's are inside or wait.
    """

    def __init__(
        self,
        *,
        places: int,
        longest: int = LONGEST,
        patience_s: float = PATIENCE_S,
        share: int = SHARE,
    ) -> None:
        self._places = asyncio.Semaphore(places)
        self._longest = longest
        self._patience_s = patience_s
        self._share = share
        self._waiting = 0
        self._of_one: Counter[str] = Counter()

    @property
    def is_crowded(self) -> bool:
        """See ``AdmissionGateway.is_crowded``."""
        return self._waiting > 0

    @asynccontextmanager
    async def admitted(self, whom: str) -> AsyncIterator[None]:
        """See ``AdmissionGateway.admitted``."""
        with self._counted(whom):
            await self._wait()
            try:
                yield
            finally:
                self._places.release()

    @contextmanager
    def _counted(self, whom: str) -> Iterator[None]:
        if self._of_one[whom] >= self._share:
            raise TooManyWaiting(
                f"{self._share} of your requests are waiting already.",
                retry_after_s=SOON_S,
            )
        self._of_one[whom] += 1
        try:
            yield
        finally:
            self._of_one[whom] -= 1
            # What counts nobody is dropped.
            self._of_one += Counter()

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

    def _too_busy(self) -> PlanningFull:
        return PlanningFull(
            f"{self._waiting} are waiting for the same; try again in a while.",
            retry_after_s=self._patience_s,
        )
