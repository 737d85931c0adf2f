"""Chat models that write stop narrations from their notes."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from types import TracebackType
from typing import Self

from walkumentary.domain.accounts.usage import unmetered
from walkumentary.domain.tours.narration import Draft, Writer
from walkumentary.gateway.narrator import LanguageNotAvailable, NarrationOrder
from walkumentary.infra.langchain.chat import Chat, Question
from walkumentary.infra.narration.answer import SCHEMA, Answer
from walkumentary.infra.narration.inspection import Inspection
from walkumentary.infra.narration.prompt import (
    PROMPT_VERSION,
    SYSTEM,
    user_turn,
    words_missing,
)

_NOT_WORTH_ASKING = 12
"""Words: with so few missing, what stands is the whole narration."""


class ChatWriter:
    """A writer over one chat model, of whatever provider."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._writer = Writer(
            provider=chat.choice.provider,
            model=chat.choice.model,
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
        await self._chat.aclose()

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

    async def narrate(self, order: NarrationOrder) -> AsyncGenerator[Draft]:
        """Yield sentences as the model completes them; those stand, whatever follows.

        Raises (while iterating):
            AnswerBroken: the answer is no narration, or none in this language; the
                rest may be asked for once more.
            GatewayUnavailable, GatewayTimeout: the model cannot, now.
            GatewayRefused: it will not, or not for us.
        """
        if words_missing(order) < _NOT_WORTH_ASKING:
            return
        inspection = Inspection(language=order.language, instructions=SYSTEM)
        async with aclosing(self._drafts(order)) as drafts:
            async for draft in drafts:
                yield inspection.passed(draft)

    async def _drafts(self, order: NarrationOrder) -> AsyncGenerator[Draft]:
        answer = Answer(notes=len(order.notes), goes_on=bool(order.written))
        async with aclosing(self._chat.ask(_question(order))) as texts:
            async for draft in _completed(answer, texts):
                yield draft
        for draft in answer.end():
            yield draft


async def _completed(answer: Answer, texts: AsyncIterator[str]) -> AsyncIterator[Draft]:
    async for text in texts:
        for draft in answer.more(text):
            yield draft


def _question(order: NarrationOrder) -> Question:
    return Question(
        turns=(("system", SYSTEM), ("human", user_turn(order))),
        schema=SCHEMA,
        words=words_missing(order),
        meter=order.meter or unmetered,
    )
