"""Chat models of OpenAI, and of any server that speaks its protocol.

Source: POST /chat/completions in OpenAI's API description, streamed, with a JSON schema
as response_format.
"""

import asyncio
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Callable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import aclosing
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Self

from walkumentary.domain.tours.narration import Draft, Writer
from walkumentary.gateway.narrator import LanguageNotAvailable, NarrationOrder
from walkumentary.infra.narration.answer import (
    SCHEMA,
    Answer,
    AnswerCutShort,
    AnswerFiltered,
    AnswerRefused,
)
from walkumentary.infra.narration.openai_chunk import (
    Choice,
    Chunk,
    TokenUsage,
    chunk_of,
)
from walkumentary.infra.narration.openai_errors import in_our_terms
from walkumentary.infra.narration.patience import Deadlines, Patience
from walkumentary.infra.narration.prompt import (
    PROMPT_VERSION,
    SYSTEM,
    user_turn,
    words_missing,
)

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream
    from openai.types.chat import ChatCompletionChunk

_OPENAI_URL = "https://api.openai.com/v1"
_NOT_WORTH_ASKING = 12
"""Words: with so few missing, what stands is the whole narration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one call used, as the provider counts it."""

    provider: str
    model: str
    tokens_in: int
    tokens_cached: int
    tokens_out: int


def _unmetered(_: Usage) -> None:
    """Forget it."""


class OpenAIWriter:
    """A chat model that writes stop narrations from their notes.

    Args:
        api_key: None for a server that asks for none.
        base_url: of a compatible server, up to and with its version; None for OpenAI.
        model: which writes.
        deadlines: bounds on each answer.
        on_usage: told once for each call that ran to its end.
    """

    def __init__(
        self,
        *,
        api_key: str | None,
        base_url: str | None = None,
        model: str,
        deadlines: Deadlines | None = None,
        on_usage: Callable[[Usage], None] = _unmetered,
    ) -> None:
        self._api_key = api_key
        self._base_url = base_url
        self._deadlines = deadlines or Deadlines()
        self._on_usage = on_usage
        self._writer = Writer(
            provider="openai-compatible" if base_url else "openai",
            model=model,
            prompt_version=PROMPT_VERSION,
        )

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
        """Close the connections."""
        if "_client" in vars(self):
            await self._client.close()

    @property
    def writer(self) -> Writer:
        """Provider, model and prompt version."""
        return self._writer

    def check(self, *, style: str, language: str, available: Sequence[str]) -> None:
        """Refuse only where nobody has written notes: a model translates them."""
        if not available:
            raise LanguageNotAvailable(
                f"There are no notes here to write from, in {language!r} or any other "
                f"language, {style} or not."
            )

    async def narrate(self, order: NarrationOrder) -> AsyncIterator[Draft]:
        """Yield sentences as the model completes them.

        Raises (while iterating):
            AnswerRefused, AnswerFiltered: it will not write this.
            AnswerEmpty, AnswerCutShort, AnswerMalformed: the answer is no narration;
                the sentences yielded before stand.
        """
        if words_missing(order) < _NOT_WORTH_ASKING:
            return
        await asyncio.to_thread(import_module, "openai")
        with in_our_terms():
            async with aclosing(self._drafts(order)) as drafts:
                async for draft in drafts:
                    yield draft

    async def _drafts(self, order: NarrationOrder) -> AsyncGenerator[Draft]:
        answer = Answer(notes=len(order.notes), goes_on=bool(order.written))
        async with aclosing(self._chunks(order)) as chunks:
            async for chunk in chunks:
                for draft in self._heard(chunk, answer):
                    yield draft
        answer.check_ended()

    def _heard(self, chunk: Chunk, answer: Answer) -> Iterator[Draft]:
        if chunk.usage:
            self._meter(chunk.usage)
        for choice in chunk.choices or ():
            yield from answer.more(choice.delta.content or "")
            yield from _ended(choice, answer)

    def _meter(self, usage: TokenUsage) -> None:
        used = Usage(
            provider=self._writer.provider,
            model=self._writer.model,
            tokens_in=usage.prompt_tokens,
            tokens_cached=usage.cached_tokens,
            tokens_out=usage.completion_tokens,
        )
        self._on_usage(used)

    async def _chunks(self, order: NarrationOrder) -> AsyncGenerator[Chunk]:
        patience = Patience(self._deadlines, words=words_missing(order))
        stream = await patience.until(self._asked(order))
        async with stream:
            while chunk := await patience.until(anext(stream, None)):
                patience.renew()
                yield chunk_of(chunk)

    async def _asked(self, order: NarrationOrder) -> "AsyncStream[ChatCompletionChunk]":
        return await self._client.chat.completions.create(
            model=self._writer.model,
            messages=[
                {"role": "system", "content": SYSTEM},
                {"role": "user", "content": user_turn(order)},
            ],
            response_format={
                "type": "json_schema",
                "json_schema": {
                    "name": "narration",
                    "strict": True,
                    "schema": dict(SCHEMA),
                },
            },
            stream=True,
            stream_options={"include_usage": True},
        )

    @cached_property
    def _client(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI  # noqa: PLC0415 - a second to import

        return AsyncOpenAI(
            api_key=self._api_key or "none",
            base_url=self._base_url or _OPENAI_URL,
            max_retries=0,
            timeout=self._deadlines.first_item_s,
        )


def _ended(choice: Choice, answer: Answer) -> Iterator[Draft]:
    """Yield what a good end completes; name any other end."""
    if choice.delta.refusal:
        raise AnswerRefused("The model declined to write this narration.")
    end = _ENDS.get(choice.finish_reason or "")
    return end(answer) if end else iter(())


def _cut_short(_: Answer) -> Iterator[Draft]:
    raise AnswerCutShort("The model reached its limit of tokens.")


def _filtered(_: Answer) -> Iterator[Draft]:
    raise AnswerFiltered("The provider's filter stopped the model.")


_ENDS: Mapping[str, Callable[[Answer], Iterator[Draft]]] = {
    "stop": Answer.end,
    "length": _cut_short,
    "content_filter": _filtered,
}
