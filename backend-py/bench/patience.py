"""What our patience costs: a call in the wrapper beside the bare call.

The thing measured is a call, so this process makes it itself, over real sockets.
"""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from statistics import median
from uuid import UUID

from bench.figures import AtMost, Figure
from bench.ground import AT_ONCE, Simulator, database, simulator
from bench.processes import Installation, installation
from tests.contracts.narrator_gateway import an_order
from walkumentary.domain.accounts.usage import Bill, Subject
from walkumentary.domain.ops.resilience import Operation, configured
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.speech import SpeechGateway, Utterance
from walkumentary.infra.jobs.procrastinate_app import ProcrastinateQueue
from walkumentary.infra.langchain.chat import Chat
from walkumentary.infra.langchain.client import Choice
from walkumentary.infra.langchain.writer import ChatWriter
from walkumentary.infra.metering.books import Books
from walkumentary.infra.metering.narrator import MeteredNarrator
from walkumentary.infra.metering.speech import MeteredSpeech
from walkumentary.infra.postgres.engine import open_engine
from walkumentary.infra.postgres.migrations import APP_ROLE
from walkumentary.infra.postgres.unit_of_work import PostgresBegin
from walkumentary.infra.pricing.catalogue import PriceCatalogue
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.dice import FairDice
from walkumentary.infra.resilience.narrator import ResilientNarrator
from walkumentary.infra.resilience.speech import ResilientSpeech
from walkumentary.infra.speech.openai import OpenAISpeech
from walkumentary.infra.system.clock import SystemClock
from walkumentary.infra.system.ids import UuidV7Ids
from walkumentary.infra.system.stopwatch import LoopStopwatch

RUNS, ROUNDS, LEDGER_ROUNDS, WARM_UP = 5, 100, 20, 5
WORDS = 60
"""Of a narration: about three sentences, streamed."""
WITHIN_MS = 1.0
IN_FLIGHT = 64
BARE, WRAPPED, METERED = "bare", "wrapped", "metered"
_PROVIDER = "openai-compatible"
_BILL = Bill(owner_id=UserId(UUID(int=1)), subject=Subject("tour", UUID(int=2)))
_SIZE = (
    f"{ROUNDS} rounds a run ({LEDGER_ROUNDS} with the ledger), the two ways in turn; "
    "provider on loopback, at once"
)

