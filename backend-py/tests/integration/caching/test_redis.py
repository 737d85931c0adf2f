"""The cache over a real Redis that comes and goes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from tests import makers
from tests.contracts.cache_gateway import (
    LONG_S,
    CacheContract,
    Computation,
    Lapse,
    a_cache_key,
)
from tests.integration.caching.redis_process import BINARY, RedisProcess
from tests.unit.controller.app import product
from tests.unit.usecase.doubles import ScriptedGeocoder
from walkumentary.domain.ops.health import HealthState
from walkumentary.gateway.cache import CacheGateway, cache_key
from walkumentary.infra.caching.cache import TURN_S
from walkumentary.infra.caching.opening import open_cache
from walkumentary.infra.geocoding.cached import CachedGeocoder

pytestmark = [
    pytest.mark.ci,
    pytest.mark.skipif(BINARY is None, reason="no redis-server on this machine"),
]

SOON_S = 10.0
"""Patience with a busy machine; it takes less than a second."""


@asynccontextmanager
async def a_cache(url: str) -> AsyncIterator[CacheGateway]:
    async with open_cache(url) as opened:
        yield opened.cache


@pytest.fixture
async def redis() -> AsyncIterator[RedisProcess]:
    server = RedisProcess()
    await server.start()
    yield server
    await server.kill()


@pytest.fixture
async def cache(redis: RedisProcess) -> AsyncIterator[CacheGateway]:
    async with a_cache(redis.url) as cache:
        yield cache


async def _serves(cache: CacheGateway, store: str, *, within_s: float) -> None:
    async with asyncio.timeout(within_s):
        while cache.statistics().store != store:
            await cache.remember(a_cache_key(), Computation(), ttl_s=LONG_S)
            await asyncio.sleep(0.01)


class TestRedis(CacheContract):
    @pytest.fixture
    def lapse(self) -> Lapse:
        async def wait(seconds: float) -> None:
            await asyncio.sleep(seconds * 1.2)

        return wait


async def test_processes_share_what_is_kept(redis: RedisProcess) -> None:
    key, compute = a_cache_key("shared"), Computation()
    async with a_cache(redis.url) as one, a_cache(redis.url) as other:
        await one.remember(key, compute, ttl_s=LONG_S)
        await other.remember(key, compute, ttl_s=LONG_S)

    assert compute.times == 1


async def test_processes_share_one_computation(redis: RedisProcess) -> None:
    key, compute = a_cache_key(), Computation(go=asyncio.Event())
    async with a_cache(redis.url) as one, a_cache(redis.url) as other:
        first = asyncio.ensure_future(one.remember(key, compute, ttl_s=LONG_S))
        await compute.begun.wait()
        second = asyncio.ensure_future(other.remember(key, compute, ttl_s=LONG_S))
        await asyncio.sleep(0.2)
        assert compute.go
        compute.go.set()

        assert {await first, await second} == {b"value"}

    assert compute.times == 1


async def test_what_one_process_forgets_all_forget(redis: RedisProcess) -> None:
    key = a_cache_key("told")
    async with a_cache(redis.url) as one, a_cache(redis.url) as other:
        await one.remember(key, Computation(b"old"), ttl_s=LONG_S)

        await other.invalidate("told")

        assert await one.remember(key, Computation(b"new"), ttl_s=LONG_S) == b"new"


async def test_a_redis_that_was_never_there_is_no_error() -> None:
    key, compute = a_cache_key(), Computation()
    async with a_cache("redis://127.0.0.1:9/0") as cache:
        for _ in range(2):
            assert await cache.remember(key, compute, ttl_s=LONG_S) == b"value"

        assert (compute.times, cache.statistics().store) == (1, "memory")


async def test_what_was_forgotten_during_an_outage_stays_forgotten(
    redis: RedisProcess, cache: CacheGateway
) -> None:
    key = a_cache_key("news")
    await cache.remember(key, Computation(b"old"), ttl_s=LONG_S)

    redis.freeze()
    await _serves(cache, "memory", within_s=SOON_S)
    await cache.invalidate("news")
    redis.thaw()
    await _serves(cache, "redis", within_s=SOON_S)

    assert await cache.remember(key, Computation(b"new"), ttl_s=LONG_S) == b"new"


async def test_with_redis_killed_hung_and_returned_under_load_no_question_fails(
    redis: RedisProcess, cache: CacheGateway
) -> None:
    over, answered, slowest_s = asyncio.Event(), 0, 0.0

    async def ask_on(asker: int) -> None:
        nonlocal answered, slowest_s
        loop = asyncio.get_running_loop()
        while not over.is_set():
            number = answered % 200
            key = cache_key("load", {"number": number}, owner_id=None, tags=("load",))
            wanted = f"{number}".encode() * 300
            began = loop.time()
            assert await cache.remember(key, Computation(wanted), ttl_s=5) == wanted
            slowest_s = max(slowest_s, loop.time() - began)
            answered += 1
            await asyncio.sleep(0.001 * (asker % 3))

    load = [asyncio.ensure_future(ask_on(asker)) for asker in range(50)]
    await asyncio.sleep(0.3)
    assert cache.statistics().store == "redis"

    await redis.kill()
    await _serves(cache, "memory", within_s=SOON_S)
    await redis.start()
    await _serves(cache, "redis", within_s=SOON_S)
    redis.freeze()
    await _serves(cache, "memory", within_s=SOON_S)
    redis.thaw()
    await _serves(cache, "redis", within_s=SOON_S)
    await asyncio.sleep(0.2)

    over.set()
    await asyncio.gather(*load)
    assert answered > 200
    assert slowest_s < SOON_S


async def test_no_request_fails_because_redis_is_killed_hangs_or_returns(
    redis: RedisProcess, cache: CacheGateway
) -> None:
    """Searches through the whole application, whose geocoder's answers are kept."""
    outside = ScriptedGeocoder(places=[makers.a_place(source="osm", name="Rose")])
    geocoder = CachedGeocoder(outside, name="test", cache=cache)
    house, over = product(cache=cache, geocoder=geocoder), asyncio.Event()
    answers: list[httpx.Response] = []

    async def search_on(client: httpx.AsyncClient) -> None:
        while not over.is_set():
            query = f"rose {len(answers) % 50}"
            answers.append(
                await client.get("/v1/locations/search", params={"query": query})
            )

    async with house.client() as client:
        load = [asyncio.ensure_future(search_on(client)) for _ in range(20)]
        await redis.kill()
        await _serves(cache, "memory", within_s=SOON_S)
        await redis.start()
        await _serves(cache, "redis", within_s=SOON_S)
        redis.freeze()
        await _serves(cache, "memory", within_s=SOON_S)
        redis.thaw()
        await _serves(cache, "redis", within_s=SOON_S)
        over.set()
        await asyncio.gather(*load)

    assert {answer.status_code for answer in answers} == {200}
    assert {str(answer.json()["degraded"]) for answer in answers} == {"[]"}
    assert {len(answer.json()["items"]) for answer in answers} == {1}


