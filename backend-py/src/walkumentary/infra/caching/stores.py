"""Where values lie: cashews over memory, or over Redis with deadlines."""
# ruff: noqa: PLC0415 - cashews and redis take half a second to load together

import asyncio
import warnings
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Protocol

from walkumentary.domain.shared.errors import GatewayUnavailable

if TYPE_CHECKING:
    from cashews.wrapper import Cache

MAX_ENTRIES = 1_000
LARGEST_IN_MEMORY = 100_000
"""Bytes of one value; with as many entries, memory holds 100 MB at the very most."""
LARGEST = 1_000_000
"""Bytes of one value in Redis."""
ANSWER_S = 0.5
"""Redis answers in a millisecond; after this long it counts as hung."""
DEADLINE_S = 0.75
"""For a command and the wait for a connection together."""
_CONNECTIONS = 20


class CacheAway(GatewayUnavailable):
    """The store of the cache cannot be reached, hangs, or refuses to work."""

    code = "cache-away"
    title = "The cache is away"


class CacheStore(Protocol):
    """Bytes under keys, each with an end."""

    @property
    def name(self) -> str:
        """What serves just now."""
        ...

    async def read(self, keys: Sequence[str]) -> Sequence[bytes | None]:
        """Return what lies under each key."""
        ...

    async def write(self, key: str, value: bytes, *, ttl_s: float) -> None:
        """Store it, over what was there; what is too large is left out."""
        ...

    async def add(self, key: str, value: bytes, *, ttl_s: float) -> bool:
        """Store it unless something is there, and say whether it was stored."""
        ...

    async def drop(self, keys: Sequence[str]) -> None:
        """Forget what lies under the keys; it never comes back."""
        ...

    async def take(self, key: str, *, ttl_s: float) -> bool:
        """Take a turn nobody has, and say whether it was taken."""
        ...

    async def release(self, key: str) -> None:
        """Give a turn back."""
        ...


class CashewsStore:
    """Satisfies ``CacheStore``; every failure of the library's is ``CacheAway``."""

    def __init__(self, make: Callable[[], "Cache"], *, name: str, largest: int) -> None:
        self.name = name
        self._make = make
        self._largest = largest
        self._opening = asyncio.Lock()
        self._opened: Cache | None = None

    async def aclose(self) -> None:
        """Close the connections, if there ever were any."""
        if self._opened is None:
            return
        with _store_errors(), warnings.catch_warnings():
            # The library closes its client by a name that is deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            await self._opened.close()

    async def read(self, keys: Sequence[str]) -> Sequence[bytes | None]:
        """See ``CacheStore.read``."""
        async with self._cache() as cache:
            found = await cache.get_many(*keys)
        return [value if isinstance(value, bytes) else None for value in found]

    async def write(self, key: str, value: bytes, *, ttl_s: float) -> None:
        """See ``CacheStore.write``."""
        if len(value) <= self._largest:
            await self._set(key, value, ttl_s=ttl_s, exist=None)

    async def add(self, key: str, value: bytes, *, ttl_s: float) -> bool:
        """See ``CacheStore.add``."""
        return await self._set(key, value, ttl_s=ttl_s, exist=False)

    async def drop(self, keys: Sequence[str]) -> None:
        """See ``CacheStore.drop``."""
        async with self._cache() as cache:
            await cache.delete_many(*keys)

    async def take(self, key: str, *, ttl_s: float) -> bool:
        """See ``CacheStore.take``."""
        return await self.add(key, b"taken", ttl_s=ttl_s)

    async def release(self, key: str) -> None:
        """See ``CacheStore.release``."""
        await self.drop([key])

    async def check(self) -> None:
        """Ask whether it answers.

        Raises:
            CacheAway: it does not.
        """
        async with self._cache() as cache:
            await cache.ping()

    async def clear(self) -> None:
        """Forget everything; for memory only, since Redis is shared."""
        async with self._cache() as cache:
            await cache.clear()

    async def _set(
        self, key: str, value: bytes, *, ttl_s: float, exist: bool | None
    ) -> bool:
        async with self._cache() as cache:
            return await cache.set(key, value, expire=ttl_s, exist=exist)

    @asynccontextmanager
    async def _cache(self) -> AsyncIterator["Cache"]:
        """Lend the library for one command, in time and in our terms."""
        cache = self._opened or await self._open()
        with _store_errors():
            async with asyncio.timeout(DEADLINE_S):
                yield cache

    async def _open(self) -> "Cache":
        """Load the library in a thread: it takes half a second, and others wait."""
        async with self._opening:
            if self._opened is None:
                self._opened = await asyncio.to_thread(self._make)
            return self._opened


def memory_store(*, entries: int = MAX_ENTRIES) -> CashewsStore:
    """Return a store in this process that forgets what was not used for longest."""
    return CashewsStore(
        partial(_in_memory, entries), name="memory", largest=LARGEST_IN_MEMORY
    )


def redis_store(url: str) -> CashewsStore:
    """Return a store in Redis or Valkey; nothing is connected yet."""
    return CashewsStore(partial(_in_redis, url), name="redis", largest=LARGEST)


def _in_memory(entries: int) -> "Cache":
    from cashews.wrapper import Cache

    cache = Cache(name="walkumentary-memory")
    cache.setup("mem://", size=entries, check_interval=60, check_repr=False)
    return cache


def _in_redis(url: str) -> "Cache":
    """Nothing is pickled: whoever writes to a shared Redis could run code here."""
    from cashews.wrapper import Cache

    cache = Cache(name="walkumentary-redis")
    cache.setup(
        url,
        suppress=False,
        pickle_type="null",
        check_repr=False,
        client_name="walkumentary",
        health_check_interval=0,
        max_connections=_CONNECTIONS,
        socket_timeout=ANSWER_S,
        socket_connect_timeout=ANSWER_S,
        wait_for_connection_timeout=ANSWER_S,
    )
    return cache


@contextmanager
def _store_errors() -> Iterator[None]:
    """Translate; what Redis says may hold its address and password, so it stays out."""
    from cashews.exceptions import CacheError
    from redis.exceptions import RedisError

    try:
        yield
    except (CacheError, RedisError, OSError, EOFError, RuntimeError) as error:
        raise CacheAway("The cache does not answer.") from error
