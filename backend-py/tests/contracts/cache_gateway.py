"""The promises of the cache."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from tests import makers
from tests.contracts.base import PortContract
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.cache import CacheGateway, CacheKey, cache_key

LONG_S = 600.0
SHORT_S = 0.1

type Lapse = Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class Computation:
    """Counts how often it is done; waits for ``go`` where there is one."""

    value: bytes = b"value"
    fails_with: Exception | None = None
    go: asyncio.Event | None = None
    times: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self) -> bytes:
        self.times += 1
        self.begun.set()
        if self.go:
            await self.go.wait()
        if self.fails_with:
            raise self.fails_with
        return self.value


def a_cache_key(*tags: str) -> CacheKey:
    """Return a key nothing was ever kept under."""
    return cache_key("test", {"unique": makers.a_key()}, owner_id=None, tags=tags)


class CacheContract(PortContract):
    """A fixture ``cache``, and ``lapse``, which lets seconds pass for it."""

    async def test_a_value_is_computed_once_and_kept(self, cache: CacheGateway) -> None:
        key, compute = a_cache_key(), Computation()

        first = await cache.remember(key, compute, ttl_s=LONG_S)
        again = await cache.remember(key, compute, ttl_s=LONG_S)

        assert (first, again, compute.times) == (b"value", b"value", 1)

    @pytest.mark.parametrize(
        "value",
        [b"", b"0", b"123", b"\x00\x01", b"bytes:x", '{"é": 1}'.encode()],
        ids=repr,
    )
    async def test_every_kind_of_bytes_comes_back(
        self, cache: CacheGateway, value: bytes
    ) -> None:
        key, compute = a_cache_key("a"), Computation(value)

        await cache.remember(key, compute, ttl_s=LONG_S)

        assert await cache.remember(key, Computation(b"no"), ttl_s=LONG_S) == value

    @pytest.mark.parametrize("value", [b"ab" * 40_000, bytes(range(256)) * 100])
    async def test_a_large_value_comes_back(
        self, cache: CacheGateway, value: bytes
    ) -> None:
        key = a_cache_key()

        await cache.remember(key, Computation(value), ttl_s=LONG_S)

        assert await cache.remember(key, Computation(b"no"), ttl_s=LONG_S) == value

    async def test_what_is_too_large_is_answered_and_not_kept(
        self, cache: CacheGateway
    ) -> None:
        huge = Computation(makers.a_key().encode() + _noise(2_000_000))
        key = a_cache_key()

        first = await cache.remember(key, huge, ttl_s=LONG_S)
        await cache.remember(key, huge, ttl_s=LONG_S)

        assert (first, huge.times) == (huge.value, 2)

    async def test_after_its_time_a_value_is_computed_anew(
        self, cache: CacheGateway, lapse: Lapse
    ) -> None:
        key, compute = a_cache_key(), Computation()
        await cache.remember(key, compute, ttl_s=SHORT_S)

        await lapse(SHORT_S)
        await cache.remember(key, compute, ttl_s=SHORT_S)

        assert compute.times == 2

    async def test_a_failure_is_raised_and_not_kept(self, cache: CacheGateway) -> None:
        key, bad = a_cache_key(), Computation(fails_with=GatewayUnavailable("Away."))

        with pytest.raises(GatewayUnavailable):
            await cache.remember(key, bad, ttl_s=LONG_S)
        good = await cache.remember(key, Computation(b"good"), ttl_s=LONG_S)

        assert good == b"good"

    async def test_questions_at_one_time_share_one_computation(
        self, cache: CacheGateway
    ) -> None:
        key, compute = a_cache_key(), Computation(go=asyncio.Event())

        asked = [
            asyncio.ensure_future(cache.remember(key, compute, ttl_s=LONG_S))
            for _ in range(50)
        ]
        await compute.begun.wait()
        _go(compute)

        assert await asyncio.gather(*asked) == [b"value"] * 50
        assert compute.times == 1

    async def test_a_failure_is_everybodys_who_waited_for_it(
        self, cache: CacheGateway
    ) -> None:
        key = a_cache_key()
        compute = Computation(
            go=asyncio.Event(), fails_with=GatewayUnavailable("Away.")
        )
        asked = [
            asyncio.ensure_future(cache.remember(key, compute, ttl_s=LONG_S))
            for _ in range(3)
        ]
        await compute.begun.wait()
        _go(compute)

        answers = await asyncio.gather(*asked, return_exceptions=True)

        assert [type(one) for one in answers] == [GatewayUnavailable] * 3

    async def test_who_gives_up_takes_the_answer_from_nobody(
        self, cache: CacheGateway
    ) -> None:
        key, compute = a_cache_key(), Computation(go=asyncio.Event())
        first = asyncio.ensure_future(cache.remember(key, compute, ttl_s=LONG_S))
        await compute.begun.wait()
        second = asyncio.ensure_future(cache.remember(key, compute, ttl_s=LONG_S))
        await asyncio.sleep(0)

        first.cancel()
        _go(compute)

        assert await second == b"value"
        assert compute.times == 1

    async def test_where_everybody_gives_up_the_next_one_begins_anew(
        self, cache: CacheGateway
    ) -> None:
        key, stuck = a_cache_key(), Computation(go=asyncio.Event())
        asked = asyncio.ensure_future(cache.remember(key, stuck, ttl_s=LONG_S))
        await stuck.begun.wait()

        asked.cancel()
        await asyncio.wait([asked])

        assert await cache.remember(key, Computation(b"new"), ttl_s=LONG_S) == b"new"

    async def test_a_tag_forgets_its_values_and_no_others(
        self, cache: CacheGateway
    ) -> None:
        gone, other = makers.a_key(), makers.a_key()
        both, apart = a_cache_key(gone, other), a_cache_key(other)
        compute = Computation()
        for key in (both, apart):
            await cache.remember(key, compute, ttl_s=LONG_S)

        await cache.invalidate(gone)
        for key in (both, apart):
            await cache.remember(key, compute, ttl_s=LONG_S)

        assert compute.times == 3

    async def test_what_was_being_computed_when_it_was_forgotten_is_not_kept(
        self, cache: CacheGateway
    ) -> None:
        tag = makers.a_key()
        key, old = a_cache_key(tag), Computation(b"old", go=asyncio.Event())
        asked = asyncio.ensure_future(cache.remember(key, old, ttl_s=LONG_S))
        await old.begun.wait()

        await cache.invalidate(tag)
        new = await cache.remember(key, Computation(b"new"), ttl_s=LONG_S)
        _go(old)

        assert (await asked, new) == (b"old", b"new")
        assert await cache.remember(key, Computation(b"new"), ttl_s=LONG_S) == b"new"

    async def test_an_unknown_tag_is_no_error(self, cache: CacheGateway) -> None:
        await cache.invalidate(makers.a_key())

    async def test_what_happened_is_counted(self, cache: CacheGateway) -> None:
        before = cache.statistics()
        key = a_cache_key("counted")

        await cache.remember(key, Computation(), ttl_s=LONG_S)
        await cache.remember(key, Computation(), ttl_s=LONG_S)
        await cache.invalidate("counted")

        after = cache.statistics()
        assert after.misses - before.misses == 1
        assert after.hits - before.hits == 1
        assert after.invalidations - before.invalidations == 1
        assert 0.0 < after.hit_share < 1.0


def _go(compute: Computation) -> None:
    assert compute.go is not None
    compute.go.set()


def _noise(size: int) -> bytes:
    """Return bytes that no compression makes smaller."""
    import random

    return random.Random(7).randbytes(size)  # noqa: S311  not a secret
