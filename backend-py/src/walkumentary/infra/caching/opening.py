"""The cache as the settings want it, for as long as a block lasts."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from walkumentary.gateway.cache import CacheGateway
from walkumentary.gateway.health import HealthProbe
from walkumentary.infra.caching.cache import StoreCache
from walkumentary.infra.caching.failover import FailoverStore
from walkumentary.infra.caching.probe import CacheProbe
from walkumentary.infra.caching.stores import memory_store, redis_store


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCache:
    """The cache, and how to see whether it is well; memory always is."""

    cache: CacheGateway
    probes: tuple[HealthProbe, ...]


@asynccontextmanager
async def open_cache(redis_url: str | None) -> AsyncIterator[OpenCache]:
    """Keep values in Redis where there is one, else in memory."""
    async with AsyncExitStack() as opened:
        memory = memory_store()
        if redis_url is None:
            opened.push_async_callback(memory.aclose)
            yield OpenCache(cache=StoreCache(memory), probes=())
            return
        redis = redis_store(redis_url)
        store = FailoverStore(redis, memory)
        opened.push_async_callback(store.aclose)
        cache = StoreCache(store)
        yield OpenCache(cache=cache, probes=(CacheProbe(redis, cache),))
