"""What happens between two steps of a run."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from tests.unit.usecase.tours.stage import Stage, note_texts, texts
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.narration import Draft
from walkumentary.domain.tours.tour import Lease
from walkumentary.gateway.narrator import NarrationOrder
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.narrator import ScriptedNarrator
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryWork


@dataclass
class FlickeringBegin:
    """Opens transactions; the database is away for the n-th that writes."""

    store: MemoryStore
    at: int
    writes: int = 0

    def __call__(self, actor: Actor, *, lease: Lease | None = None) -> MemoryWork:
        self.writes += lease is not None
        if lease is not None and self.writes == self.at:
            raise DatabaseUnavailable("It was away for a moment.")
        return MemoryWork(self.store, actor, lease=lease)


@dataclass(kw_only=True)
class LingeringNarrator(ScriptedNarrator):
    """Says nothing for long before it ends."""

    async def narrate(self, order: NarrationOrder) -> AsyncIterator[Draft]:
        async for draft in super().narrate(order):
            yield draft
        for _ in range(200):
            await asyncio.sleep(0)


@pytest.mark.parametrize("at", [1, 4, 9, 15])
async def test_a_database_away_for_a_moment_is_no_failure_of_the_tour(
    stage: Stage, at: int
) -> None:
    tour = await stage.a_tour()

    with pytest.raises(DatabaseUnavailable):
        await stage.make(tour, begin=FlickeringBegin(stage.store, at))
    between = stage.stored(tour)
    await stage.make(tour)

    assert not between.finished
    assert stage.stored(tour).state == life.READY


async def test_a_stop_spoken_before_its_writer_ends_is_told_once(stage: Stage) -> None:
    stage.narrator = LingeringNarrator()
    tour = await stage.a_tour()

    await stage.make(tour)

    assert await stage.news(tour, "audio_ready") == ["1", "2", "3"]


async def test_a_translated_tour_never_reads_out_a_note_instead(stage: Stage) -> None:
    tour = await stage.a_tour(language="nl")
    first, second = note_texts(1)
    stage.narrator.script = {
        "Tower 1": [Draft(first, (0,)), Draft("Verkocht in 1789.", (0,))]
    }

    await stage.make(tour)

    told = [s for s in await stage.script(tour) if s.segment == 2]
    assert texts(told) == [first]
    assert second not in texts(await stage.script(tour))
    assert stage.stored(tour).stops[0].dropped == 1


async def test_a_sentence_said_twice_in_a_tour_is_spoken_once(stage: Stage) -> None:
    tour = await stage.a_tour()
    cue = next(one for one in await stage.script(tour) if one.segment == 1)
    async with stage.begin(stage.actor) as work:
        await work.tours.add_sentences(tour.id, [replace(cue, position=1)])
        await work.commit()

    await stage.make(tour)

    spoken = [utterance.text for utterance in stage.speech.spoken]
    assert texts(await stage.script(tour)).count(cue.text) == 2
    assert spoken.count(cue.text) == 1
    assert stage.stored(tour).state == life.READY
