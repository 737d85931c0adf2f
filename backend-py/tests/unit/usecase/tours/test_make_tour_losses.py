"""What a tour was planned with may be gone when it is made: it ends all the same."""

from dataclasses import dataclass, replace

import pytest

from tests.unit.usecase.tours.stage import Stage, note_texts, texts
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.tour import Lease, Tour
from walkumentary.infra.memory.store import MemoryStore, TourRow
from walkumentary.infra.memory.unit_of_work import MemoryWork


@dataclass
class SweepingBegin:
    """Opens transactions; found pieces are swept away before they can be used."""

    store: MemoryStore
    has_swept: bool = False

    def __call__(self, actor: Actor, *, lease: Lease | None = None) -> MemoryWork:
        if lease is not None and not self.has_swept:
            self.store.pieces.clear()
            self.has_swept = True
        return MemoryWork(self.store, actor, lease=lease)


async def a_tour_in_the_voice(stage: Stage, voice: str) -> Tour:
    tour = await stage.a_tour()
    changed = replace(tour, voice=voice)
    stage.store.tours[tour.id] = TourRow(changed)
    return changed


async def test_a_stop_whose_notes_are_gone_ends_in_error(stage: Stage) -> None:
    tour = await stage.a_tour()
    for note in stage.notes_of(tour.stops[1]):
        del stage.store.notes[note.id]

    await stage.make(tour)

    made = stage.stored(tour)
    assert made.state == life.ERROR
    assert made.failure is not None
    assert made.failure.code == "narration-empty"
    assert [stop.written for stop in made.stops] == [True, False, True]
    assert set(note_texts(3)) <= set(texts(await stage.script(tour)))


async def test_a_voice_that_is_gone_leaves_the_text_complete(stage: Stage) -> None:
    tour = await a_tour_in_the_voice(stage, "a-voice-of-yesterday")

    await stage.make(tour)

    made = stage.stored(tour)
    assert made.state == life.VOICELESS
    assert made.failure is not None
    assert made.failure.code == "voice-not-available"
    assert stage.speech.spoken == []


async def test_a_piece_swept_away_after_it_was_found_is_spoken_anew(
    stage: Stage,
) -> None:
    first = await stage.a_made_tour()
    asked = len(stage.speech.spoken)
    again = await stage.a_tour(
        stops=tuple(replace(stop, written=False) for stop in first.stops)
    )
    stage.concurrency = 1

    await stage.make(again, begin=SweepingBegin(stage.store))

    assert stage.stored(again).state == life.READY
    script = await stage.script(again)
    assert all(sentence.frames for sentence in script)
    assert len(stage.speech.spoken) > asked


@pytest.mark.parametrize("speakers", [1, 2, 7])
async def test_however_many_speak_the_tour_is_the_same(speakers: int) -> None:
    stage = Stage(concurrency=speakers)

    tour = await stage.a_made_tour()

    assert stage.stored(tour).state == life.READY
    spoken = [utterance.text for utterance in stage.speech.spoken]
    assert sorted(spoken) == sorted(texts(await stage.script(tour)))
