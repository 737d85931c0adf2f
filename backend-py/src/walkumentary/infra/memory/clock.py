"""A clock that stands until it is moved."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class FixedClock:
    """Tells the time it was set to."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        """Return the instant it stands at."""
        return self._now

    def advance(self, *, seconds: float = 0.0, days: float = 0.0) -> None:
        """Move it forward."""
        self._now += timedelta(days=days, seconds=seconds)
