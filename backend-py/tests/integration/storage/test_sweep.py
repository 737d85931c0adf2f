"""Orphans in real storages, known or not to a real database."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests import makers
from tests.contracts.database import Database
from tests.databases import DatabaseUrls
from tests.integration.postgres.conftest import postgres_database
from tests.simulator.storage import BUCKET, KEY, simulated_storage
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.ids import PieceKey
from walkumentary.gateway.narrations import Piece
from walkumentary.gateway.storage import FileMissing, StorageGateway, piece_path
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.storage.local_files import LocalFiles
from walkumentary.infra.supabase.storage import SupabaseStorage
from walkumentary.infra.system.clock import SystemClock
from walkumentary.usecase.tours.sweep_orphans import AGE, SweepOrphans


@pytest.fixture
async def database(database_urls: DatabaseUrls) -> AsyncIterator[Database]:
    async with postgres_database(database_urls.app) as database:
        yield database


@pytest.fixture(params=["local", "supabase"])
async def storage(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[StorageGateway]:
    async with AsyncExitStack() as opened:
        if request.param == "local":
            yield LocalFiles(tmp_path)
            return
        simulator = await opened.enter_async_context(simulated_storage())
        bucket = SupabaseStorage(url=simulator.url, key=KEY, bucket=BUCKET)
        yield await opened.enter_async_context(bucket)


async def a_stored_piece(database: Database, storage: StorageGateway) -> Piece:
    piece = makers.a_piece(owner_id=makers.a_user_id())
    await storage.put(piece.path, b"frames")
    async with database.begin(SYSTEM) as work:
        await work.pieces.put(piece)
        await work.commit()
    return piece


async def swept(
    database: Database, storage: StorageGateway, *, later: timedelta
) -> int:
    """Sweep at every hour of a day that begins so much later."""
    clock = FixedClock(SystemClock().now() + later)
    sweep = SweepOrphans(
        begin=database.begin, storage=storage, clock=clock, instance="ours"
    )
    dropped = 0
    for _ in range(24):
        dropped += await sweep.execute()
        clock.advance(seconds=3_600)
    return dropped


async def test_what_has_a_row_stays_and_what_has_none_goes(
    database: Database, storage: StorageGateway
) -> None:
    piece = await a_stored_piece(database, storage)
    loser = piece_path(piece.key, uuid4())
    orphan = piece_path(PieceKey(makers.a_key()), uuid4())
    for path in (loser, orphan):
        await storage.put(path, b"frames")

    dropped = await swept(database, storage, later=AGE + timedelta(hours=1))

    assert dropped == 2
    assert await storage.get(piece.path) == b"frames"
    for path in (loser, orphan):
        with pytest.raises(FileMissing):
            await storage.get(path)


async def test_what_may_get_its_row_yet_stays(
    database: Database, storage: StorageGateway
) -> None:
    path = piece_path(PieceKey(makers.a_key()), uuid4())
    await storage.put(path, b"frames")

    dropped = await swept(database, storage, later=-timedelta(minutes=1))

    assert dropped == 0
    assert await storage.get(path) == b"frames"
