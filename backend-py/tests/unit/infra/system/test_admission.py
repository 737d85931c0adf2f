"""A few at a time, in the order they came, and nobody for ever."""

import asyncio

import pytest

from walkumentary.gateway.admission import PlanningFull, TooManyWaiting
from walkumentary.infra.system.admission import BoundedQueue


async def test_no_more_than_there_are_places_for_are_in_at_once() -> None:
    queue = BoundedQueue(places=2)
    inside = most = 0

    async def work() -> None:
        nonlocal inside, most
        async with queue.admitted("anna"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(work() for _ in range(20)))

    assert (most, inside) == (2, 0)


async def test_those_who_wait_are_let_in_as_they_came() -> None:
    queue = BoundedQueue(places=1)
    order: list[int] = []

    async def work(number: int) -> None:
        async with queue.admitted("anna"):
            await asyncio.sleep(0)
            order.append(number)

    await asyncio.gather(*(work(number) for number in range(9)))

    assert order == list(range(9))


async def test_a_place_is_given_back_by_who_fails() -> None:
    queue = BoundedQueue(places=1, patience_s=5)

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            async with queue.admitted("anna"):
                raise ZeroDivisionError

    assert not queue.is_crowded


async def test_nobody_waits_for_ever() -> None:
    queue = BoundedQueue(places=1, patience_s=0.01)

    async with queue.admitted("anna"):
        with pytest.raises(PlanningFull) as refusal:
            await queue.admitted("anna").__aenter__()

    assert refusal.value.retry_after_s == 0.01
    async with queue.admitted("anna"):
        assert not queue.is_crowded


async def test_who_would_wait_in_vain_is_told_at_once() -> None:
    queue = BoundedQueue(places=1, longest=1)

    async def work() -> None:
        async with queue.admitted("anna"):
            await asyncio.sleep(0)

    async with queue.admitted("anna"):
        waiting = asyncio.create_task(work())
        await asyncio.sleep(0)
        assert queue.is_crowded
        with pytest.raises(PlanningFull):
            await queue.admitted("anna").__aenter__()
    await waiting


async def test_one_person_leaves_room_for_others() -> None:
    queue = BoundedQueue(places=1, share=2)

    async def work() -> None:
        async with queue.admitted("anna"):
            await asyncio.sleep(0)

    async with queue.admitted("anna"):
        waiting = asyncio.create_task(work())
        await asyncio.sleep(0)
        with pytest.raises(TooManyWaiting):
            await queue.admitted("anna").__aenter__()
        others = asyncio.create_task(queue.admitted("bert").__aenter__())
        await asyncio.sleep(0)
        assert queue.is_crowded
    await waiting
    await others
    assert not queue.is_crowded
