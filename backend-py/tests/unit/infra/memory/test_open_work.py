"""Doubles of models and files notice an open transaction."""

import pytest

from tests import makers
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin, assert_no_open_work


async def test_outside_of_transactions_anything_may_be_called() -> None:
    begin = MemoryBegin(MemoryStore())

    assert_no_open_work()
    async with begin(SYSTEM) as work:
        await work.commit()
        assert_no_open_work()
    assert_no_open_work()


async def test_inside_a_transaction_nothing_slow_may_be_called() -> None:
    async with MemoryBegin(MemoryStore())(makers.an_actor()):
        with pytest.raises(AssertionError, match="open transaction"):
            assert_no_open_work()


async def test_after_a_transaction_within_another_the_outer_one_is_still_open() -> None:
    begin = MemoryBegin(MemoryStore())

    async with begin(SYSTEM):
        async with begin(SYSTEM):
            pass
        with pytest.raises(AssertionError):
            assert_no_open_work()
