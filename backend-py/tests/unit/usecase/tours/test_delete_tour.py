"""Deleting a tour, and sweeping audio that nobody needs."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass

import pytest

from tests import makers
from tests.unit.usecase.tours.stage import Stage, note_texts
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.domain.tours.tour import Tour, TourNotFound
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.storage import MemoryFiles
from walkumentary.usecase.tours.delete_tour import DeleteTour
from walkumentary.usecase.tours.sweep_audio import UNUSED_DAYS, SweepAudio


async def _delete(stage: Stage, tour: Tour) -> None:
    delete = DeleteTour(begin=stage.begin, storage=stage.files)
    await delete.execute(stage.query(tour))


async def _sweep(stage: Stage) -> int:
    return await SweepAudio(begin=stage.begin, storage=stage.files).execute()


async def _a_private_tour(stage: Stage) -> Tour:
    tour = await stage.a_tour(stops=stage.stops(owner_id=stage.actor.user_id))
    await stage.make(tour)
    return tour


async def _paths(stage: Stage, tour: Tour, *, private: bool) -> set[str]:
    told = {text for n in (1, 2, 3) for text in note_texts(n)}
    script = await stage.script(tour)
    return {
        stage.store.pieces[s.piece_key].path
        for s in script
        if s.piece_key and (s.text in told) == private
    }


async def test_a_deleted_tour_leaves_nothing_of_itself(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    await _delete(stage, tour)

    assert not stage.store.tours
    assert not stage.store.sentences
    assert await stage.told(tour) == ()


async def test_private_audio_goes_with_the_tour_and_shared_audio_stays(
    stage: Stage,
) -> None:
    tour = await _a_private_tour(stage)
    shared = await _paths(stage, tour, private=False)

    await _delete(stage, tour)

    assert set(stage.files.files) == shared
    assert {piece.path for piece in stage.store.pieces.values()} == shared


async def test_private_audio_stays_while_another_tour_speaks_with_it(
    stage: Stage,
) -> None:
    first = await _a_private_tour(stage)
    second = await stage.a_tour(stops=first.stops)
    await stage.make(second)
    before = set(stage.files.files)

    await _delete(stage, first)

    assert set(stage.files.files) == before


async def test_a_tour_is_gone_even_if_its_audio_cannot_be_deleted(
    stage: Stage,
) -> None:
    tour = await _a_private_tour(stage)
    stage.files.reachable = False

    with pytest.raises(GatewayUnavailable):
        await _delete(stage, tour)

    assert not stage.store.tours


async def test_nobody_deletes_the_tour_of_someone_else(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    stage.actor = makers.an_actor()

    with pytest.raises(TourNotFound):
        await _delete(stage, tour)

    assert stage.stored(tour) == tour


async def test_audio_long_unused_and_of_no_tour_is_swept(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    pieces = len(stage.store.pieces)
    await _delete(stage, tour)
    stage.clock.advance(days=UNUSED_DAYS + 1)

    swept = await _sweep(stage)

    assert swept == pieces
    assert not stage.store.pieces
    assert not stage.files.files


async def test_audio_used_lately_is_kept(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    await _delete(stage, tour)
    stage.clock.advance(days=UNUSED_DAYS - 1)

    assert await _sweep(stage) == 0
    assert len(stage.files.files) == len(stage.store.pieces) > 0


async def test_audio_of_a_tour_is_kept_however_long_it_is_unused(
    stage: Stage,
) -> None:
    await stage.a_made_tour()
    stage.clock.advance(days=10 * UNUSED_DAYS)

    assert await _sweep(stage) == 0


async def test_without_a_database_no_file_is_swept(stage: Stage) -> None:
    await stage.a_made_tour()
    files = dict(stage.files.files)
    stage.store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await _sweep(stage)

    assert stage.files.files == files


async def test_files_that_cannot_be_deleted_now_are_said_to_be_so(
    stage: Stage,
) -> None:
    tour = await stage.a_made_tour()
    await _delete(stage, tour)
    stage.clock.advance(days=UNUSED_DAYS + 1)
    stage.files.reachable = False

    with pytest.raises(GatewayUnavailable):
        await _sweep(stage)

    assert not stage.store.pieces


@dataclass(kw_only=True)
class LateFiles(MemoryFiles):
    """Something else happens between the rows' end and the files'."""

    files: dict[str, bytes]
    meanwhile: Callable[[], Coroutine[None, None, None]]

    async def delete(self, keys: Sequence[str]) -> None:
        """See ``StorageGateway.delete``."""
        await self.meanwhile()
        await super().delete(keys)


async def test_what_is_spoken_anew_while_files_are_swept_stays(stage: Stage) -> None:
    swept = await stage.a_made_tour()
    await _delete(stage, swept)
    stage.clock.advance(days=UNUSED_DAYS + 1)
    again = await stage.a_tour(stops=swept.stops)
    late = LateFiles(files=stage.files.files, meanwhile=lambda: stage.make(again))

    await SweepAudio(begin=stage.begin, storage=late).execute()

    assert set(stage.files.files) == set(await stage.paths(again))
