"""Tours whose job was lost are made on."""

import pytest

from tests.unit.usecase.tours.stage import Stage
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.usecase.tours.resume_tours import ResumeTours


async def _resume(stage: Stage) -> int:
    return await ResumeTours(begin=stage.begin).execute()


async def test_a_tour_whose_job_was_lost_gets_another(stage: Stage) -> None:
    tour = await stage.a_tour()

    resumed = await _resume(stage)

    args = {"tour_id": str(tour.id), "owner_id": str(tour.owner_id)}
    assert [(job.name, job.args) for job in stage.store.jobs] == [("tours.make", args)]
    assert resumed == 1


async def test_a_tour_in_hand_is_left_alone(stage: Stage) -> None:
    await stage.a_tour()
    await _resume(stage)

    assert await _resume(stage) == 0
    assert len(stage.store.jobs) == 1


async def test_a_finished_tour_is_left_alone(stage: Stage) -> None:
    await stage.a_made_tour()

    assert await _resume(stage) == 0


async def test_without_a_database_it_says_so(stage: Stage) -> None:
    stage.store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await _resume(stage)
