"""Writers that fail in every way: the tour is told whole, or says why not."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio

from tests.integration.faults.conftest import NotedStopwatch
from tests.integration.faults.matrix import (
    AWAY,
    KEYS,
    NOBODY,
    ONCE_MORE,
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
    lucky,
    passing,
    slow,
    strike,
)
from tests.integration.faults.outcomes import (
    assert_books_are_closed,
    assert_charged_for_what_stands,
    assert_told_once,
    calls_by_thing,
    narrated,
)
from tests.integration.narration.chats import ANTHROPIC, GOOGLE, OPENAI, Setup
from tests.outside import outside
from tests.simulator.knobs import Fault, Kind
from tests.simulator.server import Simulator
from tests.unit.usecase.tours.money import GRATIS
from tests.unit.usecase.tours.stage import STOPS, Stage
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.shared.text import sentences
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.infra.langchain.chat import Chat
from walkumentary.infra.langchain.patience import Deadlines
from walkumentary.infra.langchain.writer import ChatWriter
from walkumentary.infra.metering.books import Books
from walkumentary.infra.metering.narrator import MeteredNarrator
from walkumentary.infra.pricing.catalogue import PriceCatalogue
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.narrator import ResilientNarrator

pytestmark = pytest.mark.asyncio(loop_scope="module")

HURRIED = Deadlines(
    first_item_s=0.4, between_items_s=0.3, words_per_s=10_000.0, grace_s=0.2
)
CELL_S = 20.0
"""No cell takes longer; most take a tenth of a second."""
IN_THE_MIDDLE = 30
"""Tokens; the first sentence is told by then."""


def endless(after: int, text: str) -> Fault:
    """Return the fault of a model that finds no end."""
    return Fault(kind=Kind.OVERSIZED, after=after, text=40 * text)


TROUBLES: Sequence[Trouble] = (
    *STATUSES,
    *KEYS,
    passing("429-spent", SPENT.fault, REFUSED, AWAY),
    final("context-too-long", Fault(kind=Kind.TOO_LONG), "context-too-long"),
    slow("stall", Fault(kind=Kind.STALL)),
    slow("stall-within", Fault(kind=Kind.STALL, after=IN_THE_MIDDLE)),
    slow("drip", Fault(kind=Kind.DRIP)),
    passing("cut", Fault(kind=Kind.CUT), AWAY),
    passing("reset", Fault(kind=Kind.RESET), AWAY),
    lucky(passing("reset-within", Fault(kind=Kind.RESET, after=IN_THE_MIDDLE), AWAY)),
    passing("error-event", Fault(kind=Kind.ERROR_EVENT), AWAY),
    passing("error-within", Fault(kind=Kind.ERROR_EVENT, after=IN_THE_MIDDLE), AWAY),
    passing("html", Fault(kind=Kind.HTML), AWAY),
    harmless("split-letters", Fault(kind=Kind.SPLIT)),
    harmless("no-end", Fault(kind=Kind.NO_END)),
    harmless("no-usage", Fault(kind=Kind.NO_USAGE)),
    harmless("fenced", Fault(kind=Kind.FENCED)),
    harmless("sloppy", Fault(kind=Kind.SLOPPY)),
    broken("token-twice", Fault(kind=Kind.TWICE), "answer-malformed"),
    broken("babble", Fault(kind=Kind.BABBLE), "answer-malformed"),
    broken("schema-broken", Fault(kind=Kind.MISSHAPEN), "answer-malformed"),
    broken("empty", Fault(kind=Kind.EMPTY), "answer-empty"),
    broken("length", Fault(kind=Kind.LENGTH), "answer-cut-short"),
    broken(
        "length-within",
        Fault(kind=Kind.LENGTH, after=IN_THE_MIDDLE),
        "answer-cut-short",
    ),
    broken("wrong-language", Fault(kind=Kind.WRONG_LANGUAGE), "wrong-language"),
    broken("echo", Fault(kind=Kind.ECHO), "prompt-echoed"),
    broken("endless-blanks", endless(5, "\n "), "answer-endless"),
    broken("endless-text", endless(12, " on"), "answer-endless"),
    broken("endless-within", endless(IN_THE_MIDDLE, " on"), "answer-endless"),
    final("refusal", Fault(kind=Kind.REFUSAL), "answer-refused"),
    final(
        "filter", Fault(kind=Kind.CONTENT_FILTER), "answer-filtered", "answer-refused"
    ),
    final(
        "filter-within",
        Fault(kind=Kind.CONTENT_FILTER, after=IN_THE_MIDDLE),
        "answer-filtered",
        "answer-refused",
    ),
)
OF_GOOGLE = [one for one in TROUBLES if one.name != "no-end"] + [
    lucky(passing("no-end", Fault(kind=Kind.NO_END)))
]
"""Nothing but the reason why it ended says that a stream of Google's is whole."""
AT_ONCE = ("429", "cut", "wrong-language", "refusal", "no-usage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Two writers, and the tours they are given."""

    stage: Stage
    primary: Simulator
    second: Simulator
    paths: tuple[str, str]
    stopwatch: NotedStopwatch

    async def a_tour(self) -> Tour:
        """Store a tour whose notes hold letters of several bytes."""
        tour = await self.stage.a_tour()
        notes = self.stage.store.notes
        for note in list(notes.values()):
            notes[note.id] = replace(note, text=note.text.replace("wall", "façade"))
        return tour

    def strike(self, trouble: Trouble, reach: Reach) -> None:
        """Break the providers."""
        first, then = self.paths
        strike(trouble, reach, (self.primary, first), (self.second, then))

    def say(self, texts: Sequence[str], reach: Reach) -> None:
        """Have the broken providers answer these, one after the other, over again."""
        for simulator in (self.primary, self.second):
            [*faults] = simulator.knobs.faults
            simulator.knobs.faults[:] = [
                replace(fault, text=text, times=1)
                for fault in faults
                for text in (texts if reach is Reach.ONCE else 4 * [*texts])
            ]

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
        known = {
            text for note in stage.store.notes.values() for text in sentences(note.text)
        }
        assert {one.text for one in narrated(script)} <= known
        written = [stop for stop in stage.stored(tour).stops if stop.written]
        assert_charged_for_what_stands(stage, [one.narration_key for one in written])
        assert len(stage.store.ledger) == len(self.primary.calls) + len(
            self.second.calls
        )

    def calls(self, provider: Simulator, tour: Tour) -> int:
        """Return how often a provider was asked for the same stop, at most."""
        names = [stop.name for stop in tour.stops]
        asked = calls_by_thing(provider.calls, names)
        return max(asked.values(), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiring:
    """Makes desks; what they open is closed after the test."""

    primary: Simulator
    second: Simulator
    forge: Forge
    stopwatch: NotedStopwatch
    opened: AsyncExitStack

    async def desk(
        self,
        *,
        slow: Sequence[bool] = (False, False),
        setups: tuple[Setup, Setup] = (OPENAI, ANTHROPIC),
        addresses: tuple[str, str] | None = None,
    ) -> Desk:
        """Return a desk; with those that are slow, patience is short."""
        stage = Stage(prices=PriceCatalogue(own=GRATIS.own))
        here = setups[0].address(self.primary), setups[1].address(self.second)
        named = [
            (setup.provider, await self._writer(stage, setup.at(address, _in(hurry))))
            for setup, address, hurry in zip(
                setups, addresses or here, slow, strict=True
            )
        ]
        chain = self.forge.chain(Operation.NARRATE, *named, in_flight=64)
        stage.narrators = ResilientNarrator(chain=chain)
        return Desk(
            stage=stage,
            primary=self.primary,
            second=self.second,
            paths=(setups[0].path, setups[1].path),
            stopwatch=self.stopwatch,
        )

    async def _writer(self, stage: Stage, chat: Chat) -> NarratorGateway:
        writer = await self.opened.enter_async_context(ChatWriter(chat))
        books = Books(
            begin=stage.begin, prices=stage.prices, clock=stage.clock, ids=stage.ids
        )
        return MeteredNarrator(narrator=writer, books=books)


def _in(hurry: bool) -> Deadlines:
    return HURRIED if hurry else Deadlines()


@pytest_asyncio.fixture(loop_scope="module")
async def hiring(
    primary: Simulator, second: Simulator, forge: Forge, stopwatch: NotedStopwatch
) -> AsyncIterator[Hiring]:
    async with AsyncExitStack() as opened:
        yield Hiring(
            primary=primary,
            second=second,
            forge=forge,
            stopwatch=stopwatch,
            opened=opened,
        )


def slow_at(trouble: Trouble, reach: Reach) -> tuple[bool, bool]:
    """Tell with which of two providers patience must be short."""
    return trouble.is_slow, trouble.is_slow and reach is Reach.ALL


@pytest.mark.parametrize(("trouble", "reach"), cells(TROUBLES, at_once=AT_ONCE))
async def test_a_tour_is_told_whole_or_says_why_not(
    hiring: Hiring, trouble: Trouble, reach: Reach
) -> None:
    desk = await hiring.desk(slow=slow_at(trouble, reach))

    await assert_told_or_explained(desk, trouble, reach)


@pytest.mark.parametrize(("trouble", "reach"), cells(OF_GOOGLE))
async def test_so_it_is_where_google_writes_first(
    hiring: Hiring, trouble: Trouble, reach: Reach
) -> None:
    desk = await hiring.desk(slow=slow_at(trouble, reach), setups=(GOOGLE, OPENAI))

    await assert_told_or_explained(desk, trouble, reach)


async def assert_told_or_explained(desk: Desk, trouble: Trouble, reach: Reach) -> None:
    """Let the trouble happen; the tour is whole, or its failure has the cause."""
    tour = await desk.a_tour()
    desk.strike(trouble, reach)

    made = await desk.made(tour)

    assert_ended(made, trouble, reach)
    await desk.check(tour)
    assert desk.calls(desk.primary, tour) <= asked_at_most(trouble, reach)
    assert desk.calls(desk.second, tour) <= asked_at_most(trouble, reach)
    assert sum(desk.stopwatch.pauses_s) <= len(tour.stops) * STRATEGY.total_s


def assert_ended(made: Tour, trouble: Trouble, reach: Reach) -> None:
    """It is ready, unless nobody could write it: then its cause is told."""
    cause = made.failure.code if made.failure else None
    if reach is Reach.ALL and not trouble.harmless:
        ends = {life.ERROR, life.READY} if trouble.is_lucky else {life.ERROR}
        assert made.state in ends
        assert cause in trouble.causes | ({None} if trouble.is_lucky else set())
    else:
        assert (made.state, cause) == (life.READY, None)


def asked_at_most(trouble: Trouble, reach: Reach) -> int:
    """Return how often a provider may be asked for one thing."""
    return STRATEGY.attempts if reach is Reach.ONCE else trouble.calls


@pytest.mark.ci
@pytest.mark.parametrize("after", range(40))
@pytest.mark.parametrize("reach", Reach)
async def test_a_tour_cut_at_any_token_is_told_whole_or_says_why_not(
    hiring: Hiring, after: int, reach: Reach
) -> None:
    trouble = passing(f"cut-{after}", Fault(kind=Kind.CUT, after=after), AWAY)
    desk = await hiring.desk()
    tour = await desk.a_tour()
    desk.strike(trouble, reach)

    made = await desk.made(tour)

    assert_ended(made, trouble, reach)
    await desk.check(tour)
    assert desk.calls(desk.primary, tour) <= STRATEGY.attempts
    assert desk.calls(desk.second, tour) <= STRATEGY.attempts


@pytest.mark.parametrize("gone", [1, 2], ids=["primary", "all"])
async def test_writers_that_are_not_there(hiring: Hiring, gone: int) -> None:
    addresses = [hiring.primary.base_url, hiring.second.root]
    addresses[:gone] = [NOBODY] * gone
    desk = await hiring.desk(addresses=(addresses[0], addresses[1]))
    tour = await desk.a_tour()
    desk.strike(harmless("none", Fault(kind=Kind.FENCED)), Reach.ONCE)

    made = await desk.made(tour)

    assert made.state == (life.READY if gone == 1 else life.ERROR)
    assert_books_are_closed(desk.stage)
    assert bool(desk.stage.store.charges) == (gone == 1)


def some_malformed() -> Sequence[str]:
    """Return JSON as models break it."""
    return ("{'sentences': ", '{"sentences": [{"text": }]}', "[1, 2", "```json", "")


def every_malformed() -> Sequence[str]:
    """Return every recorded case."""
    lines = outside("malformed_json/cases.jsonl").read_text().splitlines()
    return [json.loads(line)["input"] for line in lines]


@pytest.mark.parametrize(
    "cases",
    [
        pytest.param(some_malformed, id="some"),
        pytest.param(every_malformed, id="recorded", marks=pytest.mark.ci),
    ],
)
@pytest.mark.parametrize("reach", Reach)
async def test_malformed_json_never_reaches_a_tour(
    hiring: Hiring, cases: Callable[[], Sequence[str]], reach: Reach
) -> None:
    trouble = broken("malformed", Fault(kind=Kind.GARBLED), "answer-malformed")
    texts = cases()
    for start in range(0, len(texts), STOPS):
        some = texts[start : start + STOPS]
        desk = await hiring.desk()
        tour = await desk.a_tour()
        desk.strike(trouble, reach)
        desk.say(some, reach)

        made = await desk.made(tour)

        ends = {life.ERROR} if reach is Reach.ALL else {life.READY}
        assert made.state in ends, some
        await desk.check(tour)
        assert desk.calls(desk.primary, tour) <= ONCE_MORE
