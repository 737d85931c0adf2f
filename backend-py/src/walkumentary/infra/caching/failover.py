"""Redis while it answers, memory while it does not, Redis again when it returns."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from structlog.stdlib import get_logger

from walkumentary.infra.caching.stores import CacheAway, CacheStore, CashewsStore

log = get_logger("walkumentary.cache")

KNOCK_EVERY_S = 0.25
"""How often a Redis that is away is asked whether it is back."""

type Command[Answer] = Callable[[CacheStore], Awaitable[Answer]]


class FailoverStore:
    """Satisfies ``CacheStore`` and is never away.

    Memory begins each outage empty: it cannot show what was forgotten elsewhere. What
    is forgotten during an outage is forgotten in Redis before anything is read there
    again, and so are the turns that were taken there when it left.
    """

    def __init__(self, redis: CashewsStore, memory: CashewsStore) -> None:
        self._redis = redis
        self._memory = memory
        self._forgotten: set[str] = set()
        self._taken: set[str] = set()
        self._knocking: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """Which store serves just now."""
        return self._serving.name

    async def aclose(self) -> None:
        """Stop knocking and close both."""
        if self._knocking:
            self._knocking.cancel()
            with suppress(asyncio.CancelledError):
                await self._knocking
        await self._memory.aclose()
        with suppress(CacheAway):
            await self._redis.aclose()

    async def read(self, keys: Sequence[str]) -> Sequence[bytes | None]:
        """See ``CacheStore.read``."""
        return await self._served(lambda store: store.read(keys))

    async def write(self, key: str, value: bytes, *, ttl_s: float) -> None:
        """See ``CacheStore.write``."""
        await self._served(lambda store: store.write(key, value, ttl_s=ttl_s))

    async def add(self, key: str, value: bytes, *, ttl_s: float) -> bool:
        """See ``CacheStore.add``."""
        return await self._served(lambda store: store.add(key, value, ttl_s=ttl_s))

    async def drop(self, keys: Sequence[str]) -> None:
        """See ``CacheStore.drop``."""
        self._forgotten.update(keys)
        await self._served(lambda store: store.drop(keys))
        if self._serving is self._redis:
            self._forgotten.difference_update(keys)

    async def take(self, key: str, *, ttl_s: float) -> bool:
        """See ``CacheStore.take``."""
        if self._serving is self._redis:
            self._taken.add(key)
        taken = await self._served(lambda store: store.take(key, ttl_s=ttl_s))
        if not taken:
            self._taken.discard(key)
        return taken

    async def release(self, key: str) -> None:
        """See ``CacheStore.release``."""
        await self._served(lambda store: store.release(key))
        if self._serving is self._redis:
            self._taken.discard(key)

    @property
    def _serving(self) -> CashewsStore:
        return self._memory if self._knocking else self._redis

    async def _served[Answer](self, command: Command[Answer]) -> Answer:
        serving = self._serving
        try:
            return await command(serving)
        except CacheAway:
            if serving is self._memory:
                raise
            self._leave_redis()
            return await command(self._memory)

    def _leave_redis(self) -> None:
        if self._knocking is None:
            log.warning("cache_left_redis")
            self._knocking = asyncio.ensure_future(self._knock())

    async def _knock(self) -> None:
        while not await self._is_back():  # noqa: ASYNC110  Redis rings no bell
            await asyncio.sleep(KNOCK_EVERY_S)
        # At once: what is forgotten from here on is forgotten in Redis itself.
        self._knocking = None
        await self._memory.clear()
        log.info("cache_back_on_redis")

    async def _is_back(self) -> bool:
        try:
            await self._redis.check()
            while keys := (*self._forgotten, *self._taken):
                await self._redis.drop(keys)
                self._forgotten.difference_update(keys)
                self._taken.difference_update(keys)
        except CacheAway:
            return False
        return True
