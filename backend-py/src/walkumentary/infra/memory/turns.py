"""Turns in one process, in a test's time."""

from datetime import datetime, timedelta

from walkumentary.gateway.clock import Clock


class MemoryTurns:
    """Satisfies ``TurnsGateway``."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next: dict[str, datetime] = {}

    async def take(
        self, service: str, *, every_s: float, within_s: float
    ) -> float | None:
        """See ``TurnsGateway.take``."""
        now = self._clock.now()
        turn = max(now, self._next.get(service, now))
        wait_s = (turn - now).total_seconds()
        if wait_s > within_s:
            return None
        self._next[service] = turn + timedelta(seconds=every_s)
        return wait_s
