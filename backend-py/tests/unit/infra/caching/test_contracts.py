"""The cache keeps its promises over memory, ours and the library's."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.contracts.cache_gateway import CacheContract, Lapse
from walkumentary.gateway.cache import CacheGateway
from walkumentary.infra.caching.cache import StoreCache
from walkumentary.infra.caching.opening import open_cache
from walkumentary.infra.caching.stores import memory_store
from walkumentary.infra.memory.cache import MemoryStoreOfBytes
from walkumentary.infra.memory.clock import FixedClock


class TestInMemory(CacheContract):
    @pytest.fixture
    def clock(self) -> FixedClock:
        return FixedClock()

    @pytest.fixture
    def cache(self, clock: FixedClock) -> CacheGateway:
        return StoreCache(MemoryStoreOfBytes(clock))

    @pytest.fixture
    def lapse(self, clock: FixedClock) -> Lapse:
        async def advance(seconds: float) -> None:
            clock.advance(seconds=seconds)

        return advance


class TestCashewsInMemory(CacheContract):
    @pytest.fixture
    async def cache(self) -> AsyncIterator[CacheGateway]:
        async with open_cache(None) as opened:
            yield opened.cache

    @pytest.fixture
    def lapse(self) -> Lapse:
        async def wait(seconds: float) -> None:
            await asyncio.sleep(seconds * 1.2)

        return wait


async def test_memory_forgets_what_was_not_used_for_longest() -> None:
    store = memory_store(entries=2)
    for name in ("a", "b"):
        await store.write(name, name.encode(), ttl_s=60)
    await store.read(["a"])

    await store.write("c", b"c", ttl_s=60)

    assert await store.read(["a", "b", "c"]) == [b"a", None, b"c"]
    await store.aclose()
