"""The promises of the narrations and pieces ports."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger, owner_of, stored
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.domain.tours.narration import NarratedSentence
from walkumentary.gateway.narrations import Narration, Piece
from walkumentary.gateway.storage import piece_path


class NarrationsGatewayContract(PortContract):
    """Narrations are shared by key; private ones are their owner's."""

    async def test_a_narration_comes_back_as_it_was_stored(
        self, database: Database
    ) -> None:
        narration = makers.a_narration(
            sentences=(
                NarratedSentence('It\'s "old" — 1655 \\ 日本.', (makers.a_note_id(),)),
                NarratedSentence("No note says so.", ()),
            )
        )

        await _put(database, narration)

        async with database.begin(a_stranger()) as work:
            assert await work.narrations.find(narration.key) == narration

    async def test_an_unknown_narration_is_none(self, database: Database) -> None:
        async with database.begin(a_stranger()) as work:
            assert await work.narrations.find(makers.a_narration().key) is None

    async def test_the_first_narration_under_a_key_stays(
        self, database: Database
    ) -> None:
        first = makers.a_narration(provider="openai")
        await _put(database, first)

        await _put(database, replace(first, provider="notes"))

        async with database.begin(a_stranger()) as work:
            assert await work.narrations.find(first.key) == first

    async def test_known_keys_are_those_stored_and_visible(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        public = makers.a_narration()
        private = makers.a_narration(owner_id=owner.user_id)
        async with database.begin(owner) as work:
            await work.narrations.put(public)
            await work.narrations.put(private)
            await work.commit()
        keys = [public.key, private.key, makers.a_narration().key]

        async with database.begin(owner) as work:
            mine = await work.narrations.known(keys)
        async with database.begin(a_stranger()) as work:
            theirs = await work.narrations.known(keys)
            none = await work.narrations.known([])

        assert mine == {public.key, private.key}
        assert theirs == {public.key}
        assert none == set()

    async def test_a_private_narration_is_invisible_to_others(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        private = makers.a_narration(owner_id=owner.user_id)
        async with database.begin(owner) as work:
            await work.narrations.put(private)
            await work.commit()

        async with database.begin(a_stranger()) as work:
            assert await work.narrations.find(private.key) is None

    async def test_nobody_stores_a_narration_for_somebody_else(
        self, database: Database
    ) -> None:
        with pytest.raises(Forbidden):
            async with database.begin(a_stranger()) as work:
                await work.narrations.put(
                    makers.a_narration(owner_id=makers.a_user_id())
                )

    async def test_narrations_nobody_used_for_long_are_dropped(
        self, database: Database
    ) -> None:
        unused, told, used = (makers.a_narration() for _ in range(3))
        for narration in (unused, told, used):
            await _put(database, narration)
        stop = makers.a_stop(narration_key=told.key)
        await stored(database, makers.a_tour(stops=(stop,)))

        database.clock.advance(days=6)
        async with database.begin(SYSTEM) as work:
            early = await work.narrations.drop_unused(unused_days=7, limit=1_000)
            await work.commit()
        async with database.begin(a_stranger()) as work:
            await work.narrations.find(used.key)
            await work.commit()
        database.clock.advance(days=2)
        async with database.begin(SYSTEM) as work:
            kept_back = await work.narrations.drop_unused(unused_days=7, limit=0)
            late = await work.narrations.drop_unused(unused_days=7, limit=1_000)
            await work.commit()

        keys = [unused.key, told.key, used.key]
        async with database.begin(SYSTEM) as work:
            left = await work.narrations.known(keys)
        assert left == {told.key, used.key}
        assert early == kept_back == 0
        assert late >= 1


class PiecesGatewayContract(PortContract):
    """Pieces are shared by key; private ones are their owner's."""

    async def test_a_piece_comes_back_as_it_was_stored(
        self, database: Database
    ) -> None:
        piece = makers.a_piece(frames=1_234)

        await _put_piece(database, piece)

        async with database.begin(a_stranger()) as work:
            assert await work.pieces.find(piece.key) == piece
            assert await work.pieces.find(makers.a_piece().key) is None

    async def test_the_first_piece_under_a_key_stays(self, database: Database) -> None:
        first = makers.a_piece(frames=10)
        await _put_piece(database, first)

        async with database.begin(a_stranger()) as work:
            kept = await work.pieces.put(replace(first, frames=20, path="pieces/b.mp3"))
            await work.commit()

        assert kept == first
        async with database.begin(a_stranger()) as work:
            assert await work.pieces.find(first.key) == first

    async def test_a_private_piece_is_invisible_to_others(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        piece = makers.a_piece(owner_id=owner.user_id)
        async with database.begin(owner) as work:
            await work.pieces.put(piece)
            await work.commit()

        async with database.begin(a_stranger()) as work:
            found_by_stranger = await work.pieces.find(piece.key)
        async with database.begin(owner) as work:
            found_by_owner = await work.pieces.find(piece.key)

        assert (found_by_stranger, found_by_owner) == (None, piece)

    async def test_pieces_nobody_used_for_long_are_dropped(
        self, database: Database
    ) -> None:
        unused, spoken, used = (makers.a_piece() for _ in range(3))
        for piece in (unused, used):
            await _put_piece(database, piece)
        line = makers.a_sentence(piece_key=spoken.key, frames=spoken.frames)
        await stored(database, makers.a_tour(), [line])

        database.clock.advance(days=29)
        early = await _drop(database)
        async with database.begin(a_stranger()) as work:
            await work.pieces.find(used.key)
            await work.commit()
        database.clock.advance(days=2)
        late = await _drop(database)

        async with database.begin(SYSTEM) as work:
            left = [await work.pieces.find(p.key) for p in (unused, spoken, used)]
        assert unused.path not in early
        assert unused.path in late
        assert [piece and piece.key for piece in left] == [None, spoken.key, used.key]

    async def test_no_more_pieces_than_asked_for_are_dropped(
        self, database: Database
    ) -> None:
        for _ in range(3):
            await _put_piece(database, makers.a_piece())
        database.clock.advance(days=31)

        async with database.begin(SYSTEM) as work:
            dropped = await work.pieces.drop_unused(unused_days=30, limit=2)

        assert len(dropped) == 2

    async def test_known_paths_are_those_of_stored_pieces(
        self, database: Database
    ) -> None:
        public = makers.a_piece()
        private = makers.a_piece(owner_id=makers.a_user_id())
        early = replace(a_piece := makers.a_piece(), path=_early_path(a_piece))
        for piece in (public, early):
            await _put_piece(database, piece)
        async with database.begin(SYSTEM) as work:
            await work.pieces.put(private)
            await work.commit()
        another_take = piece_path(public.key, uuid4())
        paths = [public.path, private.path, early.path, another_take, "pieces/x.mp3"]

        async with database.begin(SYSTEM) as work:
            known = await work.pieces.known_paths(paths)
            none = await work.pieces.known_paths([])
            other = await work.pieces.known_paths([another_take])
        async with database.begin(a_stranger()) as work:
            seen = await work.pieces.known_paths(paths)

        assert known == {public.path, private.path, early.path}
        assert seen == {public.path, early.path}
        assert none == other == set()

    async def test_the_pieces_of_a_deleted_tour_can_be_dropped(
        self, database: Database
    ) -> None:
        piece = makers.a_piece()
        await _put_piece(database, piece)
        line = makers.a_sentence(piece_key=piece.key, frames=piece.frames)
        tour = await stored(database, makers.a_tour(), [line])
        async with database.begin(owner_of(tour)) as work:
            kept = await work.tours.delete(tour.id, owner_id=tour.owner_id)
            await work.commit()

        database.clock.advance(days=31)
        dropped = await _drop(database)

        assert list(kept) == []
        assert piece.path in dropped


async def _put(database: Database, narration: Narration) -> None:
    async with database.begin(a_stranger()) as work:
        await work.narrations.put(narration)
        await work.commit()


async def _put_piece(database: Database, piece: Piece) -> None:
    async with database.begin(a_stranger()) as work:
        await work.pieces.put(piece)
        await work.commit()


def _early_path(piece: Piece) -> str:
    """Return where a piece was stored before every speaking had its own file."""
    return f"pieces/{piece.key[:2]}/{piece.key}.mp3"


async def _drop(database: Database) -> list[str]:
    async with database.begin(SYSTEM) as work:
        dropped = await work.pieces.drop_unused(unused_days=30, limit=1_000)
        await work.commit()
    return [*dropped]