type Call = Callable[[], Awaitable[None]]
type Ways = Mapping[str, Call]
"""The same call, made in three ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Medians in ms by way, of two comparisons."""

    patience: Mapping[str, float]
    ledger: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What the calls stand on."""

    provider: Simulator
    books: Books
    forge: Forge
    opened: AsyncExitStack

    async def chat(self) -> Ways:
        """Return the ways to have a short stop written, to its last sentence."""
        choice = Choice(
            provider=_PROVIDER,
            model="gpt-simulated",
            api_key="sk-bench",
            base_url=self.provider.base_url,
        )
        writer = await self.opened.enter_async_context(ChatWriter(Chat(choice)))
        metered = MeteredNarrator(narrator=writer, books=self.books)
        return {
            BARE: _written(writer),
            WRAPPED: _written(self._patient_writer(writer)),
            METERED: _written(self._patient_writer(metered)),
        }

    async def speech(self) -> Ways:
        """Return the ways to have a sentence spoken."""
        voices = await self.opened.enter_async_context(
            OpenAISpeech(api_key="sk-bench", base_url=self.provider.base_url)
        )
        metered = MeteredSpeech(speech=voices, books=self.books)
        return {
            BARE: _spoken(voices),
            WRAPPED: _spoken(self._patient_voices(voices)),
            METERED: _spoken(self._patient_voices(metered)),
        }

    def _patient_writer(self, writer: NarratorGateway) -> NarratorGateway:
        chain = self.forge.chain(
            Operation.NARRATE, (_PROVIDER, writer), in_flight=IN_FLIGHT
        )
        return ResilientNarrator(chain=chain)

    def _patient_voices(self, voices: SpeechGateway) -> SpeechGateway:
        chain = self.forge.chain(
            Operation.SPEAK, (_PROVIDER, voices), in_flight=IN_FLIGHT
        )
        return ResilientSpeech(chains=[chain])


async def measure(_large: bool) -> tuple[Figure, ...]:  # noqa: FBT001
    """Call in turn, bare, wrapped, and wrapped with the ledger kept."""
    async with installation() as install, _ground(install) as ground:
        chat = await _runs(await ground.chat())
        speech = await _runs(await ground.speech())
    return (*_figures("chat call", chat), *_figures("speech call", speech))


@asynccontextmanager
async def _ground(install: Installation) -> AsyncIterator[_Ground]:
    async with AsyncExitStack() as opened:
        server = await opened.enter_async_context(database(install))
        url = server.url(user=APP_ROLE)
        engine = await opened.enter_async_context(open_engine(url, size=2))
        clock = SystemClock()
        begin = PostgresBegin(engine=engine, clock=clock, queue=ProcrastinateQueue())
        yield _Ground(
            provider=await simulator(install, AT_ONCE),
            books=Books(
                begin=begin, prices=PriceCatalogue(), clock=clock, ids=UuidV7Ids(clock)
            ),
            forge=Forge(
                resilience=configured("simple"),
                stopwatch=LoopStopwatch(),
                dice=FairDice(),
            ),
            opened=opened,
        )


def _written(narrator: NarratorGateway) -> Call:
    order = replace(an_order(words=WORDS), bill=_BILL)

    async def call() -> None:
        async for _ in narrator.narrate(order):
            pass

    return call


def _spoken(speech: SpeechGateway) -> Call:
    utterance = Utterance(
        text="The palace stands on piles.",
        voice=speech.voice(language="en", voice_id=None),
        speed=1.0,
        bill=_BILL,
    )

    async def call() -> None:
        await speech.speak(utterance)

    return call


async def _runs(ways: Ways) -> Sequence[_Run]:
    return [
        _Run(
            patience=await _medians_ms(ways, (BARE, WRAPPED), rounds=ROUNDS),
            ledger=await _medians_ms(ways, (WRAPPED, METERED), rounds=LEDGER_ROUNDS),
        )
        for _ in range(RUNS)
    ]


async def _medians_ms(
    ways: Ways, compared: Sequence[str], *, rounds: int
) -> Mapping[str, float]:
    """Make the call in two ways, again and again; return each way's median."""
    spent_ms: dict[str, list[float]] = {way: [] for way in compared}
    for n in range(WARM_UP + rounds):
        # Neither comes first every time.
        for way in _turned(compared, n):
            begun_s = time.perf_counter()
            await ways[way]()
            spent_ms[way].append(1_000 * (time.perf_counter() - begun_s))
    return {way: median(spent[WARM_UP:]) for way, spent in spent_ms.items()}


def _turned(ways: Sequence[str], turn: int) -> list[str]:
    first = turn % len(ways)
    return [*ways[first:], *ways[:first]]


def _figures(what: str, runs: Sequence[_Run]) -> tuple[Figure, ...]:
    return (
        Figure(
            name=f"patience with a {what}",
            formula="p50 in the wrapper (deadline, breaker, bulkhead, attempts) − p50 "
            "of the bare call",
            values=tuple(run.patience[WRAPPED] - run.patience[BARE] for run in runs),
            size=_SIZE,
            unit="ms",
            goal=AtMost(WITHIN_MS),
        ),
        Figure(
            name=f"the ledger for a {what}",
            formula="p50 with the ledger kept (a transaction before, one after) − p50 "
            "in the wrapper",
            values=tuple(run.ledger[METERED] - run.ledger[WRAPPED] for run in runs),
            size=_SIZE,
            unit="ms",
        ),
        Figure(
            name=f"a bare {what}",
            formula="p50 of the adapter alone",
            values=tuple(run.patience[BARE] for run in runs),
            size=_SIZE,
            unit="ms",
        ),
    )
