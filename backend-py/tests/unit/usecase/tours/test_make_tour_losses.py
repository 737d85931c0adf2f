"""What a tour was planned with may be gone when it is made: it ends all the same."""

from dataclasses import replace

import pytest

from tests.unit.usecase.tours.stage import Stage, note_texts, texts
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.tour import Tour
from walkumentary.infra.memory.store import TourRow


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


@pytest.mark.parametrize("speakers", [1, 2, 7])
async def test_however_many_speak_the_tour_is_the_same(speakers: int) -> None:
    stage = Stage(concurrency=speakers)

    tour = await stage.a_made_tour()

    assert stage.stored(tour).state == life.READY
    spoken = [utterance.text for utterance in stage.speech.spoken]
    assert sorted(spoken) == sorted(texts(await stage.script(tour)))
