"""A store for the cache that a test can look into, move in time and take away."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from walkumentary.gateway.clock import Clock
from walkumentary.infra.caching.stores import LARGEST, CacheAway


class MemoryStoreOfBytes:
    """Satisfies ``CacheStore``; ``away`` True plays an outage."""

    name = "memory"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[datetime, bytes]] = {}
        self.away = False

    async def read(self, keys: Sequence[str]) -> Sequence[bytes | None]:
        """See ``CacheStore.read``."""
        self._reach()
        return [self._read(key) for key in keys]

    async def write(self, key: str, value: bytes, *, ttl_s: float) -> None:
        """See ``CacheStore.write``."""
        self._reach()
        if len(value) <= LARGEST:
            self._kept[key] = (self._clock.now() + timedelta(seconds=ttl_s), value)

    async def add(self, key: str, value: bytes, *, ttl_s: float) -> bool:
        """See ``CacheStore.add``."""
        free = self._read(key) is None
        if free:
            await self.write(key, value, ttl_s=ttl_s)
        return free

    async def drop(self, keys: Sequence[str]) -> None:
        """See ``CacheStore.drop``."""
        self._reach()
        for key in keys:
            self._kept.pop(key, None)

    async def take(self, key: str, *, ttl_s: float) -> bool:
        """See ``CacheStore.take``."""
        return await self.add(key, b"taken", ttl_s=ttl_s)

    async def release(self, key: str) -> None:
        """See ``CacheStore.release``."""
        await self.drop([key])

    def _read(self, key: str) -> bytes | None:
        end, value = self._kept.get(key, (self._clock.now(), None))
        return value if end > self._clock.now() else None

    def _reach(self) -> None:
        if self.away:
            raise CacheAway("The store is away.")
