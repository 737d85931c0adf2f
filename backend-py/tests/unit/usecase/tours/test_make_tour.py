"""Making a tour: the whole, and everything that can come between."""

import asyncio
from dataclasses import replace

import pytest

from tests import makers
from tests.unit.usecase.tours.stage import (
    Stage,
    note_texts,
    texts,
)
from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.shared.ids import PieceKey
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.narration import Draft
from walkumentary.domain.tours.tour import Sentence, TourNotFound
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.usecase.tours.claiming import LEASE_S
from walkumentary.usecase.tours.delete_tour import DeleteTour
from walkumentary.usecase.tours.steer_tour import CancelTour

AWAY = GatewayUnavailable("It is away.")
WHOLE = [
    "Welcome to it.",
    "Walk on to stop number 1.",
    *note_texts(1),
    "Walk on to stop number 2.",
    *note_texts(2),
    "Walk on to stop number 3.",
    *note_texts(3),
    "That was all of it.",
]


async def _retry(stage: Stage) -> None:
    (tour_id,) = stage.store.tours
    tour = stage.store.tours[tour_id].tour
    await stage.retry(tour)
    await stage.make(tour)


async def test_a_tour_ends_ready_with_every_sentence_spoken_in_playing_order(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()

    await stage.make(tour)

    script = await stage.script(tour)
    assert stage.stored(tour).state == life.READY
    assert texts(script) == WHOLE
    assert all(s.frames and s.piece_key for s in script)
    assert set(stage.files.files) == set(await stage.paths(tour))
    assert stage.stored(tour).talking_s == pytest.approx(
        sum(s.frames or 0 for s in script) * 0.024
    )


async def test_every_narrated_sentence_names_its_note(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    narrated = [s for s in await stage.script(tour) if s.segment == 2]

    notes = stage.notes_of(tour.stops[0])
    assert [s.note_ids for s in narrated] == [(note.id,) for note in notes]


async def test_every_stop_and_the_end_are_told_exactly_once(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    assert await stage.news(tour, "stop_ready") == ["1", "2", "3"]
    assert await stage.news(tour, "audio_ready") == ["1", "2", "3"]
    assert len(await stage.news(tour, "done")) == 1
    assert (await stage.told(tour))[-1].kind == "done"


async def test_making_a_finished_tour_again_changes_nothing(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    before = (stage.stored(tour), await stage.script(tour), await stage.told(tour))

    await stage.make(tour)

    after = (stage.stored(tour), await stage.script(tour), await stage.told(tour))
    assert after == before
    assert len(stage.speech.spoken) == len(WHOLE)


async def test_a_tour_that_is_gone_is_not_found(stage: Stage) -> None:
    with pytest.raises(TourNotFound):
        await stage.make(makers.a_tour())


async def test_a_tour_of_someone_else_is_not_found(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.actor = makers.an_actor()

    with pytest.raises(TourNotFound):
        await stage.make(tour)


@pytest.mark.parametrize("call", [1, 4, 10])
async def test_of_two_runs_the_older_writes_nothing_more(
    stage: Stage, call: int
) -> None:
    stage.concurrency = 1
    tour = await stage.a_tour()
    seen: list[object] = []

    async def overtake() -> None:
        await stage.make(tour)
        seen.extend([stage.store.tours[tour.id], await stage.told(tour)])

    await stage.make_until(tour, call=call, by=overtake)

    assert [stage.store.tours[tour.id], await stage.told(tour)] == seen
    assert stage.stored(tour).state == life.READY
    assert texts(await stage.script(tour)) == WHOLE
    assert await stage.news(tour, "audio_ready") == ["1", "2", "3"]


async def test_a_cancel_in_the_middle_ends_the_run(stage: Stage) -> None:
    tour = await stage.a_tour()
    seen: list[object] = []

    async def cancel() -> None:
        await CancelTour(begin=stage.begin, clock=stage.clock).execute(
            stage.query(tour)
        )
        seen.extend(await stage.script(tour))

    await stage.make_until(tour, call=4, by=cancel)

    assert stage.stored(tour).state == life.CANCELLED
    assert list(await stage.script(tour)) == seen
    assert len(await stage.news(tour, "done")) == 1


async def test_a_cancelled_tour_goes_on_after_a_retry(stage: Stage) -> None:
    tour = await stage.a_tour()

    async def cancel() -> None:
        await CancelTour(begin=stage.begin, clock=stage.clock).execute(
            stage.query(tour)
        )

    await stage.make_until(tour, call=4, by=cancel)
    await _retry(stage)

    assert stage.stored(tour).state == life.READY
    assert texts(await stage.script(tour)) == WHOLE
    assert await stage.news(tour, "stop_ready") == ["1", "2", "3"]
    assert await stage.news(tour, "audio_ready") == ["1", "2", "3"]


async def test_a_deletion_in_the_middle_ends_the_run(stage: Stage) -> None:
    tour = await stage.a_tour()

    async def delete() -> None:
        await DeleteTour(begin=stage.begin, storage=stage.files).execute(
            stage.query(tour)
        )

    await stage.make_until(tour, call=4, by=delete)

    assert not stage.store.tours
    assert not stage.store.sentences
    assert not stage.store.events


async def test_a_writer_that_fails_for_good_keeps_the_other_stops(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()
    stage.narrator.fails_with(AWAY, name="Tower 2", sentence=2)

    await stage.make(tour)

    stored = stage.stored(tour)
    assert stored.state == life.ERROR
    assert stored.failure == makers.a_failure(detail="It is away.")
    assert [stop.written for stop in stored.stops] == [True, False, True]
    assert texts(await stage.script(tour)) == [t for t in WHOLE if "22" not in t]
    assert all(s.frames for s in await stage.script(tour))
    assert await stage.news(tour, "stop_ready") == ["1", "3"]
    assert await stage.news(tour, "audio_ready") == ["1", "3"]


async def test_a_retry_writes_only_what_the_writer_left_out(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.narrator.fails_with(AWAY, name="Tower 2", sentence=2)
    await stage.make(tour)
    stage.narrator.recovers()

    await _retry(stage)

    again = stage.narrator.orders[3:]
    assert [order.name for order in again] == ["Tower 2"]
    assert [s.text for s in again[0].written] == [note_texts(2)[0]]
    assert stage.stored(tour).state == life.READY
    assert stage.stored(tour).failure is None
    assert texts(await stage.script(tour)) == WHOLE
    assert len(stage.speech.spoken) == len(WHOLE)
    assert await stage.news(tour, "stop_ready") == ["1", "2", "3"]


async def test_a_writer_with_nothing_to_say_ends_in_error(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.narrator.script = {"Tower 1": [Draft("", ())]}

    await stage.make(tour)

    failure = stage.stored(tour).failure
    assert stage.stored(tour).state == life.ERROR
    assert failure is not None
    assert failure.code == "narration-empty"


async def test_a_voice_that_fails_for_good_leaves_the_text_complete(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()
    stage.speech.fails_with(GatewayRefused("No."), text=note_texts(2)[0])
    stage.concurrency = 1

    await stage.make(tour)

    stored = stage.stored(tour)
    assert stored.state == life.VOICELESS
    assert stored.failure == makers.a_failure(code="gateway-refused", detail="No.")
    assert texts(await stage.script(tour)) == WHOLE
    assert await stage.news(tour, "stop_ready") == ["1", "2", "3"]
    assert len(await stage.news(tour, "error")) == 1


async def test_a_retry_speaks_only_what_is_missing(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.speech.fails_with(GatewayRefused("No."), text=note_texts(2)[0])
    await stage.make(tour)
    missing = [s.text for s in await stage.script(tour) if not s.frames]
    asked = len(stage.speech.spoken)
    stage.speech.recovers()

    await _retry(stage)

    assert sorted(u.text for u in stage.speech.spoken[asked:]) == sorted(missing)
    assert len(stage.narrator.orders) == 3
    assert stage.stored(tour).state == life.READY
    assert await stage.news(tour, "audio_ready") == ["1", "2", "3"]


async def test_a_full_storage_leaves_the_text_complete(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.files.room_bytes = 30_000

    await stage.make(tour)

    stored = stage.stored(tour)
    assert stored.state == life.VOICELESS
    assert stored.failure is not None
    assert stored.failure.code == "storage-full"
    assert texts(await stage.script(tour)) == WHOLE


async def test_a_database_that_goes_away_is_told_to_the_job_and_made_up_for(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()

    async def cut_off() -> None:
        stage.store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await stage.make_until(tour, call=4, by=cut_off)
    stage.store.reachable = True
    await stage.make(tour)

    assert stage.stored(tour).state == life.READY
    assert texts(await stage.script(tour)) == WHOLE
    assert await stage.news(tour, "stop_ready") == ["1", "2", "3"]
    assert await stage.news(tour, "audio_ready") == ["1", "2", "3"]


async def test_a_sentence_without_evidence_gives_way_to_an_unused_note(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()
    true, other = note_texts(1)
    stage.narrator.script = {
        "Tower 1": [Draft(true, (0,)), Draft("It was sold in 1789.", (0,))]
    }

    await stage.make(tour)

    told = [s for s in await stage.script(tour) if s.segment == 2]
    unused = stage.notes_of(tour.stops[0])[1]
    assert texts(told) == [true, other]
    assert told[1].note_ids == (unused.id,)
    assert [stop.dropped for stop in stage.stored(tour).stops] == [1, 0, 0]


async def test_a_sentence_without_evidence_is_left_out_when_every_note_is_used(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()
    drafts = [Draft(text, (n,)) for n, text in enumerate(note_texts(1))]
    stage.narrator.script = {"Tower 1": [*drafts, Draft("Sold in 1789.", (1,))]}

    await stage.make(tour)

    assert texts(await stage.script(tour)) == WHOLE
    assert stage.stored(tour).stops[0].dropped == 1


async def test_a_citation_that_points_nowhere_is_no_evidence(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.narrator.script = {"Tower 1": [Draft(note_texts(1)[1], (7,))]}

    await stage.make(tour)

    assert stage.stored(tour).stops[0].dropped == 1


async def test_a_second_tour_of_the_same_stops_writes_and_speaks_nothing(
    stage: Stage,
) -> None:
    first = await stage.a_made_tour()
    stage.actor = makers.an_actor()
    stops = tuple(replace(stop, written=False) for stop in first.stops)
    second = await stage.a_tour(stops=stops)
    asked = len(stage.speech.spoken)

    await stage.make(second)

    stored = stage.stored(second)
    assert len(stage.narrator.orders) == 3
    assert len(stage.speech.spoken) == asked
    assert stored.state == life.READY
    assert texts(await stage.script(second)) == WHOLE
    assert all(stop.cached for stop in stored.stops)
    assert await stage.news(second, "stop_ready") == ["1", "2", "3"]
    assert await stage.news(second, "audio_ready") == ["1", "2", "3"]


async def test_private_notes_make_private_audio(stage: Stage) -> None:
    me = stage.actor.user_id
    tour = await stage.a_tour(stops=stage.stops(owner_id=me))

    await stage.make(tour)

    owners = {
        s.text: stage.store.pieces[s.piece_key].owner_id
        for s in await stage.script(tour)
        if s.piece_key
    }
    assert {text: owner for text, owner in owners.items() if owner} == {
        text: me for n in (1, 2, 3) for text in note_texts(n)
    }


async def test_a_narration_of_private_notes_is_the_owners(stage: Stage) -> None:
    me = stage.actor.user_id
    tour = await stage.a_tour(stops=stage.stops(owner_id=me))

    await stage.make(tour)

    assert {n.owner_id for n in stage.store.narrations.values()} == {me}


async def test_of_two_that_spoke_the_same_the_first_is_heard_in_both(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()
    faster = await stage.a_tour(stops=tour.stops)
    stage.concurrency = 1

    async def overtake() -> None:
        stage.clock.advance(seconds=2 * LEASE_S)
        await stage.make(faster, speech=ToneSpeech(words_per_s=1.4))

    await stage.make_until(tour, call=1, by=overtake)

    spoken = [*await stage.script(tour), *await stage.script(faster)]
    assert {s.frames == stage.store.pieces[_key(s)].frames for s in spoken} == {True}
    assert set(stage.files.files) == {p.path for p in stage.store.pieces.values()}


async def test_tours_made_at_once_share_each_narration_and_each_piece(
    stage: Stage,
) -> None:
    one = await stage.a_tour()
    tours = [one, *[await stage.a_tour(stops=one.stops) for _ in range(4)]]

    await asyncio.gather(*(stage.make(tour) for tour in tours))

    spoken = [utterance.text for utterance in stage.speech.spoken]
    ordered = [order.name for order in stage.narrator.orders]
    assert {stage.stored(tour).state for tour in tours} == {life.READY}
    assert sorted(spoken) == sorted(set(WHOLE))
    assert sorted(ordered) == sorted(stop.name for stop in one.stops)
    assert not stage.store.claims


async def test_who_waits_for_a_failed_narration_has_it_written(stage: Stage) -> None:
    first = await stage.a_tour()
    second = await stage.a_tour(stops=first.stops)
    stage.narrator.fails_with(GatewayRefused("No."), times=1)

    await asyncio.gather(stage.make(first), stage.make(second))

    states = [stage.stored(tour).state for tour in (first, second)]
    assert sorted(states) == sorted([life.ERROR, life.READY])
    assert not stage.store.claims


def _key(sentence: Sentence) -> PieceKey:
    assert sentence.piece_key is not None
    return sentence.piece_key
