"""Models that fail to look in every way: nothing is claimed that was not seen."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests import makers
from tests.contracts.knowledge import a_landmark, north_of
from tests.integration.faults.conftest import NotedStopwatch
from tests.integration.faults.matrix import (
    AWAY,
    KEYS,
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
    strike,
)
from tests.integration.narration.chats import ANTHROPIC, OPENAI, Setup
from tests.simulator.knobs import Fault, Kind
from tests.simulator.server import Simulator
from tests.unit.usecase.doubles import (
    ListedPictures,
    memory_knowledge,
    place_usecases,
)
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.places.recognition import Method
from walkumentary.gateway.pictures import Picture
from walkumentary.gateway.vision import VisionGateway
from walkumentary.infra.langchain.patience import Deadlines
from walkumentary.infra.langchain.vision import ChatVision
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.vision import ResilientVision
from walkumentary.usecase.places.recognize_place import (
    Recognition,
    RecognizePlaceQuery,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

HURRIED = Deadlines(
    first_item_s=0.4, between_items_s=0.3, words_per_s=10_000.0, grace_s=0.2
)
CELL_S = 20.0
IN_THE_MIDDLE = 5
"""Tokens of an answer of some twenty."""
PICTURE = b"photo"


def says(text: str) -> Fault:
    """Return the fault of a model that says something else."""
    return Fault(kind=Kind.GARBLED, text=text)


def sees(**claims: str) -> Fault:
    """Return the fault of an answer with these values, as JSON."""
    whole = {"name": '"Gate"', "description": '"A gate."', "confidence": "1", **claims}
    inner = ", ".join(f'"{key}": {value}' for key, value in whole.items())
    return says(f"{{{inner}}}")


def endless(after: int, text: str) -> Fault:
    """Return the fault of a model that finds no end."""
    return Fault(kind=Kind.OVERSIZED, after=after, text=40 * text)


TROUBLES: Sequence[Trouble] = (
    *STATUSES,
    *KEYS,
    passing("429-spent", SPENT.fault, "gateway-refused", AWAY),
    final("context-too-long", Fault(kind=Kind.TOO_LONG)),
    slow("stall", Fault(kind=Kind.STALL)),
    slow("stall-within", Fault(kind=Kind.STALL, after=IN_THE_MIDDLE)),
    slow("drip", Fault(kind=Kind.DRIP)),
    *(passing(f"cut-{n}", Fault(kind=Kind.CUT, after=n)) for n in range(20)),
    passing("reset", Fault(kind=Kind.RESET)),
    passing("reset-within", Fault(kind=Kind.RESET, after=IN_THE_MIDDLE)),
    passing("error-event", Fault(kind=Kind.ERROR_EVENT)),
    passing("error-within", Fault(kind=Kind.ERROR_EVENT, after=IN_THE_MIDDLE)),
    passing("html", Fault(kind=Kind.HTML)),
    harmless("split-letters", Fault(kind=Kind.SPLIT)),
    harmless("no-end", Fault(kind=Kind.NO_END)),
    harmless("no-usage", Fault(kind=Kind.NO_USAGE)),
    broken("token-twice", Fault(kind=Kind.TWICE)),
    broken("babble", Fault(kind=Kind.BABBLE)),
    broken("empty", Fault(kind=Kind.EMPTY)),
    broken("no-json", says("{'name': ")),
    broken("no-number", sees(confidence='"high"')),
    broken("too-sure", sees(confidence="2")),
    broken("not-a-number", sees(confidence="NaN")),
    broken("no-text", sees(name="7")),
    broken("length", Fault(kind=Kind.LENGTH)),
    broken("length-within", Fault(kind=Kind.LENGTH, after=IN_THE_MIDDLE)),
    broken("wrong-language", Fault(kind=Kind.WRONG_LANGUAGE)),
    broken("endless-blanks", endless(1, "\n ")),
    broken("endless-text", endless(IN_THE_MIDDLE, " on")),
    final("refusal", Fault(kind=Kind.REFUSAL)),
    final("filter", Fault(kind=Kind.CONTENT_FILTER)),
)
AT_ONCE = ("429", "html", "refusal")


class Looking:
    """Two models that look, over two simulators."""

    def __init__(
        self,
        primary: Simulator,
        second: Simulator,
        forge: Forge,
        opened: AsyncExitStack,
    ) -> None:
        self.primary, self.second = primary, second
        self._forge, self._opened = forge, opened

    async def vision(self, *, hurried: tuple[bool, bool]) -> VisionGateway:
        """Return the chain of both."""
        models = [
            ("first", await self._model(OPENAI, self.primary, hurried[0])),
            ("second", await self._model(ANTHROPIC, self.second, hurried[1])),
        ]
        chain = self._forge.chain(Operation.LOOK, *models, in_flight=8)
        return ResilientVision(chain=chain)

    async def _model(
        self, setup: Setup, simulator: Simulator, hurried: bool
    ) -> VisionGateway:
        chat = setup.chat(simulator, HURRIED if hurried else None)
        return await self._opened.enter_async_context(ChatVision(chat))


@pytest_asyncio.fixture(loop_scope="module")
async def looking(
    primary: Simulator, second: Simulator, forge: Forge
) -> AsyncIterator[Looking]:
    async with AsyncExitStack() as opened:
        yield Looking(primary, second, forge, opened)


async def recognised(vision: VisionGateway, *, metres: Sequence[float]) -> Recognition:
    """Return what a picture shows that was taken among landmarks so far away."""
    knowledge = memory_knowledge(MemoryStore())
    for away in metres:
        await a_landmark(knowledge, "Old.", position=north_of(makers.DAM, away))
    picture = Picture(jpeg=b"jpeg", position=makers.DAM, heading_deg=None)
    recognize = place_usecases(
        knowledge, pictures=ListedPictures({PICTURE: picture}), vision=vision
    ).recognize
    query = RecognizePlaceQuery(actor=makers.an_actor(), image=PICTURE)
    async with asyncio.timeout(CELL_S):
        return await recognize.execute(query)


@pytest.mark.parametrize(("trouble", "reach"), cells(TROUBLES, at_once=AT_ONCE))
async def test_a_picture_is_recognised_or_nothing_is_claimed(
    looking: Looking, stopwatch: NotedStopwatch, trouble: Trouble, reach: Reach
) -> None:
    is_hurried = trouble.is_slow, trouble.is_slow and reach is Reach.ALL
    vision = await looking.vision(hurried=is_hurried)
    primary, second = looking.primary, looking.second
    strike(trouble, reach, (primary, OPENAI.path), (second, ANTHROPIC.path))

    shown = await recognised(vision, metres=(30, -40))

    assert_claimed(shown, is_seen=trouble.harmless or reach is not Reach.ALL)
    most = STRATEGY.attempts if reach is Reach.ONCE else trouble.calls
    assert max(len(primary.calls), len(second.calls)) <= most
    assert sum(stopwatch.pauses_s) <= STRATEGY.total_s


def assert_claimed(shown: Recognition, *, is_seen: bool) -> None:
    """A name with what was seen, or candidates and what was away."""
    method = Method.VISION if is_seen else Method.NONE
    assert shown.method is method
    assert (shown.name is not None) == is_seen
    assert list(shown.degraded) == ([] if is_seen else ["vision"])
    assert len(shown.candidates) == 2


async def test_where_position_tells_no_model_is_missed(looking: Looking) -> None:
    vision = await looking.vision(hurried=(False, False))
    down = passing("503", Fault(kind=Kind.STATUS, status=503))
    strike(
        down,
        Reach.ALL,
        (looking.primary, OPENAI.path),
        (looking.second, ANTHROPIC.path),
    )

    shown = await recognised(vision, metres=(20,))

    assert shown.method is Method.EXIF
    assert not shown.degraded
    assert not looking.primary.calls
