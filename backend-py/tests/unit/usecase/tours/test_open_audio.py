"""Hearing a tour: finished as a file, unfinished as it grows."""

import asyncio
from itertools import compress

import pytest

from tests import makers
from tests.unit.usecase.tours.stage import Stage, note_texts
from walkumentary.domain.shared.errors import GatewayRefused
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.evidence import StopNotFound
from walkumentary.domain.tours.tour import Tour, TourNotFound
from walkumentary.gateway.storage import FileMissing
from walkumentary.usecase.tours.delete_tour import DeleteTour
from walkumentary.usecase.tours.open_audio import AudioQuery, OpenAudio
from walkumentary.usecase.tours.steer_tour import CancelTour


def _opener(stage: Stage) -> OpenAudio:
    return OpenAudio(tours=stage.tours, storage=stage.files, signals=stage.signals)


def _query(stage: Stage, tour: Tour, stop: int | None = None) -> AudioQuery:
    return AudioQuery(actor=stage.actor, tour_id=tour.id, stop=stop)


async def _stored(stage: Stage, tour: Tour, stop: int | None = None) -> bytes:
    heard = [stop in {None, s.stop} for s in await stage.script(tour)]
    paths = compress(await stage.paths(tour), heard)
    return b"".join(stage.files.files[path] for path in paths)


async def _grown(stage: Stage, tour: Tour, stop: int | None = None) -> bytes:
    sound = _opener(stage).grow(_query(stage, tour, stop))
    return b"".join([part async for part in sound])


async def _heard(stage: Stage, tour: Tour, first: int, last: int) -> bytes:
    opener = _opener(stage)
    query = _query(stage, tour)
    audio = await opener.execute(query)
    stream = opener.stream(query, audio.pieces, first=first, last=last)
    return b"".join([part async for part in stream])


@pytest.mark.parametrize("stop", [None, 1, 2, 3])
async def test_a_finished_sound_is_complete_and_of_its_exact_size(
    stage: Stage, stop: int | None
) -> None:
    tour = await stage.a_made_tour()

    audio = await _opener(stage).execute(_query(stage, tour, stop))

    assert audio.complete
    assert audio.size == len(await _stored(stage, tour, stop))


async def test_an_unfinished_sound_is_what_can_be_played_without_a_gap(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()
    stage.speech.fails_with(GatewayRefused("No."), text=note_texts(1)[1])
    stage.concurrency = 1
    await stage.make(tour)

    audio = await _opener(stage).execute(_query(stage, tour))

    assert not audio.complete
    assert [sound.path for sound in audio.pieces] == (await stage.paths(tour))[:3]


async def test_the_tag_changes_with_the_bytes(stage: Stage) -> None:
    tour = await stage.a_tour()
    before = await _opener(stage).execute(_query(stage, tour))

    await stage.make(tour)
    after = await _opener(stage).execute(_query(stage, tour))

    assert before.tag != after.tag


async def test_every_range_is_those_bytes_of_the_whole(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    whole = await _stored(stage, tour)
    first_piece = len(await _stored(stage, tour, 1))
    end = len(whole) - 1
    ranges = [(0, end), (0, 0), (end, end), (5, 1000), (first_piece - 1, first_piece)]

    heard = [await _heard(stage, tour, first, last) for first, last in ranges]

    assert heard == [whole[first : last + 1] for first, last in ranges]


async def test_a_piece_that_storage_lost_is_missing(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    stage.files.files.clear()

    with pytest.raises(FileMissing):
        await _heard(stage, tour, 0, 10)


@pytest.mark.parametrize("stop", [None, 1, 3])
async def test_a_sound_that_grows_ends_as_the_finished_one(
    stage: Stage, stop: int | None
) -> None:
    tour = await stage.a_tour()

    grown, _ = await asyncio.gather(_grown(stage, tour, stop), stage.make(tour))

    assert grown == await _stored(stage, tour, stop)


async def test_a_finished_sound_grows_no_more(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    assert await _grown(stage, tour) == await _stored(stage, tour)


async def test_growing_ends_with_a_cancel(stage: Stage) -> None:
    tour = await stage.a_tour()

    async def cancel() -> None:
        cancel = CancelTour(begin=stage.begin, clock=stage.clock)
        await cancel.execute(stage.query(tour))

    grown, _ = await asyncio.gather(
        _grown(stage, tour), stage.make_until(tour, call=4, by=cancel)
    )

    assert stage.stored(tour).state == life.CANCELLED
    assert (await _stored(stage, tour)).startswith(grown)


async def test_growing_ends_with_an_error(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.narrator.fails_with(GatewayRefused("No."), name="Tower 2")

    grown, _ = await asyncio.gather(_grown(stage, tour), stage.make(tour))

    assert stage.stored(tour).state == life.ERROR
    assert grown
    assert (await _stored(stage, tour)).startswith(grown)


async def test_growing_ends_with_the_tour_itself(stage: Stage) -> None:
    tour = await stage.a_tour()

    async def delete() -> None:
        delete = DeleteTour(begin=stage.begin, storage=stage.files)
        await delete.execute(stage.query(tour))

    await asyncio.gather(_grown(stage, tour), stage.make_until(tour, call=4, by=delete))

    assert await _grown(stage, tour) == b""


@pytest.mark.parametrize("stop", [0, 4])
async def test_a_stop_the_tour_does_not_have_is_not_found(
    stage: Stage, stop: int
) -> None:
    tour = await stage.a_tour()

    with pytest.raises(StopNotFound, match="stops 1 to 3"):
        await _opener(stage).execute(_query(stage, tour, stop))


async def test_the_sound_of_someone_elses_tour_is_not_found(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    stage.actor = makers.an_actor()

    with pytest.raises(TourNotFound):
        await _opener(stage).execute(_query(stage, tour))
