"""Files that no row knows are thrown away, never those somebody needs."""

from uuid import uuid4

import pytest

from tests import makers
from tests.unit.usecase.tours.stage import Stage
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.domain.shared.ids import PieceKey
from walkumentary.gateway.storage import CHECKS, StorageFull, piece_path
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.storage import MemoryFiles
from walkumentary.usecase.tours import sweep_orphans
from walkumentary.usecase.tours.sweep_orphans import (
    BATCH,
    OWNER,
    StorageNotOurs,
    SweepOrphans,
)

A_DAY_S = sweep_orphans.AGE.total_seconds()


def an_orphan(folder: int = 0) -> str:
    return piece_path(PieceKey(f"{folder:02x}{makers.a_key()[2:]}"), uuid4())


def a_sweep(stage: Stage, instance: str = "ours") -> SweepOrphans:
    return SweepOrphans(
        begin=stage.begin, storage=stage.files, clock=stage.clock, instance=instance
    )


async def swept_all_day(stage: Stage, instance: str = "ours") -> int:
    """Sweep once in every hour of a day."""
    dropped = 0
    for _ in range(24):
        dropped += await a_sweep(stage, instance).execute()
        stage.clock.advance(seconds=3_600)
    return dropped


async def test_a_file_whose_row_was_never_written_is_swept(stage: Stage) -> None:
    orphans = [an_orphan(folder) for folder in range(256)]
    for path in orphans:
        await stage.files.put(path, b"frames")
    stage.clock.advance(seconds=A_DAY_S + 1)

    dropped = await swept_all_day(stage)

    assert dropped == len(orphans)
    assert stage.files.files.keys() == {OWNER}


async def test_the_sound_of_a_tour_stays_however_old(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    stage.clock.advance(days=20)

    assert await swept_all_day(stage) == 0
    for path in await stage.paths(tour):
        assert await stage.files.get(path)


async def test_a_file_that_is_just_being_stored_stays(stage: Stage) -> None:
    path = an_orphan(stage.clock.now().hour)
    await stage.files.put(path, b"frames")
    stage.clock.advance(seconds=A_DAY_S)

    assert await a_sweep(stage).execute() == 0
    assert path in stage.files.files


async def test_another_take_of_a_stored_piece_is_swept(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    kept = (await stage.paths(tour))[0]
    key = PieceKey(kept.split("/")[-1][:64])
    loser = piece_path(key, uuid4())
    await stage.files.put(loser, b"frames")
    stage.clock.advance(seconds=A_DAY_S + 1)

    assert await swept_all_day(stage) == 1
    assert kept in stage.files.files
    assert loser not in stage.files.files


async def test_more_orphans_than_a_batch_are_swept(stage: Stage) -> None:
    hour = stage.clock.now().hour
    for _ in range(2 * BATCH + 1):
        await stage.files.put(an_orphan(hour), b"frames")
    stage.clock.advance(seconds=A_DAY_S)
    stage.clock.advance(seconds=1)

    assert await a_sweep(stage).execute() == 2 * BATCH + 1


async def test_what_is_not_named_like_ours_stays(stage: Stage) -> None:
    foreign = ("pieces/00/notes.txt", "pictures/00/one.jpg", "pieces/00/a.mp3")
    stage.files.files |= dict.fromkeys(foreign, b"?")

    assert await swept_all_day(stage) == 0
    assert stage.files.files.keys() == {OWNER, *foreign}


async def test_leftovers_of_checks_and_of_broken_stores_are_swept(stage: Stage) -> None:
    folder = f"pieces/{stage.clock.now().hour:02x}"
    stage.files.files[f"{CHECKS}/{uuid4().hex}"] = b"well"
    stage.files.unfinished[f"{folder}/.part"] = stage.clock.now()
    stage.clock.advance(seconds=A_DAY_S + 1)

    assert await a_sweep(stage).execute() == 2
    assert not stage.files.unfinished


async def test_a_sweep_that_broke_off_is_made_good(stage: Stage) -> None:
    hour = stage.clock.now().hour
    for _ in range(3):
        await stage.files.put(an_orphan(hour), b"frames")
    stage.clock.advance(seconds=A_DAY_S + 1)
    stage.store.reachable = False
    with pytest.raises(DatabaseUnavailable):
        await a_sweep(stage).execute()
    stage.store.reachable = True

    assert await a_sweep(stage).execute() == 3


async def test_the_files_of_another_database_stay(stage: Stage) -> None:
    await a_sweep(stage, "theirs").execute()
    await stage.files.put(path := an_orphan(stage.clock.now().hour), b"frames")
    stage.clock.advance(seconds=A_DAY_S + 1)

    with pytest.raises(StorageNotOurs):
        await a_sweep(stage).execute()

    assert path in stage.files.files


class FullFiles(MemoryFiles):
    """Has room for nothing, as a bucket whose plan is used up."""

    async def put(self, key: str, _data: bytes) -> None:
        raise StorageFull(f"No room for {key}.")


async def test_a_full_storage_is_swept_as_well(stage: Stage) -> None:
    await a_sweep(stage).execute()
    await stage.files.put(an_orphan(stage.clock.now().hour), b"frames")
    stage.files = FullFiles(files=stage.files.files)

    assert await a_sweep(stage).execute() == 1


async def test_without_a_storage_it_says_so(stage: Stage) -> None:
    stage.files.reachable = False

    with pytest.raises(GatewayUnavailable):
        await a_sweep(stage).execute()
