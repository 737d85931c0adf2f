"""Voices that fail in every way: the tour is heard whole, or read with the reason."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio

from tests.integration.faults.conftest import NotedStopwatch
from tests.integration.faults.matrix import (
    AWAY,
    NOBODY,
    REFUSED,
    SPENT,
    STATUSES,
    STRATEGY,
    Reach,
    Trouble,
    broken,
    cells,
    final,
    harmless,
    passing,
    slow,
    status,
    strike,
)
from tests.integration.faults.outcomes import (
    assert_books_are_closed,
    assert_charged_for_what_stands,
    assert_sound_is_whole,
    assert_told_once,
    calls_by_thing,
)
from tests.simulator.knobs import SPEECH, Fault, Kind
from tests.simulator.server import Simulator
from tests.unit.usecase.tours.money import GRATIS
from tests.unit.usecase.tours.stage import Stage, texts
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.spoken import spoken_form
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.speech import SpeechGateway, Voice
from walkumentary.infra.metering.books import Books
from walkumentary.infra.metering.speech import MeteredSpeech
from walkumentary.infra.pricing.catalogue import PriceCatalogue
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.speech import ResilientSpeech
from walkumentary.infra.speech.espeak import EspeakSpeech
from walkumentary.infra.speech.espeak_voices import PROVIDER as ESPEAK
from walkumentary.infra.speech.openai import OpenAISpeech
from walkumentary.infra.speech.reception import Patience

pytestmark = pytest.mark.asyncio(loop_scope="module")

HURRIED = Patience(first_byte_s=0.4, between_bytes_s=0.3, least_s=0.2, per_spoken_s=0.0)
CELL_S = 20.0
PRIMARY, SECOND = "openai-compatible", "second"

TROUBLES: Sequence[Trouble] = (
    *STATUSES,
    SPENT,
    final("401", status(401), REFUSED),
    final("403", status(403), REFUSED),
    final("404-model", status(404), REFUSED),
    final("policy", status(400, code="content_policy_violation"), REFUSED),
    final("text-too-long", Fault(kind=Kind.TOO_LONG), REFUSED),
    slow("stall", Fault(kind=Kind.STALL)),
    slow("stall-within", Fault(kind=Kind.STALL, after=5)),
    slow("drip", Fault(kind=Kind.DRIP)),
    *(passing(f"cut-{n}", Fault(kind=Kind.CUT, after=n)) for n in range(12)),
    passing("reset", Fault(kind=Kind.RESET)),
    passing("reset-within", Fault(kind=Kind.RESET, after=5)),
    final("html", Fault(kind=Kind.HTML), REFUSED),
    final("json", Fault(kind=Kind.GARBLED, text='{"error": {}}'), REFUSED),
    final("half-json", Fault(kind=Kind.GARBLED, text='{"audio": "UklG'), REFUSED),
    broken("empty", Fault(kind=Kind.EMPTY), "speech-truncated"),
    broken("truncated", Fault(kind=Kind.TRUNCATED, after=2), "speech-truncated"),
    broken("silent", Fault(kind=Kind.SILENT), "speech-silent"),
    broken("endless", Fault(kind=Kind.OVERSIZED), "speech-too-long"),
    harmless("chunk-twice", Fault(kind=Kind.TWICE, after=3)),
)
AT_ONCE = ("429", "cut-5", "silent", "truncated")


class SecondSpeech(OpenAISpeech):
    """The same protocol under another provider's name."""

    def _named(self, name: str, language: str) -> Voice:
        return replace(super()._named(name, language), provider=SECOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """Voices over two simulators, and the tours they speak."""

    primary: Simulator
    second: Simulator
    forge: Forge
    opened: AsyncExitStack
    stage: Stage

    async def open(
        self, *, slow: tuple[bool, bool], address: str | None = None
    ) -> None:
        """Let two providers speak; with those that are slow, patience is short."""
        first = OpenAISpeech(
            api_key="sk-test",
            base_url=address or self.primary.base_url,
            voice="hum",
            patience=HURRIED if slow[0] else None,
        )
        then = SecondSpeech(
            api_key="sk-test",
            base_url=self.second.base_url,
            voice="croak",
            patience=HURRIED if slow[1] else None,
        )
        await self.hire((PRIMARY, first), (SECOND, then))

    async def hire(self, *named: tuple[str, OpenAISpeech | EspeakSpeech]) -> None:
        """Let these speak, the preferred one first."""
        chains = [
            self.forge.chain(
                Operation.SPEAK, (name, await self._metered(one)), in_flight=8
            )
            for name, one in named
        ]
        self.stage.voices = ResilientSpeech(chains=chains)

    async def _metered(self, one: OpenAISpeech | EspeakSpeech) -> SpeechGateway:
        stage = self.stage
        speech: SpeechGateway = await self.opened.enter_async_context(one)
        books = Books(
            begin=stage.begin, prices=stage.prices, clock=stage.clock, ids=stage.ids
        )
        return MeteredSpeech(speech=speech, books=books)

    async def a_tour(self) -> Tour:
        """Store a tour of one stop, five sentences in all."""
        return await self.stage.a_tour(stops=self.stage.stops()[:1])

    async def made(self, tour: Tour) -> Tour:
        """Have the tour made, and return it."""
        async with asyncio.timeout(CELL_S):
            await self.stage.make(tour)
        return self.stage.stored(tour)

    async def check(self, tour: Tour) -> None:
        """What holds in every cell."""
        stage, script = self.stage, await self.stage.script(tour)
        assert_books_are_closed(stage)
        assert_told_once(script)
        await assert_sound_is_whole(stage, tour)
        assert all(stop.written for stop in stage.stored(tour).stops)
        assert_charged_for_what_stands(
            stage, [one.piece_key for one in script if one.piece_key]
        )

    async def calls(self, provider: Simulator, tour: Tour) -> int:
        """Return how often a provider was asked for the same sentence, at most."""
        said = texts(await self.stage.script(tour))
        spoken = [spoken_form(text, "en") for text in said]
        return max(calls_by_thing(provider.calls, spoken).values(), default=0)

    def providers(self) -> set[str]:
        """Return who spoke."""
        return {piece.provider for piece in self.stage.store.pieces.values()}


@pytest_asyncio.fixture(loop_scope="module")
async def studio(
    primary: Simulator, second: Simulator, forge: Forge
) -> AsyncIterator[Studio]:
    stage = Stage(prices=PriceCatalogue(own=GRATIS.own), concurrency=5)
    async with AsyncExitStack() as opened:
        yield Studio(
            primary=primary, second=second, forge=forge, opened=opened, stage=stage
        )


def strike_both(studio: Studio, trouble: Trouble, reach: Reach) -> None:
    strike(trouble, reach, (studio.primary, SPEECH), (studio.second, SPEECH))


@pytest.mark.parametrize(("trouble", "reach"), cells(TROUBLES, at_once=AT_ONCE))
async def test_a_tour_is_heard_whole_or_read_with_the_reason(
    studio: Studio, stopwatch: NotedStopwatch, trouble: Trouble, reach: Reach
) -> None:
    await studio.open(slow=(trouble.is_slow, trouble.is_slow and reach is Reach.ALL))
    tour = await studio.a_tour()
    strike_both(studio, trouble, reach)

    made = await studio.made(tour)

    cause = made.failure.code if made.failure else None
    if reach is Reach.ALL and not trouble.harmless:
        assert made.state == life.VOICELESS
        assert cause in trouble.causes
    else:
        assert (made.state, cause) == (life.READY, None)
    await studio.check(tour)
    most = STRATEGY.attempts if reach is Reach.ONCE else trouble.calls
    assert await studio.calls(studio.primary, tour) <= most
    assert await studio.calls(studio.second, tour) <= most
    asked = len(studio.primary.calls) + len(studio.second.calls)
    assert len(studio.stage.store.ledger) == asked
    assert sum(stopwatch.pauses_s) <= 2 * 5 * STRATEGY.total_s


@pytest.mark.parametrize("trouble", [one for one in TROUBLES if one.name == "503"])
async def test_espeak_speaks_where_a_provider_is_down(
    studio: Studio, trouble: Trouble
) -> None:
    first = OpenAISpeech(
        api_key="sk-test", base_url=studio.primary.base_url, voice="hum"
    )
    await studio.hire((PRIMARY, first), (ESPEAK, EspeakSpeech()))
    tour = await studio.a_tour()
    strike_both(studio, trouble, Reach.PRIMARY)

    made = await studio.made(tour)

    assert made.state == life.READY
    assert studio.providers() == {ESPEAK}
    await studio.check(tour)
    assert not studio.stage.store.charges


async def test_a_server_that_is_not_there_is_replaced(studio: Studio) -> None:
    await studio.open(slow=(False, False), address=NOBODY)
    tour = await studio.a_tour()
    strike_both(studio, harmless("none", Fault(kind=Kind.TWICE)), Reach.ONCE)

    made = await studio.made(tour)

    assert made.state == life.READY
    assert studio.providers() == {SECOND}
    await studio.check(tour)


async def test_a_tour_whose_voices_came_back_is_spoken_to_its_end(
    studio: Studio,
) -> None:
    await studio.open(slow=(False, False))
    tour = await studio.a_tour()
    strike_both(studio, passing("503", status(503), AWAY), Reach.ALL)
    await studio.made(tour)
    strike_both(studio, passing("503", status(503), AWAY), Reach.ONCE)

    await studio.stage.retry(tour)
    made = await studio.made(tour)

    assert made.state == life.READY
    await studio.check(tour)
