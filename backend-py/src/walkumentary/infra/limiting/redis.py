"""Sliding windows in Redis or Valkey, for all processes: one round trip a request."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import batched
from typing import TYPE_CHECKING

from structlog.stdlib import get_logger

from walkumentary.gateway.rate_limits import (
    Admission,
    Quota,
    QuotaState,
    RateLimitsGateway,
)
from walkumentary.infra.limiting.memory import MemoryRateLimits

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = get_logger("walkumentary.limits")

ANSWER_S = 1.0
"""Redis answers in a millisecond; a busy loop of ours may take longer to hear it."""
AWAY_S = 1.0
"""So long a Redis that was away is not asked again."""
_CONNECTIONS = 20
_PREFIX = "walkumentary:rate:1:"

ADMIT = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local passes, answer = 1, {}
for i, key in ipairs(KEYS) do
    local amount, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
    if redis.call('ZCARD', key) >= amount then passes = 0 end
end
for i, key in ipairs(KEYS) do
    local amount, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
    if passes == 1 then
        redis.call('ZADD', key, now, ARGV[1])
        redis.call('PEXPIRE', key, math.ceil(window / 1000))
    end
    local count = redis.call('ZCARD', key)
    local nth = math.max(0, count - amount)
    local leaves = redis.call('ZRANGE', key, nth, nth, 'WITHSCORES')[2] or now
    answer[2 * i - 1] = math.max(0, amount - count)
    answer[2 * i] = leaves + window - now
end
return {passes, unpack(answer)}
"""
"""Looks at every window and counts in all or none of them, at one moment of Redis's
own clock. Answers whether it passes, then of each what is left and when there is more,
in microseconds."""


@dataclass(slots=True, kw_only=True)
class RedisRateLimits:
    """Satisfies ``RateLimitsGateway``; without Redis each process counts alone.

    Args:
        redis: connects when first asked.
        alone: this process's own windows, for what Redis did not count.
    """

    redis: "Redis"
    alone: MemoryRateLimits
    _away_until_s: float = field(default=0.0)

    async def admit(self, quotas: Sequence[Quota]) -> Admission:
        """See ``RateLimitsGateway.admit``."""
        answer = await self._shared(quotas)
        return answer or await self.alone.admit(quotas)

    async def _shared(self, quotas: Sequence[Quota]) -> Admission | None:
        """Ask Redis; None while it is away, which is remembered for a second."""
        from redis.exceptions import RedisError  # noqa: PLC0415 - slow to import

        clock = asyncio.get_running_loop().time
        if clock() < self._away_until_s:
            return None
        try:
            async with asyncio.timeout(ANSWER_S):
                return await self._asked(quotas)
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("limits_left_redis", error=type(error).__name__)
            self._away_until_s = clock() + AWAY_S
            return None

    async def _asked(self, quotas: Sequence[Quota]) -> Admission:
        keys = [f"{_PREFIX}{quota.name}:{quota.owner}" for quota in quotas]
        rates = [
            str(number)
            for quota in quotas
            for number in (quota.rate.amount, quota.rate.window_s * 1_000_000)
        ]
        nonce = secrets.token_hex(8)
        answer = await self.redis.eval(ADMIT, len(keys), *keys, nonce, *rates)
        passes, *states = map(int, answer)
        return Admission(
            passes=bool(passes),
            states=[
                QuotaState(quota=quota, left=left, more_in_s=more / 1_000_000)
                for quota, (left, more) in zip(quotas, batched(states, 2), strict=True)
            ],
        )


@asynccontextmanager
async def open_rate_limits(redis_url: str | None) -> AsyncIterator[RateLimitsGateway]:
    """Count in Redis where there is one, else in this process."""
    alone = MemoryRateLimits(now_s=asyncio.get_running_loop().time)
    if redis_url is None:
        yield alone
        return
    from redis.asyncio import BlockingConnectionPool, Redis  # noqa: PLC0415 - as above

    pool = BlockingConnectionPool.from_url(
        redis_url,
        max_connections=_CONNECTIONS,
        timeout=ANSWER_S,
        socket_connect_timeout=ANSWER_S,
    )
    redis = Redis.from_pool(pool)
    try:
        yield RedisRateLimits(redis=redis, alone=alone)
    finally:
        await redis.aclose()
