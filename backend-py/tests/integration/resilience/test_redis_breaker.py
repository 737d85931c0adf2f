"""Breakers whose state several processes share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from redis.asyncio import Redis

from tests.integration.caching.redis_process import BINARY, RedisProcess
from walkumentary.infra.resilience.breaker import CircuitOpen, LocalBreaker
from walkumentary.infra.resilience.redis_breaker import RedisBreaker
from walkumentary.infra.system.stopwatch import LoopStopwatch

pytestmark = [
    pytest.mark.ci,
    pytest.mark.skipif(BINARY is None, reason="needs a redis-server"),
]
RECOVERY_S = 0.3


@pytest.fixture
async def server() -> AsyncIterator[RedisProcess]:
    redis = RedisProcess()
    await redis.start()
    yield redis
    await redis.kill()


@pytest.fixture
async def clients(server: RedisProcess) -> AsyncIterator[list[Redis]]:
    made = [Redis.from_url(server.url, socket_connect_timeout=0.2) for _ in range(2)]
    yield made
    for one in made:
        with suppress(Exception):
            await one.aclose()


def a_breaker(redis: Redis) -> RedisBreaker:
    return RedisBreaker(
        provider="narrate:openai",
        failures_to_open=3,
        recovery_s=RECOVERY_S,
        redis=redis,
        alone=LocalBreaker(
            provider="narrate:openai",
            failures_to_open=3,
            recovery_s=RECOVERY_S,
            stopwatch=LoopStopwatch(),
        ),
    )


async def admitted(breaker: RedisBreaker) -> bool:
    try:
        await breaker.admit()
    except CircuitOpen:
        return False
    return True


async def opened(here: RedisBreaker, there: RedisBreaker) -> None:
    for breaker in (here, there, here):
        await breaker.failed()


async def test_failures_of_all_processes_open_it_for_all(clients: list[Redis]) -> None:
    here, there = map(a_breaker, clients)
    await here.failed()
    await there.failed()
    before = await admitted(there)

    await here.failed()

    assert before
    assert not await admitted(here)
    assert not await admitted(there)


async def test_after_the_rest_one_process_alone_tries(clients: list[Redis]) -> None:
    here, there = map(a_breaker, clients)
    await opened(here, there)
    await asyncio.sleep(RECOVERY_S * 1.2)

    tries = await asyncio.gather(*(admitted(one) for one in (here, there) * 5))

    assert sum(tries) == 1


async def test_a_success_closes_it_for_all(clients: list[Redis]) -> None:
    here, there = map(a_breaker, clients)
    await opened(here, there)
    await asyncio.sleep(RECOVERY_S * 1.2)
    await here.admit()

    await here.succeeded()

    assert await admitted(there)
    assert await admitted(there)


async def test_a_probe_that_fails_opens_it_again_for_all(clients: list[Redis]) -> None:
    here, there = map(a_breaker, clients)
    await opened(here, there)
    await asyncio.sleep(RECOVERY_S * 1.2)
    await here.admit()

    await here.failed()

    assert not await admitted(there)


async def test_an_abandoned_probe_lets_another_try(clients: list[Redis]) -> None:
    here, there = map(a_breaker, clients)
    await opened(here, there)
    await asyncio.sleep(RECOVERY_S * 1.2)
    await here.admit()

    await here.abandoned()

    assert await admitted(there)


@pytest.mark.parametrize("mood", ["kill", "freeze"])
async def test_without_redis_each_process_knows_what_it_saw(
    server: RedisProcess, clients: list[Redis], mood: str
) -> None:
    here, there = map(a_breaker, clients)
    await here.failed()
    if mood == "kill":
        await server.kill()
    else:
        server.freeze()

    for _ in range(2):
        await here.failed()

    assert not await admitted(here)
    assert await admitted(there)