async def test_a_turn_that_was_taken_when_redis_hung_holds_up_nobody(
    redis: RedisProcess, cache: CacheGateway
) -> None:
    key, slow = a_cache_key(), Computation(go=asyncio.Event())
    asked = asyncio.ensure_future(cache.remember(key, slow, ttl_s=LONG_S))
    await slow.begun.wait()
    redis.freeze()
    await _serves(cache, "memory", within_s=SOON_S)
    assert slow.go
    slow.go.set()
    await asked
    redis.thaw()
    await _serves(cache, "redis", within_s=SOON_S)

    async with asyncio.timeout(TURN_S / 3):
        await cache.remember(key, Computation(), ttl_s=LONG_S)


async def test_a_full_redis_fails_nobody(
    redis: RedisProcess, cache: CacheGateway
) -> None:
    await redis.command("CONFIG", "SET", "maxmemory", "1")

    answers = [
        await cache.remember(a_cache_key("full"), Computation(), ttl_s=LONG_S)
        for _ in range(5)
    ]

    assert set(answers) == {b"value"}


async def test_foreign_bytes_under_our_key_are_no_value(
    redis: RedisProcess, cache: CacheGateway
) -> None:
    key = a_cache_key()
    name = f"walkumentary:cache:1:value:{key.digest}"

    for value in ("12", "bytes:", "\x80\x04N.", "x" * 3_000):
        await redis.command("SET", name, value)
        assert await cache.remember(key, Computation(b"v"), ttl_s=LONG_S) == b"v"


async def test_health_says_degraded_while_redis_is_away(redis: RedisProcess) -> None:
    async with open_cache(redis.url) as opened:
        (probe,) = opened.probes
        well = await probe.look()
        await redis.kill()
        ill = await probe.look()

    assert (well.state, ill.state) == (HealthState.UP, HealthState.DEGRADED)
    assert str(redis.port) not in ill.detail
