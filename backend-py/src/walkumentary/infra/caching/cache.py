"""Adapter: one computation at a time, its value kept in a store."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial

from walkumentary.gateway.cache import CacheKey, CacheStatistics, Compute
from walkumentary.infra.caching.envelope import packed, proof, unpacked
from walkumentary.infra.caching.single_flight import SingleFlight
from walkumentary.infra.caching.stores import CacheStore

_PREFIX = "walkumentary:cache:1:"
TOKEN_TTL_S = 31 * 86_400.0
"""Longer than any value lives; a tag whose token was lost forgets its values."""
TURN_S = 10.0
"""How long one process may compute before another one stops waiting for it."""
_LOOK_EVERY_S = 0.05


class StoreCache:
    """Satisfies ``CacheGateway`` over any store.

    A tag has a random token; a value carries a digest of the tokens its tags had before
    it was computed. Dropping a token forgets all its values at once, those under way
    too, and a token that Redis evicts does the same.
    """

    def __init__(self, store: CacheStore) -> None:
        self._store = store
        self._flights = SingleFlight()
        self._hits = self._misses = self._shared = self._invalidations = 0

    async def remember(self, key: CacheKey, compute: Compute, *, ttl_s: float) -> bytes:
        """See ``CacheGateway.remember``."""
        flight = f"{key.digest}:{self._invalidations}" if key.tags else key.digest
        self._shared += self._flights.under_way(flight)
        return await self._flights.join(
            flight, partial(self._kept_or_new, key, compute, ttl_s)
        )

    async def invalidate(self, tag: str) -> None:
        """See ``CacheGateway.invalidate``."""
        self._invalidations += 1
        await self._store.drop([_tag_name(tag)])

    def statistics(self) -> CacheStatistics:
        """See ``CacheGateway.statistics``."""
        return CacheStatistics(
            hits=self._hits,
            misses=self._misses,
            shared=self._shared,
            invalidations=self._invalidations,
            store=self._store.name,
        )

    async def _kept_or_new(
        self, key: CacheKey, compute: Compute, ttl_s: float
    ) -> bytes:
        kept, tokens = await self._read(key)
        if kept is None:
            async with self._turn(key, tokens) as waited:
                if waited:
                    kept, tokens = await self._read(key)
                return await self._new(key, compute, ttl_s, kept, tokens)
        self._hits += 1
        return kept

    async def _new(
        self,
        key: CacheKey,
        compute: Compute,
        ttl_s: float,
        kept: bytes | None,
        tokens: Sequence[bytes],
    ) -> bytes:
        if kept is not None:
            self._shared += 1
            return kept
        self._misses += 1
        value = await compute()
        stored = packed(value, tokens=tokens)
        await self._store.write(_value_name(key), stored, ttl_s=ttl_s)
        return value

    async def _read(self, key: CacheKey) -> tuple[bytes | None, Sequence[bytes]]:
        names = [_tag_name(tag) for tag in key.tags]
        stored, *found = await self._store.read([_value_name(key), *names])
        pairs = zip(names, found, strict=True)
        tokens = [token or await self._token(name) for name, token in pairs]
        return unpacked(stored, tokens=tokens), tokens

    async def _token(self, name: str) -> bytes:
        """Give a tag its token; of several who try at once, one succeeds."""
        new = secrets.token_bytes(16)
        if await self._store.add(name, new, ttl_s=TOKEN_TTL_S):
            return new
        (stored,) = await self._store.read([name])
        return stored or new

    @asynccontextmanager
    async def _turn(
        self, key: CacheKey, tokens: Sequence[bytes]
    ) -> AsyncIterator[bool]:
        """Wait while another process computes; says whether there was one."""
        name = f"{_PREFIX}turn:{key.digest}:{proof(tokens).hex()}"
        mine = await self._store.take(name, ttl_s=TURN_S)
        if not mine:
            await self._others_turn(name)
        try:
            yield not mine
        finally:
            if mine:
                await self._store.release(name)

    async def _others_turn(self, name: str) -> None:
        for _ in range(int(TURN_S / _LOOK_EVERY_S)):
            if not any(await self._store.read([name])):
                return
            await asyncio.sleep(_LOOK_EVERY_S)


def _value_name(key: CacheKey) -> str:
    return f"{_PREFIX}value:{key.digest}"


def _tag_name(tag: str) -> str:
    return f"{_PREFIX}tag:{tag}"
