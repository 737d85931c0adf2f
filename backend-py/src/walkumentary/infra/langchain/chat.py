"""One chat model of any provider: asked, metered, and its failures named."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from walkumentary.domain.accounts.usage import Meter, Usage, unmetered
from walkumentary.domain.shared.errors import GatewayError
from walkumentary.gateway.answers import (
    AnswerCutShort,
    AnswerEndless,
    AnswerFiltered,
    AnswerRefused,
    ContextTooLong,
)
from walkumentary.infra.langchain.client import ChatClient, Choice, End, Turns
from walkumentary.infra.langchain.errors import in_our_terms
from walkumentary.infra.langchain.patience import Deadlines, Patience
from walkumentary.infra.langchain.providers import connected

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk
    from langchain_core.messages.ai import UsageMetadata

_SHORTEST, _PER_WORD = 2_000, 40
"""Characters no answer is denied; a word has six, and six more of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one call asks; ``words`` is about how long the answer will be.

    ``meter`` is told once, if the provider says what was used.
    """

    turns: Turns
    schema: Mapping[str, object]
    words: int
    meter: Meter = unmetered

    @property
    def longest(self) -> int:
        """Characters beyond which an answer will find no end."""
        return _SHORTEST + _PER_WORD * max(0, self.words)


class Chat:
    """A chat model that answers by a JSON schema, streamed.

    Args:
        choice: which model, and where.
        deadlines: bounds on each answer.
        traced: whether prompts and answers go to LangSmith.
    """

    def __init__(
        self,
        choice: Choice,
        *,
        deadlines: Deadlines | None = None,
        traced: bool = False,
    ) -> None:
        self.choice = choice
        self._deadlines = deadlines or Deadlines()
        self._traced = traced
        self._connecting = asyncio.Lock()
        self._client: ChatClient | None = None

    async def aclose(self) -> None:
        """Close the connections, if any were opened."""
        if self._client:
            await self._client.aclose()

    async def ask(self, question: Question) -> AsyncGenerator[str]:
        """Yield the answer's characters as they come; it ends when the answer is whole.

        Raises (while iterating):
            AnswerRefused, AnswerFiltered, ContextTooLong, KeyRefused, ModelNotFound,
            GatewayRefused: it will not answer this.
            AnswerCutShort: the answer ended before it was complete.
            AnswerEndless: it is several times as long as it should be.
            GatewayUnavailable, GatewayTimeout: it cannot, now.
        """
        spent = _Spent()
        try:
            async with aclosing(self._chunks(question)) as chunks:
                async for chunk in chunks:
                    spent.add(chunk.usage_metadata)
                    spent.check(chunk.text, most=question.longest)
                    yield chunk.text
        finally:
            self._meter(question, spent)

    async def _chunks(self, question: Question) -> "AsyncGenerator[AIMessageChunk]":
        """Yield what comes until the stream ends, then say how the answer ended."""
        client = await self._connected()
        end: End | None = None
        with in_our_terms(client.failures):
            async with aclosing(self._patiently(client, question)) as chunks:
                async for chunk in chunks:
                    end = end or client.end(chunk)
                    yield chunk
        _judge(end)

    async def _patiently(
        self, client: ChatClient, question: Question
    ) -> "AsyncGenerator[AIMessageChunk]":
        patience = Patience(self._deadlines, words=question.words)
        stream = client.stream(question.turns, question.schema)
        while (chunk := await patience.until(anext(stream, None))) is not None:
            if chunk.text:
                patience.renew()
            yield chunk

    async def _connected(self) -> ChatClient:
        """Connect at the first call; the imports hold up nobody else."""
        async with self._connecting:
            if self._client is None:
                self._client = await asyncio.to_thread(
                    connected,
                    self.choice,
                    timeout_s=self._deadlines.first_item_s,
                    traced=self._traced,
                )
        return self._client

    def _meter(self, question: Question, spent: "_Spent") -> None:
        if spent.tokens_in or spent.tokens_out:
            used = Usage(
                provider=self.choice.provider,
                model=self.choice.model,
                tokens_in=spent.tokens_in,
                tokens_cached=spent.tokens_cached,
                tokens_out=spent.tokens_out,
            )
            question.meter(used)


@dataclass(slots=True)
class _Spent:
    """The sum of what the chunks of a call report; each reports what it adds."""

    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    characters: int = 0

    def add(self, usage: "UsageMetadata | None") -> None:
        """Count what a chunk reports."""
        if usage is None:
            return
        self.tokens_in += usage["input_tokens"]
        self.tokens_out += usage["output_tokens"]
        details = usage.get("input_token_details", {})
        self.tokens_cached += details.get("cache_read") or 0

    def check(self, text: str, *, most: int) -> None:
        """Count what a chunk says; a fast stream outruns every bound of time.

        Raises:
            AnswerEndless: it is too much.
        """
        self.characters += len(text)
        if self.characters > most:
            raise AnswerEndless("The model's answer found no end.")


def _judge(end: End | None) -> None:
    """Accept a good end; name any other."""
    failure = _FAILURES.get(end)
    if failure:
        kind, detail = failure
        raise kind(detail)


_FAILURES: Mapping[End | None, tuple[type[GatewayError], str]] = {
    None: (AnswerCutShort, "The model's answer broke off."),
    End.CUT_SHORT: (AnswerCutShort, "The model stopped before it was done."),
    End.FILTERED: (AnswerFiltered, "The provider's filter stopped the model."),
    End.REFUSED: (AnswerRefused, "The model declined."),
    End.CONTEXT_FULL: (ContextTooLong, "The request left no room for an answer."),
}
