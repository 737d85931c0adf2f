"""Stopping a tour, going on with it, speaking it anew, giving it up."""

import pytest

from tests import makers
from tests.unit.usecase.tours.stage import Stage, texts
from walkumentary.domain.shared.errors import GatewayRefused
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.request import TourRequestInvalid
from walkumentary.domain.tours.status import TourStateForbids
from walkumentary.domain.tours.tour import Tour, TourNotFound
from walkumentary.gateway.speech import VoiceNotAvailable
from walkumentary.infra.memory.store import Job
from walkumentary.usecase.tours.give_up_tour import GAVE_UP, GiveUpTour
from walkumentary.usecase.tours.steer_tour import (
    CancelTour,
    RegenerateAudio,
    RegenerateAudioCommand,
)


def _cancel(stage: Stage) -> CancelTour:
    return CancelTour(begin=stage.begin, clock=stage.clock)


def _give_up(stage: Stage) -> GiveUpTour:
    return GiveUpTour(begin=stage.begin, clock=stage.clock)


async def _regenerate(
    stage: Stage, tour: Tour, *, voice: str | None = None, speed: float | None = None
) -> None:
    regenerate = RegenerateAudio(
        begin=stage.begin,
        speech=stage.speech,
        price_walk=stage.price_walk,
        budgets=stage.budgets,
        clock=stage.clock,
    )
    command = RegenerateAudioCommand(
        actor=stage.actor, tour_id=tour.id, voice=voice, speed=speed
    )
    await regenerate.execute(command)


def _job(tour: Tour) -> Job:
    args = {"tour_id": str(tour.id), "owner_id": str(tour.owner_id)}
    return Job("tours.make", args)


async def test_a_cancelled_tour_keeps_its_text_and_tells_its_end(stage: Stage) -> None:
    tour = await stage.a_tour()
    before = await stage.script(tour)

    await _cancel(stage).execute(stage.query(tour))

    assert stage.stored(tour).state == life.CANCELLED
    assert await stage.script(tour) == before
    assert (await stage.told(tour))[-1].kind == "done"


async def test_a_finished_tour_cannot_be_cancelled(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    with pytest.raises(TourStateForbids):
        await _cancel(stage).execute(stage.query(tour))

    assert stage.stored(tour) == tour


async def test_a_retry_has_a_cancelled_tour_made(stage: Stage) -> None:
    tour = await stage.a_tour()
    await _cancel(stage).execute(stage.query(tour))

    await stage.retry(tour)

    assert stage.stored(tour).state == life.GENERATING
    assert stage.store.jobs == [_job(tour)]


async def test_a_retry_after_a_lost_voice_keeps_the_text_complete(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()
    stage.speech.fails_with(GatewayRefused("No."))
    await stage.make(tour)

    await stage.retry(tour)

    assert stage.stored(tour).state == life.CONTENT_READY
    assert stage.stored(tour).failure is None


async def test_a_tour_that_is_being_made_cannot_be_retried(stage: Stage) -> None:
    tour = await stage.a_tour()

    with pytest.raises(TourStateForbids):
        await stage.retry(tour)

    assert stage.store.jobs == []


async def test_a_tour_that_is_ready_cannot_be_retried(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    with pytest.raises(TourStateForbids):
        await stage.retry(tour)


async def test_new_audio_speaks_the_same_text_in_the_new_voice(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    before = await stage.script(tour)

    await _regenerate(stage, tour, voice="low-hum", speed=1.5)
    silent = await stage.script(tour)
    await stage.make(tour)

    after, stored = await stage.script(tour), stage.stored(tour)
    assert stage.store.jobs == [_job(tour)]
    assert not any(s.frames or s.piece_key for s in silent)
    assert texts(after) == texts(before)
    assert {s.piece_key for s in after}.isdisjoint(s.piece_key for s in before)
    assert stored.state == life.READY
    assert (stored.voice, stored.speed, stored.audio_version) == ("low-hum", 1.5, 2)
    assert len(stage.narrator.orders) == 3


async def test_going_back_to_the_first_voice_speaks_nothing_anew(
    stage: Stage,
) -> None:
    tour = await stage.a_made_tour()
    before = await stage.script(tour)
    asked = len(stage.speech.spoken)

    await _regenerate(stage, tour)
    await stage.make(tour)

    assert await stage.script(tour) == before
    assert len(stage.speech.spoken) == asked


async def test_a_tour_without_its_whole_text_gets_no_new_audio(stage: Stage) -> None:
    tour = await stage.a_tour()

    with pytest.raises(TourStateForbids):
        await _regenerate(stage, tour)


async def test_a_voice_nobody_has_changes_nothing(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    before = await stage.script(tour)

    with pytest.raises(VoiceNotAvailable):
        await _regenerate(stage, tour, voice="baritone")

    assert stage.stored(tour) == tour
    assert await stage.script(tour) == before


@pytest.mark.parametrize("speed", [0.49, 2.01, float("nan")])
async def test_a_speed_out_of_range_is_refused(stage: Stage, speed: float) -> None:
    tour = await stage.a_made_tour()

    with pytest.raises(TourRequestInvalid) as refusal:
        await _regenerate(stage, tour, speed=speed)

    assert [problem.pointer for problem in refusal.value.fields] == ["/speed"]


async def test_a_tour_given_up_ends_in_error(stage: Stage) -> None:
    tour = await stage.a_tour()

    await _give_up(stage).execute(stage.query(tour))

    stored = stage.stored(tour)
    assert (stored.state, stored.failure) == (life.ERROR, GAVE_UP)
    assert [e.kind for e in await stage.told(tour)] == ["status", "error", "done"]


async def test_giving_up_ends_a_run_that_still_lives(stage: Stage) -> None:
    tour = await stage.a_tour()

    async def give_up() -> None:
        await _give_up(stage).execute(stage.query(tour))

    await stage.make_until(tour, call=4, by=give_up)

    assert stage.stored(tour).failure == GAVE_UP


async def test_a_finished_tour_is_not_given_up(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    await _give_up(stage).execute(stage.query(tour))

    assert stage.stored(tour) == tour


async def test_nobody_steers_the_tour_of_someone_else(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.actor = makers.an_actor()

    with pytest.raises(TourNotFound):
        await _cancel(stage).execute(stage.query(tour))
    with pytest.raises(TourNotFound):
        await stage.retry(tour)
    with pytest.raises(TourNotFound):
        await _regenerate(stage, tour)
    with pytest.raises(TourNotFound):
        await _give_up(stage).execute(stage.query(tour))
