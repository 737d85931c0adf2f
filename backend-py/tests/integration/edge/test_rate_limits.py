"""Two API processes that share Redis limit as one."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from itertools import cycle, islice

import httpx
import pytest
import pytest_asyncio

from tests.integration.caching.redis_process import BINARY, RedisProcess
from tests.integration.edge.servers import serving

pytestmark = [
    pytest.mark.ci,
    pytest.mark.skipif(BINARY is None, reason="no redis-server on this machine"),
]

LIMIT = 100
SHORT_S = 3


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def redis() -> AsyncIterator[RedisProcess]:
    server = RedisProcess()
    await server.start()
    yield server
    await server.kill()


def _addresses(
    environment: dict[str, str], redis: RedisProcess, rate: str
) -> Iterator[tuple[str, str]]:
    own = {
        **environment,
        "REDIS_URL": redis.url,
        "RATE_LIMITS": "on",
        "RATE_LIMIT_SIGNED_IN": rate,
    }
    with ExitStack() as running:
        one, other = [running.enter_context(serving(own)) for _ in range(2)]
        yield one, other


@pytest.fixture
def by_the_minute(
    environment: dict[str, str], redis: RedisProcess
) -> Iterator[tuple[str, str]]:
    yield from _addresses(environment, redis, f"{LIMIT}/minute")


@pytest.fixture
def by_seconds(
    environment: dict[str, str], redis: RedisProcess
) -> Iterator[tuple[str, str]]:
    yield from _addresses(environment, redis, f"{LIMIT}/{SHORT_S} seconds")


async def a_guest(client: httpx.AsyncClient, address: str) -> None:
    signed_in = (await client.post(f"{address}/v1/auth/anonymous")).json()
    client.headers["authorization"] = f"Bearer {signed_in['access_token']}"


async def test_of_600_requests_exactly_100_pass(
    by_the_minute: tuple[str, str],
) -> None:
    limits = httpx.Limits(max_connections=60, keepalive_expiry=1)
    async with httpx.AsyncClient(timeout=60, limits=limits) as client:
        await a_guest(client, by_the_minute[0])

        answers = await asyncio.gather(
            *(
                client.get(f"{address}/v1/tours")
                for address in islice(cycle(by_the_minute), 600)
            )
        )

    assert Counter(one.status_code for one in answers) == {200: LIMIT, 429: 500}
    refused = [one for one in answers if one.status_code == 429]
    assert all(0 < int(one.headers["retry-after"]) <= 60 for one in refused)


async def test_in_no_window_do_more_pass(by_seconds: tuple[str, str]) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        await a_guest(client, by_seconds[0])
        ends_s = time.monotonic() + 3 * SHORT_S

        asked = await asyncio.gather(
            *(_passed_until(ends_s, client, address) for address in by_seconds * 5)
        )

    passed = [one for each in asked for one in each]
    assert len(passed) > LIMIT
    assert max(_within(passed, begins_s) for begins_s, _ in passed) <= LIMIT


async def _passed_until(
    ends_s: float, client: httpx.AsyncClient, address: str
) -> list[tuple[float, float]]:
    """Return when what passed was asked, and when it was answered."""
    passed: list[tuple[float, float]] = []
    while (asked_s := time.monotonic()) < ends_s:
        answer = await client.get(f"{address}/v1/tours")
        passed += [(asked_s, time.monotonic())] * (answer.status_code == 200)
    return passed


def _within(passed: list[tuple[float, float]], begins_s: float) -> int:
    """Count what was both asked and answered in a window, so surely counted in it."""
    ends_s = begins_s + SHORT_S
    return sum(
        begins_s <= asked_s and answered_s < ends_s for asked_s, answered_s in passed
    )
