"""Embeddings of OpenAI, or of any server that speaks its protocol.

Source: POST /embeddings in OpenAI's API description. ``dimensions`` shortens vectors on
the server; models that know no such thing send what they have.
"""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.accounts.usage import Bill, Usage
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.gateway.notes import DIMENSIONS
from walkumentary.infra.langchain.errors import in_our_terms
from walkumentary.infra.metering.books import Books, Entry

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types import CreateEmbeddingResponse
    from openai.types.create_embedding_response import Usage as _Counted

MAX_CHARACTERS = 300_000
"""In one request: no more tokens than characters, and no more than 300,000 of these."""
_OPENAI_URL = "https://api.openai.com/v1"
CHARACTERS_A_TOKEN = 4
"""Of English, roughly; until the server says how many there were."""
_SHORTEST = 1e-12
"""Of a vector that points anywhere; NaN is not longer either."""
_NOTHING = "\N{ZERO WIDTH SPACE}"
"""Stands for an empty text, which the API refuses."""


class VectorsTooLong(GatewayRefused):
    """The embedding model's vectors are longer than our column."""

    code = "vectors-too-long"
    title = "The embedding model does not fit"


class OpenAIEmbedder:
    """One embedding model; shorter vectors are padded with zeros.

    Zeros change neither lengths nor cosines.

    Args:
        api_key: None for a server that asks for none.
        base_url: of a compatible server, up to and with its version; None for OpenAI.
        model: such as ``text-embedding-3-small``.
        deadline_s: for one request, of 256 texts at most.
        books: in which every call is written.
    """

    def __init__(
        self,
        *,
        api_key: str | None,
        base_url: str | None = None,
        model: str,
        deadline_s: float = 30.0,
        books: Books,
    ) -> None:
        self._api_key = api_key
        self._base_url = base_url
        self._model = model
        self._deadline_s = deadline_s
        self._books = books
        self._connecting = asyncio.Lock()
        self._client: AsyncOpenAI | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, if any were opened."""
        if self._client:
            await self._client.close()

    @property
    def name(self) -> str:
        """Provider and model: each has a space of its own."""
        provider = "openai-compatible" if self._base_url else "openai"
        return f"{provider}/{self._model}"

    async def embed(
        self, texts: Sequence[str], *, bill: Bill | None = None
    ) -> NDArray[np.float32]:
        """Embed texts in order.

        Raises:
            VectorsTooLong: the model does not shorten its vectors to ours.
            KeyRefused, ModelNotFound, GatewayRefused: the server will not.
            GatewayUnavailable, GatewayTimeout: it cannot, now.
        """
        return np.concatenate(
            [await self._rows(some, bill) for some in _requests(texts)]
        )

    async def _rows(
        self, texts: Sequence[str], bill: Bill | None
    ) -> NDArray[np.float32]:
        """Embed what one request takes; it is in the ledger, however it ends."""
        expected = self._usage(tokens=sum(map(len, texts)) // CHARACTERS_A_TOKEN)
        async with self._books.entry(
            bill, operation=Operation.EMBED, expected=expected
        ) as entry:
            return await self._answered(texts, entry)

    async def _answered(
        self, texts: Sequence[str], entry: Entry
    ) -> NDArray[np.float32]:
        client = await self._connected()
        from openai import OpenAIError  # noqa: PLC0415 - just loaded

        # Read under translation too: servers in between answer pages, or other JSON.
        with in_our_terms((OpenAIError,)):
            answer = await self._asked(client, [text or _NOTHING for text in texts])
            self._note(answer, entry)
            rows = sorted(answer.data, key=lambda row: row.index)
            return _unit_rows([row.embedding for row in rows], asked=len(texts))

    async def _asked(
        self, client: "AsyncOpenAI", texts: Sequence[str]
    ) -> "CreateEmbeddingResponse":
        async with asyncio.timeout(self._deadline_s):
            return await client.embeddings.create(
                model=self._model,
                input=list(texts),
                dimensions=DIMENSIONS,
                encoding_format="float",
            )

    async def _connected(self) -> "AsyncOpenAI":
        async with self._connecting:
            if self._client is None:
                self._client = await asyncio.to_thread(self._connect)
        return self._client

    def _connect(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI  # noqa: PLC0415 - a second to import

        return AsyncOpenAI(
            api_key=self._api_key or "none",
            base_url=self._base_url or _OPENAI_URL,
            max_retries=0,
            timeout=self._deadline_s,
        )

    def _note(self, answer: "CreateEmbeddingResponse", entry: Entry) -> None:
        """Note what was used; some compatible servers do not say."""
        entry.has_answered = True
        counted: _Counted | None = answer.usage
        if counted is not None:
            entry.used(self._usage(tokens=counted.prompt_tokens))

    def _usage(self, *, tokens: int) -> Usage:
        provider = self.name.partition("/")[0]
        return Usage(provider=provider, model=self._model, tokens_in=tokens)


def _requests(texts: Sequence[str]) -> Sequence[Sequence[str]]:
    """Cut the texts into requests that keep to the provider's limit of tokens."""
    requests: list[list[str]] = [[]]
    for text in texts:
        if sum(map(len, requests[-1])) + len(text) > MAX_CHARACTERS:
            requests.append([])
        requests[-1].append(text)
    return [request for request in requests if request]


def _unit_rows(
    vectors: Sequence[Sequence[float]], *, asked: int
) -> NDArray[np.float32]:
    """Return one row of unit length for each text asked for."""
    lengths = {len(vector) for vector in vectors}
    if len(vectors) != asked or len(lengths) != 1:
        raise GatewayUnavailable("The embedding server did not answer every text.")
    rows = np.asarray(vectors, np.float32)
    if not np.linalg.norm(rows, axis=1).min() > _SHORTEST:
        raise GatewayUnavailable("The embedding server sent vectors without length.")
    return _padded(rows)


def _padded(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    missing = DIMENSIONS - rows.shape[1]
    if missing < 0:
        raise VectorsTooLong(
            f"The embedding model sends {rows.shape[1]} values although {DIMENSIONS} "
            "are asked for, the most that are stored: choose another model."
        )
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.pad(rows / norms, ((0, 0), (0, missing))).astype(np.float32)
