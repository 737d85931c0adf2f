"""The promises of the tours port."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import (
    Database,
    a_stranger,
    owner_of,
    read,
    stored,
    voiced,
)
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.tour import SentenceKind, TourNotFound
from walkumentary.gateway.events import tour_topic
from walkumentary.gateway.narrations import PieceMissing
from walkumentary.gateway.unit_of_work import AlreadyStored, TextNotStorable

AWKWARD = 'Quotes " \' \\ $1 %s :x {"a": [1]} \n\t 日本 🗺️ ß é null --'


class ToursGatewayContract(PortContract):
    """Tours, stops and sentences of one owner."""

    async def test_a_tour_comes_back_as_it_was_stored(self, database: Database) -> None:
        tour = makers.a_tour(
            title=AWKWARD,
            description=AWKWARD,
            interests=(AWKWARD, "food"),
            request={"query": AWKWARD, "nested": {"a": [1, None, True, 0.5]}},
            place_id=makers.a_place_id(),
            end_leg=makers.an_end_leg(),
            failure=makers.a_failure(detail=AWKWARD),
            limited_by="notes",
            speed=1.25,
            cost_usd=0.012345,
            archived_at=makers.NOON,
            stops=(
                makers.a_stop(name=AWKWARD, written=True, cached=True, dropped=3),
                makers.a_stop(position=2, interests=()),
            ),
            created_at=makers.NOON + timedelta(microseconds=123_456),
        )
        await stored(database, tour)

        async with database.begin(owner_of(tour)) as work:
            got = await work.tours.get(tour.id, owner_id=tour.owner_id)

        assert got == tour

    async def test_a_second_tour_with_the_same_id_is_refused(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())

        with pytest.raises(AlreadyStored):
            async with database.begin(owner_of(tour)) as work:
                await work.tours.add(tour)

    async def test_nobody_adds_a_tour_for_somebody_else(
        self, database: Database
    ) -> None:
        with pytest.raises(Forbidden):
            async with database.begin(a_stranger()) as work:
                await work.tours.add(makers.a_tour())

    async def test_saving_replaces_the_tours_own_fields_only(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())
        changed = replace(
            tour, title="New", state=life.READY, version=2, stops=(), cost_usd=0.5
        )

        async with database.begin(owner_of(tour)) as work:
            await work.tours.save(changed)
            await work.tours.save(changed)
            await work.commit()

        saved, _ = await read(database, tour)
        assert saved == replace(changed, stops=tour.stops)

    async def test_saving_a_deleted_tour_is_not_found(self, database: Database) -> None:
        tour = makers.a_tour()

        async with database.begin(owner_of(tour)) as work:
            with pytest.raises(TourNotFound):
                await work.tours.save(tour)

    async def test_a_title_with_a_nul_character_is_refused(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())

        with pytest.raises(TextNotStorable):
            async with database.begin(owner_of(tour)) as work:
                await work.tours.save(replace(tour, title="a\x00b"))

    async def test_a_tour_of_someone_else_is_invisible(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour(), voiced(makers.a_script()))

        async with database.begin(a_stranger()) as work:
            for asked_as in (work_owner := tour.owner_id, makers.a_user_id()):
                with pytest.raises(TourNotFound):
                    await work.tours.get(tour.id, owner_id=asked_as)
                with pytest.raises(TourNotFound):
                    await work.tours.delete(tour.id, owner_id=work_owner)
            with pytest.raises(TourNotFound):
                await work.tours.save(replace(tour, title="Stolen"))
            sentences = await work.tours.sentences(tour.id)

        assert list(sentences) == []

    async def test_a_tour_of_someone_else_is_not_written(
        self, database: Database
    ) -> None:
        script = makers.a_script()
        tour = await stored(database, makers.a_tour(), script)
        spoken = replace(script[0], piece_key=makers.a_piece().key, frames=9)

        async with database.begin(a_stranger()) as work:
            with pytest.raises(TourNotFound):
                await work.tours.add_sentences(tour.id, makers.a_script())
            with pytest.raises(TourNotFound):
                await work.tours.voice(tour.id, spoken)
            with pytest.raises(TourNotFound):
                await work.tours.silence(tour.id)
            with pytest.raises(TourNotFound):
                await work.tours.save_stop(
                    tour.id, replace(tour.stops[0], written=True)
                )
            await work.commit()

        left, sentences = await read(database, tour)
        assert left == tour
        assert sorted(sentences, key=str) == sorted(script, key=str)

    async def test_the_system_must_still_name_the_owner(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())

        async with database.begin(SYSTEM) as work:
            got = await work.tours.get(tour.id, owner_id=tour.owner_id)
            with pytest.raises(TourNotFound):
                await work.tours.get(tour.id, owner_id=makers.a_user_id())

        assert got == tour

    async def test_sentences_come_back_in_playing_order(
        self, database: Database
    ) -> None:
        script = makers.a_script(stops=2)
        tour = await stored(database, makers.a_tour())

        async with database.begin(owner_of(tour)) as work:
            await work.tours.add_sentences(tour.id, script[::-1])
            sentences = await work.tours.sentences(tour.id)

        order = [(s.segment, s.position) for s in sentences]
        assert order == sorted(order)
        assert sorted(sentences, key=str) == sorted(script, key=str)

    async def test_the_first_sentence_at_a_place_is_kept(
        self, database: Database
    ) -> None:
        first = makers.a_sentence(text=AWKWARD, kind=SentenceKind.CUE, note_ids=())
        tour = await stored(database, makers.a_tour(), [first])

        async with database.begin(owner_of(tour)) as work:
            await work.tours.add_sentences(
                tour.id, [replace(first, text="Second"), replace(first, position=1)]
            )
            await work.commit()

        _, sentences = await read(database, tour)
        assert list(sentences) == [first, replace(first, position=1)]

    async def test_no_sentences_are_no_change(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour())

        async with database.begin(owner_of(tour)) as work:
            await work.tours.add_sentences(tour.id, [])
            await work.commit()

        assert list((await read(database, tour))[1]) == []

    async def test_a_voiced_sentence_names_its_piece(self, database: Database) -> None:
        sentence = makers.a_sentence()
        tour = await stored(database, makers.a_tour(), [sentence])
        piece = makers.a_piece(frames=77)
        spoken = replace(sentence, piece_key=piece.key, frames=77)

        async with database.begin(owner_of(tour)) as work:
            await work.pieces.put(piece)
            await work.tours.voice(tour.id, spoken)
            await work.commit()

        assert list((await read(database, tour))[1]) == [spoken]

    async def test_only_a_stored_piece_can_speak(self, database: Database) -> None:
        sentence = makers.a_sentence()
        tour = await stored(database, makers.a_tour(), [sentence])

        with pytest.raises(PieceMissing):
            async with database.begin(owner_of(tour)) as work:
                await work.tours.voice(
                    tour.id, replace(sentence, piece_key=makers.a_piece().key, frames=1)
                )

    async def test_a_sentence_that_is_not_there_cannot_be_voiced(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())
        piece = makers.a_piece()

        async with database.begin(owner_of(tour)) as work:
            await work.pieces.put(piece)
            with pytest.raises(TourNotFound):
                await work.tours.voice(
                    tour.id, makers.a_sentence(piece_key=piece.key, frames=100)
                )

    async def test_a_silenced_tour_keeps_its_text(self, database: Database) -> None:
        script = makers.a_script()
        tour = await stored(database, makers.a_tour(), voiced(script))

        async with database.begin(owner_of(tour)) as work:
            await work.tours.silence(tour.id)
            await work.commit()

        _, sentences = await read(database, tour)
        assert sorted(sentences, key=str) == sorted(script, key=str)

    async def test_a_stop_records_only_its_progress(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour())
        stop = replace(tour.stops[1], written=True, cached=True, dropped=2)

        async with database.begin(owner_of(tour)) as work:
            await work.tours.save_stop(tour.id, replace(stop, name="Ignored"))
            await work.commit()

        saved, _ = await read(database, tour)
        assert saved.stops == (tour.stops[0], stop)

    async def test_a_deleted_tour_is_gone_with_all_it_had(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour(), voiced(makers.a_script()))
        owner = owner_of(tour)
        async with database.begin(owner) as work:
            await work.events.append(tour_topic(tour.id), kind="status", body={})
            await work.commit()

        async with database.begin(owner) as work:
            await work.tours.delete(tour.id, owner_id=tour.owner_id)
            await work.commit()

        async with database.begin(owner) as work:
            with pytest.raises(TourNotFound):
                await work.tours.get(tour.id, owner_id=tour.owner_id)
            assert list(await work.tours.sentences(tour.id)) == []
        events = await database.events.since(
            tour_topic(tour.id), actor=owner, after=0, limit=10
        )
        assert list(events) == []

    async def test_private_audio_goes_with_the_last_tour_that_uses_it(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        private = [makers.a_piece(owner_id=owner.user_id) for _ in range(2)]
        shared = makers.a_piece()
        lines = [
            makers.a_sentence(position=n, piece_key=piece.key, frames=piece.frames)
            for n, piece in enumerate([*private, shared])
        ]
        async with database.begin(owner) as work:
            for piece in (*private, shared):
                await work.pieces.put(piece)
            await work.commit()
        both = await stored(database, makers.a_tour(owner_id=owner.user_id), lines)
        one = await stored(database, makers.a_tour(owner_id=owner.user_id), lines[:1])

        async with database.begin(owner) as work:
            first = await work.tours.delete(both.id, owner_id=owner.user_id)
            second = await work.tours.delete(one.id, owner_id=owner.user_id)
            left = [await work.pieces.find(p.key) for p in (*private, shared)]

        assert list(first) == [private[1].path]
        assert list(second) == [private[0].path]
        assert left == [None, None, shared]

    async def test_deleting_twice_is_not_found(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour())

        async with database.begin(owner_of(tour)) as work:
            await work.tours.delete(tour.id, owner_id=tour.owner_id)
            with pytest.raises(TourNotFound):
                await work.tours.delete(tour.id, owner_id=tour.owner_id)
