"""Sliding windows in a real Redis that comes and goes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.contracts.rate_limits_gateway import (
    Pass,
    RateLimitsContract,
    a_quota,
    passing,
)
from tests.integration.caching.redis_process import BINARY, RedisProcess
from walkumentary.gateway.rate_limits import RateLimitsGateway
from walkumentary.infra.limiting.redis import AWAY_S, open_rate_limits

pytestmark = [
    pytest.mark.ci,
    pytest.mark.skipif(BINARY is None, reason="no redis-server on this machine"),
]


@pytest.fixture
async def redis() -> AsyncIterator[RedisProcess]:
    server = RedisProcess()
    await server.start()
    yield server
    await server.kill()


@pytest.fixture
async def limits(redis: RedisProcess) -> AsyncIterator[RateLimitsGateway]:
    async with open_rate_limits(redis.url) as limits:
        yield limits


class TestRedisRateLimits(RateLimitsContract):
    @pytest.fixture
    def wait(self) -> Pass:
        return asyncio.sleep


async def test_two_processes_count_together(redis: RedisProcess) -> None:
    quota = a_quota(100, window_s=60)

    async with open_rate_limits(redis.url) as one, open_rate_limits(redis.url) as two:
        asked = await asyncio.gather(
            *(limits.admit([quota]) for limits in (one, two) for _ in range(300))
        )

    assert sum(answer.passes for answer in asked) == 100


async def test_a_request_is_one_round_trip(
    redis: RedisProcess, limits: RateLimitsGateway
) -> None:
    quotas = [a_quota(9, window_s=n) for n in range(60, 64)]
    await limits.admit(quotas)
    before = await _commands(redis)
    await limits.admit(quotas)

    assert await _commands(redis) - before == 1


async def test_without_redis_each_process_counts_and_goes_back_when_it_answers(
    redis: RedisProcess, limits: RateLimitsGateway
) -> None:
    quota = a_quota(2, window_s=60)
    await passing(limits, quota, times=1)
    await redis.kill()

    alone = await passing(limits, quota, times=5)
    await redis.start()
    await asyncio.sleep(AWAY_S + 0.1)
    together = await passing(limits, quota, times=5)

    assert (alone, together) == (2, 2)


async def test_a_redis_that_hangs_fails_nobody(
    redis: RedisProcess, limits: RateLimitsGateway
) -> None:
    quota = a_quota(2, window_s=60)
    await passing(limits, quota, times=1)
    redis.freeze()

    alone = await passing(limits, quota, times=5)

    redis.thaw()
    assert alone == 2


async def _commands(redis: RedisProcess) -> int:
    """Return how many scripts were called from outside."""
    reader, writer = await asyncio.open_connection("127.0.0.1", redis.port)
    writer.write(b"INFO commandstats\r\n")
    size = int((await reader.readline())[1:])
    told = (await reader.readexactly(size)).decode()
    writer.close()
    lines = dict(line.split(":", 1) for line in told.split("\r\n") if ":" in line)
    return int(lines["cmdstat_eval"].split("=")[1].split(",")[0])
