"""An embedding model behind a real socket."""

from collections.abc import AsyncIterator

import numpy as np
import pytest

from tests import makers
from tests.contracts.embedder_gateway import EmbedderContract
from tests.ledger import books
from tests.simulator.knobs import EMBEDDINGS, Fault, Kind, Knobs
from tests.simulator.server import Simulator, simulated
from walkumentary.domain.accounts.usage import own_bill
from walkumentary.domain.shared.errors import (
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.gateway.answers import KeyRefused, ModelNotFound
from walkumentary.gateway.notes import DIMENSIONS
from walkumentary.infra.embedding.openai import (
    MAX_CHARACTERS,
    OpenAIEmbedder,
    VectorsTooLong,
)
from walkumentary.infra.memory.store import MemoryStore


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with simulated() as running:
        yield running


@pytest.fixture
async def embedder(simulator: Simulator) -> AsyncIterator[OpenAIEmbedder]:
    async with an_embedder(simulator) as embedder:
        yield embedder


def an_embedder(
    simulator: Simulator, store: MemoryStore | None = None
) -> OpenAIEmbedder:
    return OpenAIEmbedder(
        api_key="sk-test",
        base_url=simulator.base_url,
        model="embedding-test",
        deadline_s=5.0,
        books=books(store),
    )


class TestOpenAIEmbedder(EmbedderContract):
    """The promises of the port."""


async def test_shorter_vectors_are_filled_up_with_zeros() -> None:
    async with (
        simulated(Knobs(dimensions=384)) as simulator,
        an_embedder(simulator) as embedder,
    ):
        vectors = await embedder.embed(["The palace."])

    assert vectors.shape == (1, DIMENSIONS)
    assert not vectors[0, 384:].any()
    assert np.linalg.norm(vectors[0]) == pytest.approx(1)


async def test_longer_vectors_are_refused_in_words() -> None:
    async with (
        simulated(Knobs(dimensions=1_536)) as simulator,
        an_embedder(simulator) as embedder,
    ):
        with pytest.raises(VectorsTooLong, match="1536 values although 1024"):
            await embedder.embed(["The palace."])


async def test_our_length_is_asked_for(
    simulator: Simulator, embedder: OpenAIEmbedder
) -> None:
    await embedder.embed(["The palace."])

    assert simulator.calls[0].body["dimensions"] == DIMENSIONS


async def test_long_texts_are_spread_over_requests_in_order(
    simulator: Simulator, embedder: OpenAIEmbedder
) -> None:
    long = "palace " * (MAX_CHARACTERS // 10)
    texts = [long, "The palace.", long, "A recipe."]

    vectors = await embedder.embed(texts)

    alone = [(await embedder.embed([text]))[0] for text in texts]
    assert len(simulator.calls) == 2 + 4
    assert np.allclose(vectors, alone, atol=1e-5)


async def test_each_request_is_a_row_in_the_ledger(simulator: Simulator) -> None:
    store, owner = MemoryStore(), makers.a_user_id()
    long = "palace " * (MAX_CHARACTERS // 10)
    async with an_embedder(simulator, store) as embedder:
        await embedder.embed(["The palace stands."], bill=own_bill(owner, "search"))
        await embedder.embed([long, long], bill=own_bill(owner, "import"))

    short, *rest = store.ledger.values()
    assert short.call.provider == "openai-compatible"
    assert short.call.bill.owner_id == owner
    assert short.end is not None
    assert (short.end.usage.tokens_in, short.end.outcome) == (3, "done")
    assert len(rest) == len(simulator.calls) - 1 == 2


async def test_what_failed_is_in_the_ledger_too(simulator: Simulator) -> None:
    store = MemoryStore()
    simulator.knobs.faults.append(Fault(kind=Kind.STATUS, path=EMBEDDINGS, status=500))
    async with an_embedder(simulator, store) as embedder:
        with pytest.raises(GatewayUnavailable):
            await embedder.embed(["A."], bill=own_bill(makers.a_user_id(), "search"))

    (row,) = store.ledger.values()
    assert row.end is not None
    assert (row.end.usage.tokens_in, row.end.outcome) == (0, "gateway-unavailable")


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (400, GatewayRefused),
        (401, KeyRefused),
        (404, ModelNotFound),
        (429, GatewayUnavailable),
        (500, GatewayUnavailable),
    ],
)
async def test_a_failure_is_named_after_one_call(
    simulator: Simulator,
    embedder: OpenAIEmbedder,
    status: int,
    failure: type[Exception],
) -> None:
    fault = Fault(kind=Kind.STATUS, path=EMBEDDINGS, status=status)
    simulator.knobs.faults.append(fault)

    with pytest.raises(failure):
        await embedder.embed(["The palace."])

    assert len(simulator.calls) == 1


async def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    fault = Fault(kind=Kind.STALL, path=EMBEDDINGS)
    async with (
        simulated(Knobs(faults=[fault])) as simulator,
        OpenAIEmbedder(
            api_key=None,
            base_url=simulator.base_url,
            model="m",
            deadline_s=0.3,
            books=books(),
        ) as embedder,
    ):
        with pytest.raises(GatewayTimeout):
            await embedder.embed(["The palace."])


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    async with OpenAIEmbedder(
        api_key=None, base_url="http://127.0.0.1:1/v1", model="m", books=books()
    ) as embedder:
        with pytest.raises(GatewayUnavailable):
            await embedder.embed(["The palace."])


def test_each_model_has_a_space_of_its_own() -> None:
    theirs = OpenAIEmbedder(api_key=None, model="a", books=books())
    ours = OpenAIEmbedder(
        api_key=None, base_url="http://localhost/v1", model="a", books=books()
    )

    assert len({theirs.name, ours.name}) == 2
    assert not theirs.name.startswith("lexical-")
