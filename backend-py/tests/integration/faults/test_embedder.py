"""Embedders that fail in every way: walks and answers come without them, and say so."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace

import pytest
import pytest_asyncio

from tests.integration.faults.conftest import NotedStopwatch
from tests.integration.faults.matrix import (
    KEYS,
    NOBODY,
    SPENT,
    STATUSES,
    STRATEGY,
    Reach,
    Trouble,
    cells,
    final,
    harmless,
    passing,
    slow,
    strike,
)
from tests.ledger import books
from tests.packs import CENTRE
from tests.simulator.knobs import EMBEDDINGS, Fault, Kind
from tests.simulator.server import Simulator
from tests.unit.usecase.tours.planning import Planning
from walkumentary.domain.notes.search import NoteSearch
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.shared.errors import GatewayError
from walkumentary.domain.tours.request import TourRequest
from walkumentary.gateway.notes import EmbedderGateway
from walkumentary.infra.embedding.openai import OpenAIEmbedder
from walkumentary.infra.memory.notes import MemoryNotesReader
from walkumentary.infra.memory.places import MemoryPlacesReader
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.embedder import ResilientEmbedder
from walkumentary.usecase.notes.search_notes import SearchNotes
from walkumentary.usecase.tours.plan_walk import PlanWalk, PlanWalkQuery

pytestmark = pytest.mark.asyncio(loop_scope="module")

CELL_S = 20.0
HURRIED_S, CALM_S = 0.4, 5.0
WISHES = TourRequest(coordinates=CENTRE, interests=("history", "tulips"))

TROUBLES: Sequence[Trouble] = (
    *STATUSES,
    *KEYS,
    SPENT,
    final("too-long", Fault(kind=Kind.TOO_LONG), "context-too-long"),
    slow("stall", Fault(kind=Kind.STALL)),
    slow("stall-within", Fault(kind=Kind.STALL, after=200)),
    slow("drip", Fault(kind=Kind.DRIP)),
    slow("endless", Fault(kind=Kind.OVERSIZED, after=200)),
    passing("cut", Fault(kind=Kind.CUT)),
    passing("cut-within", Fault(kind=Kind.CUT, after=200)),
    passing("reset", Fault(kind=Kind.RESET)),
    passing("reset-within", Fault(kind=Kind.RESET, after=1)),
    passing("html", Fault(kind=Kind.HTML)),
    passing("empty", Fault(kind=Kind.EMPTY)),
    passing("no-body", Fault(kind=Kind.GARBLED)),
    passing("malformed", Fault(kind=Kind.GARBLED, text='{"data": [{"embedding": [0.1')),
    passing("other-json", Fault(kind=Kind.GARBLED, text='["embeddings"]')),
    passing("null", Fault(kind=Kind.GARBLED, text="null")),
    passing("schema-broken", Fault(kind=Kind.MISSHAPEN)),
    passing("one-less", Fault(kind=Kind.TRUNCATED)),
    passing("one-twice", Fault(kind=Kind.TWICE)),
    passing("zeros", Fault(kind=Kind.SILENT)),
    passing("no-numbers", Fault(kind=Kind.NOT_A_NUMBER)),
    harmless("no-usage", Fault(kind=Kind.NO_USAGE)),
)
REACHES = (Reach.ONCE, Reach.ALL)
"""Nobody stands in: no other embedder has the same space."""
AT_ONCE = ("429", "stall", "html", "no-usage")

type Hired = Callable[[Trouble], EmbedderGateway]


@pytest_asyncio.fixture(loop_scope="module")
async def hired(primary: Simulator, forge: Forge) -> AsyncIterator[Hired]:
    opened: list[OpenAIEmbedder] = []

    def hire(trouble: Trouble) -> EmbedderGateway:
        model = OpenAIEmbedder(
            api_key="sk-test",
            base_url=primary.base_url,
            model="m",
            deadline_s=HURRIED_S if trouble.is_slow else CALM_S,
            books=books(),
        )
        opened.append(model)
        return resilient(model, forge)

    yield hire
    for model in opened:
        await model.aclose()


def resilient(model: OpenAIEmbedder, forge: Forge) -> EmbedderGateway:
    embedder: EmbedderGateway = model
    chain = forge.chain(Operation.EMBED, (model.name, embedder), in_flight=8)
    return ResilientEmbedder(chain=chain)


def planner(planning: Planning, embedder: EmbedderGateway) -> PlanWalk:
    return replace(planning.plan_walk, embedder=embedder)


def searcher(planning: Planning, embedder: EmbedderGateway) -> SearchNotes:
    return SearchNotes(
        places=MemoryPlacesReader(planning.store),
        notes=MemoryNotesReader(planning.store, embedder=embedder.name),
        embedder=embedder,
    )


def missing(trouble: Trouble, reach: Reach) -> list[str]:
    """Return what an answer has to do without."""
    tried_again = reach is Reach.ONCE and trouble.calls > 1
    return [] if trouble.harmless or tried_again else ["embedder"]


@pytest.mark.parametrize(
    ("trouble", "reach"), cells(TROUBLES, at_once=AT_ONCE, reaches=REACHES)
)
async def test_a_walk_is_planned_with_an_embedder_or_without(
    hired: Hired,
    primary: Simulator,
    stopwatch: NotedStopwatch,
    trouble: Trouble,
    reach: Reach,
) -> None:
    planning = Planning()
    plan = planner(planning, hired(trouble))
    strike(trouble, reach, (primary, EMBEDDINGS))

    async with asyncio.timeout(CELL_S):
        query = PlanWalkQuery(actor=planning.actor, request=WISHES)
        planned = await plan.execute(query)

    assert len(planned.plan.stops) >= 3
    assert list(planned.degraded) == missing(trouble, reach)
    assert len(primary.calls) <= (STRATEGY.attempts if trouble.calls > 1 else 1)
    assert sum(stopwatch.pauses_s) <= STRATEGY.total_s


@pytest.mark.parametrize(
    ("trouble", "reach"), cells(TROUBLES, at_once=["503"], reaches=REACHES)
)
async def test_a_question_is_answered_with_an_embedder_or_without(
    hired: Hired, primary: Simulator, trouble: Trouble, reach: Reach
) -> None:
    planning = Planning()
    search = searcher(planning, hired(trouble))
    strike(trouble, reach, (primary, EMBEDDINGS))

    async with asyncio.timeout(CELL_S):
        found = await search.execute(NoteSearch(actor=planning.actor, query="tower"))

    assert list(found.degraded) == missing(trouble, reach)


@pytest.mark.ci
@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
async def test_what_went_wrong_has_a_name(
    hired: Hired, primary: Simulator, trouble: Trouble
) -> None:
    embedder = hired(trouble)
    strike(trouble, Reach.ALL, (primary, EMBEDDINGS))

    try:
        await embedder.embed(["tower", "wall"])
        cause = None
    except GatewayError as error:
        cause = error.code

    assert cause in (trouble.causes or {None})


async def test_a_server_that_is_not_there_is_done_without(forge: Forge) -> None:
    planning = Planning()
    async with OpenAIEmbedder(
        api_key=None, base_url=NOBODY, model="m", books=books()
    ) as gone:
        plan = planner(planning, resilient(gone, forge))
        planned = await plan.execute(
            PlanWalkQuery(actor=planning.actor, request=WISHES)
        )

    assert list(planned.degraded) == ["embedder"]
