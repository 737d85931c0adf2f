"""The promises of rate limits."""

import asyncio
from collections.abc import Awaitable, Callable

from tests import makers
from tests.contracts.base import PortContract
from walkumentary.domain.ops.rates import Rate
from walkumentary.gateway.rate_limits import Quota, RateLimitsGateway

type Pass = Callable[[float], Awaitable[None]]
"""Lets seconds pass."""


def a_quota(amount: int, *, window_s: int = 2, owner: str | None = None) -> Quota:
    """Return somebody's quota, of a short window."""
    return Quota(
        name=f"test-{window_s}s",
        owner=owner or makers.a_key(),
        rate=Rate(amount, window_s),
    )


async def passing(limits: RateLimitsGateway, *quotas: Quota, times: int) -> int:
    """Ask so many times and return how often one passed."""
    asked = [await limits.admit(quotas) for _ in range(times)]
    return sum(one.passes for one in asked)


class RateLimitsContract(PortContract):
    """Fixtures ``limits`` and ``wait``."""

    async def test_as_many_pass_as_the_rate_says(
        self, limits: RateLimitsGateway
    ) -> None:
        assert await passing(limits, a_quota(3, window_s=60), times=5) == 3

    async def test_of_many_at_once_no_more_pass(
        self, limits: RateLimitsGateway
    ) -> None:
        quota = a_quota(10, window_s=60)

        asked = await asyncio.gather(*(limits.admit([quota]) for _ in range(50)))

        assert sum(one.passes for one in asked) == 10

    async def test_the_window_slides(
        self, limits: RateLimitsGateway, wait: Pass
    ) -> None:
        quota = a_quota(4)
        early = await passing(limits, quota, times=2)
        await wait(1.2)
        later = await passing(limits, quota, times=5)
        await wait(1.0)

        after_two_left = await passing(limits, quota, times=5)

        assert (early, later, after_two_left) == (2, 2, 2)

    async def test_somebody_else_has_a_quota_of_their_own(
        self, limits: RateLimitsGateway
    ) -> None:
        await passing(limits, a_quota(1, window_s=60), times=2)

        assert await passing(limits, a_quota(1, window_s=60), times=1) == 1

    async def test_a_request_counts_in_all_its_quotas_or_in_none(
        self, limits: RateLimitsGateway
    ) -> None:
        mine, ours = a_quota(2, window_s=60), a_quota(3, window_s=61)

        together = await passing(limits, mine, ours, times=10)
        rest = await passing(limits, ours, times=10)

        assert (together, rest) == (2, 1)

    async def test_what_is_left_is_told(self, limits: RateLimitsGateway) -> None:
        quota = a_quota(2, window_s=60)

        asked = [await limits.admit([quota]) for _ in range(3)]

        states = [one.states[0] for one in asked]
        assert [state.left for state in states] == [1, 0, 0]
        assert all(58 < state.more_in_s <= 60 for state in states)
        assert [one.exhausted is None for one in asked] == [True, True, False]

    async def test_the_quota_that_lasts_longest_says_when_to_come_back(
        self, limits: RateLimitsGateway
    ) -> None:
        short, long = a_quota(1, window_s=60), a_quota(1, window_s=3_600)
        await limits.admit([short, long])

        refused = await limits.admit([short, long])

        assert refused.exhausted is not None
        assert refused.exhausted.quota == long

    async def test_asking_in_vain_keeps_nobody_out_longer(
        self, limits: RateLimitsGateway, wait: Pass
    ) -> None:
        quota = a_quota(1)
        await limits.admit([quota])
        await wait(1.2)
        in_vain = await passing(limits, quota, times=3)
        await wait(1.0)

        assert in_vain == 0
        assert await passing(limits, quota, times=1) == 1

    async def test_without_quotas_everybody_passes(
        self, limits: RateLimitsGateway
    ) -> None:
        assert (await limits.admit([])).passes
