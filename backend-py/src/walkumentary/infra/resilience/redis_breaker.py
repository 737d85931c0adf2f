"""A breaker whose state all processes share in Redis, and keep alone without it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from walkumentary.infra.resilience.breaker import Breaker, CircuitOpen

if TYPE_CHECKING:
    from redis.asyncio import Redis

ANSWER_S = 0.2
"""Redis answers in a millisecond; after this long it counts as away."""
AWAY_S = 1.0
"""So long a Redis that was away is not asked again."""
PROBE_S = 60.0
"""Longest a probe may take before another may try: its process may have died."""
FORGOTTEN_S = 3_600

ADMIT = """
local opened = redis.call('HGET', KEYS[1], 'opened_ms')
if not opened then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local rest = opened + ARGV[1] - now
if rest > 0 then return rest end
local probed = redis.call('HGET', KEYS[1], 'probed_ms')
if probed and now - probed < tonumber(ARGV[2]) then return 1000 end
redis.call('HSET', KEYS[1], 'probed_ms', now)
return 0
"""
"""Milliseconds to wait; 0: pass. After the rest one call alone may try."""
FAILED = """
local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
local is_open = redis.call('HEXISTS', KEYS[1], 'opened_ms') == 1
local is_probed = redis.call('HEXISTS', KEYS[1], 'probed_ms') == 1
if is_probed or (not is_open and failures >= tonumber(ARGV[1])) then
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    redis.call('HSET', KEYS[1], 'opened_ms', now)
    redis.call('HDEL', KEYS[1], 'probed_ms')
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return failures
"""


@dataclass(slots=True, kw_only=True)
class RedisBreaker:
    """Satisfies ``Breaker``; what it cannot tell Redis, ``alone`` knows.

    Args:
        provider: names the shared state.
        failures_to_open, recovery_s: as for any breaker.
        redis: connects when first asked.
        alone: this process's own breaker.
    """

    provider: str
    failures_to_open: int
    recovery_s: float
    redis: "Redis"
    alone: Breaker
    _away_until_s: float = field(default=0.0)

    async def admit(self) -> None:
        """See ``Breaker.admit``."""
        rest_ms = await self._shared(
            lambda: self.redis.eval(
                ADMIT, 1, self._key, str(self.recovery_s * 1000), str(PROBE_S * 1000)
            )
        )
        if rest_ms is None:
            await self.alone.admit()
        elif rest_ms:
            raise CircuitOpen(
                f"{self.provider} failed too often and is not asked now.",
                retry_after_s=max(1.0, rest_ms / 1000),
            )

    async def succeeded(self) -> None:
        """See ``Breaker.succeeded``."""
        await self.alone.succeeded()
        await self._shared(lambda: self.redis.delete(self._key))

    async def failed(self) -> None:
        """See ``Breaker.failed``."""
        await self.alone.failed()
        await self._shared(
            lambda: self.redis.eval(
                FAILED, 1, self._key, str(self.failures_to_open), str(FORGOTTEN_S)
            )
        )

    async def abandoned(self) -> None:
        """See ``Breaker.abandoned``."""
        await self.alone.abandoned()
        await self._shared(lambda: self.redis.hdel(self._key, "probed_ms"))

    @property
    def _key(self) -> str:
        return f"breaker:{self.provider}"

    async def _shared(self, command: Callable[[], Awaitable[object]]) -> int | None:
        """Ask Redis; None while it is away, which is remembered for a second."""
        from redis.exceptions import RedisError  # noqa: PLC0415 - slow to import

        clock = asyncio.get_running_loop().time
        if clock() < self._away_until_s:
            return None
        try:
            async with asyncio.timeout(ANSWER_S):
                return int(str(await command()))
        except (RedisError, OSError, TimeoutError):
            self._away_until_s = clock() + AWAY_S
            return None
