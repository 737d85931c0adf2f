"""Sliding windows in memory keep the promises of the port, to the instant."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.rate_limits_gateway import Pass, RateLimitsContract, a_quota
from walkumentary.domain.ops.rates import Rate
from walkumentary.gateway.rate_limits import Quota
from walkumentary.infra.limiting.memory import MemoryRateLimits


@dataclass(slots=True)
class Hand:
    """Of a clock that tests move."""

    s: float = 0.0

    async def move(self, seconds: float) -> None:
        self.s += seconds


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def limits(hand: Hand) -> MemoryRateLimits:
    return MemoryRateLimits(now_s=lambda: hand.s)


class TestMemoryRateLimits(RateLimitsContract):
    @pytest.fixture
    def wait(self, hand: Hand) -> Pass:
        return hand.move


@given(pauses_ms=st.lists(st.integers(0, 700), max_size=60), amount=st.integers(1, 5))
async def test_in_no_window_are_there_more_and_nobody_is_refused_in_vain(
    pauses_ms: list[int], amount: int
) -> None:
    now_ms, passed = 0, list[int]()
    limits = MemoryRateLimits(now_s=lambda: now_ms / 1_000)
    quota = Quota(name="any", owner="one", rate=Rate(amount, 1))

    for pause_ms in pauses_ms:
        now_ms += pause_ms
        recent = [one for one in passed if one > now_ms - 1_000]
        asked = await limits.admit([quota])
        assert asked.passes == (len(recent) < amount)
        passed += [now_ms] * asked.passes

    for begin in passed:
        assert len([one for one in passed if begin <= one < begin + 1_000]) <= amount


async def test_at_the_boundary_of_a_window_nothing_is_gained(
    limits: MemoryRateLimits, hand: Hand
) -> None:
    quota = Quota(name="minute", owner="one", rate=Rate(100, 60))
    hand.s = 59.9
    early = [await limits.admit([quota]) for _ in range(100)]
    hand.s = 60.1
    late = [await limits.admit([quota]) for _ in range(100)]

    assert sum(one.passes for one in early) == 100
    assert sum(one.passes for one in late) == 0


async def test_whoever_has_been_quiet_for_longest_is_forgotten_first() -> None:
    limits = MemoryRateLimits(now_s=lambda: 0.0, most_owners=2)
    quotas = [a_quota(1) for _ in range(3)]
    for quota in quotas:
        await limits.admit([quota])

    asked = [await limits.admit([quota]) for quota in reversed(quotas)]

    assert [one.passes for one in asked] == [False, False, True]
