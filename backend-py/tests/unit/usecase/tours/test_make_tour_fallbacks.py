"""Others take over: what they write and speak bears their own names."""

from dataclasses import replace

import pytest

from tests.unit.infra.resilience.doubles import Daydream, Loaded, patience
from tests.unit.usecase.tours.stage import Stage, texts
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.narration import Writer
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.speech import SpeechGateway, Voice
from walkumentary.infra.memory.narrator import ScriptedNarrator
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.infra.memory.unit_of_work import assert_no_open_work
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.narrator import ResilientNarrator
from walkumentary.infra.resilience.speech import ResilientSpeech

DOWN = GatewayUnavailable("It is down.")
FORGE = Forge(resilience=patience(), stopwatch=Daydream(), dice=Loaded())


class Whistle(ToneSpeech):
    """Another provider of tones, slower."""

    def voices(self, *, language: str) -> list[Voice]:
        named = super().voices(language=language)
        return [replace(one, id=f"w-{one.id}", provider="whistle") for one in named]


def with_another_writer(stage: Stage) -> ScriptedNarrator:
    """Put a second writer behind the stage's own."""
    writer = Writer(provider="second", model="m2", prompt_version="1")
    second = ScriptedNarrator(writer=writer, before=assert_no_open_work)
    first: NarratorGateway = stage.narrator
    chain = FORGE.chain(
        Operation.NARRATE, ("first", first), ("second", second), in_flight=8
    )
    stage.narrators = ResilientNarrator(chain=chain)
    return second


def with_another_voice(stage: Stage) -> Whistle:
    """Put a second provider of voices beside the stage's own."""
    whistle = Whistle(words_per_s=1.4, before=assert_no_open_work)
    named: list[tuple[str, SpeechGateway]] = [
        ("memory", stage.speech),
        ("whistle", whistle),
    ]
    chains = [FORGE.chain(Operation.SPEAK, one, in_flight=8) for one in named]
    stage.voices = ResilientSpeech(chains=chains)
    return whistle


async def test_a_tour_another_writer_wrote_says_so(stage: Stage) -> None:
    with_another_writer(stage)
    stage.narrator.fails_with(DOWN)

    tour = await stage.a_made_tour()

    assert tour.state == life.READY
    assert (tour.llm_provider, tour.llm_model) == ("second", "m2")
    assert {n.provider for n in stage.store.narrations.values()} == {"second"}


async def test_what_another_wrote_is_not_taken_for_the_preferred_writers(
    stage: Stage,
) -> None:
    with_another_writer(stage)
    stage.narrator.fails_with(DOWN)
    first = await stage.a_made_tour()
    stage.narrator.recovers()
    stage.narrator.orders.clear()

    second = await stage.a_tour(
        stops=tuple(replace(s, written=False, authors=()) for s in first.stops)
    )
    await stage.make(second)

    assert stage.stored(second).llm_provider == stage.narrator.writer.provider
    assert len(stage.narrator.orders) == len(first.stops)
    assert len(stage.store.narrations) == 2 * len(first.stops)


async def test_what_two_wrote_together_is_kept_for_nobody_else(stage: Stage) -> None:
    with_another_writer(stage)
    stage.narrator.fails_with(DOWN, sentence=2)

    tour = await stage.a_made_tour()

    assert tour.state == life.READY
    assert tour.llm_provider == f"{stage.narrator.writer.provider}+second"
    assert not stage.store.narrations


async def test_a_finished_narration_keeps_its_authors_name(stage: Stage) -> None:
    first = await stage.a_made_tour()
    again = await stage.a_tour(
        stops=tuple(replace(s, written=False, authors=()) for s in first.stops)
    )

    await stage.make(again)

    assert stage.stored(again).llm_provider == first.llm_provider
    assert all(stop.cached and stop.authors for stop in stage.stored(again).stops)


async def test_another_voice_speaks_what_the_first_cannot(stage: Stage) -> None:
    whistle = with_another_voice(stage)
    tour = await stage.a_tour()
    (_, second, *_) = texts(await stage.script(tour))
    stage.speech.fails_with(DOWN, text=second)

    await stage.make(tour)

    spoken = {s.text: s.piece_key for s in await stage.script(tour)}
    providers = {
        text: stage.store.pieces[key].provider for text, key in spoken.items() if key
    }
    assert stage.stored(tour).state == life.READY
    assert [one.text for one in whistle.spoken] == [second]
    assert [text for text in spoken if providers[text] == "whistle"] == [second]
    assert not stage.store.claims


async def test_without_another_voice_the_text_stands_alone(stage: Stage) -> None:
    with_another_voice(stage).fails_with(DOWN)
    stage.speech.fails_with(DOWN)

    tour = await stage.a_made_tour()

    assert tour.state == life.VOICELESS
    assert not stage.store.claims


@pytest.mark.parametrize("sentence", [1, 2])
async def test_a_writer_nobody_takes_over_from_leaves_no_claim(
    stage: Stage, sentence: int
) -> None:
    stage.narrator.fails_with(DOWN, sentence=sentence)

    tour = await stage.a_made_tour()

    assert tour.state == life.ERROR
    assert not stage.store.claims
