"""New identities.

A UUIDv7 is 48 bits of milliseconds, 12 bits that here are fractions of one, and 62
random bits. Source: RFC 9562, section 5.7, and method 3 of section 6.2.
"""

import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

from walkumentary.gateway.clock import Clock

FRACTIONS_PER_MS = 4_096
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class UuidV7Ids:
    """Ids that sort by the time they were made, also within one millisecond."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last_stamp = 0

    def new(self) -> UUID:
        """Return an id above every one this process made before."""
        self._last_stamp = max(self._stamp(), self._last_stamp + 1)
        millis, fraction = divmod(self._last_stamp, FRACTIONS_PER_MS)
        return UUID(
            int=(millis << 80)
            | (0x7 << 76)
            | (fraction << 64)
            | (0b10 << 62)
            | secrets.randbits(62)
        )

    def _stamp(self) -> int:
        micros = (self._clock.now() - _EPOCH) // timedelta(microseconds=1)
        return micros * FRACTIONS_PER_MS // 1_000
