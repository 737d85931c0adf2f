"""Narrations nobody asks for any more are thrown away."""

import pytest

from tests.unit.usecase.tours.stage import Stage
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.usecase.tours.delete_tour import DeleteTour
from walkumentary.usecase.tours.sweep_narrations import UNUSED_DAYS, SweepNarrations


async def _sweep(stage: Stage) -> int:
    return await SweepNarrations(begin=stage.begin).execute()


async def _a_tour_that_was(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    delete = DeleteTour(begin=stage.begin, storage=stage.files)
    await delete.execute(stage.query(tour))


async def test_narrations_long_unused_and_of_no_tour_are_swept(stage: Stage) -> None:
    await _a_tour_that_was(stage)
    stage.clock.advance(days=UNUSED_DAYS + 1)

    assert await _sweep(stage) > 0
    assert not stage.store.narrations


async def test_narrations_used_lately_are_kept(stage: Stage) -> None:
    await _a_tour_that_was(stage)
    stage.clock.advance(days=UNUSED_DAYS - 1)

    assert await _sweep(stage) == 0
    assert stage.store.narrations


async def test_narrations_of_a_tour_are_kept_however_long_unused(
    stage: Stage,
) -> None:
    await stage.a_made_tour()
    stage.clock.advance(days=10 * UNUSED_DAYS)

    assert await _sweep(stage) == 0


async def test_without_a_database_it_says_so(stage: Stage) -> None:
    stage.store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await _sweep(stage)
