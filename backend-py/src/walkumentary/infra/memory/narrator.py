"""A writer that follows a script."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.errors import GatewayError
from walkumentary.domain.shared.text import sentences, word_count
from walkumentary.domain.tours.narration import Draft, Writer
from walkumentary.gateway.narrator import LanguageNotAvailable, NarrationOrder

_WRITER = Writer(provider="memory", model="script", prompt_version="1")


def _nothing() -> None:
    """Check nothing."""


@dataclass(slots=True)
class _Failure:
    error: GatewayError
    name: str | None
    sentence: int
    times: float


@dataclass(kw_only=True)
class ScriptedNarrator:
    """Says what the script holds for a landmark, else its notes in order.

    Args:
        script: sentences by landmark name.
        writer: whom it passes for.
        before: called first in every ``narrate``; raises where a call is forbidden,
            such as inside an open transaction.

    ``orders`` records every order, failed ones included.
    """

    script: Mapping[str, Sequence[Draft]] = field(default_factory=dict)
    writer: Writer = _WRITER
    before: Callable[[], None] = _nothing
    orders: list[NarrationOrder] = field(default_factory=list)
    _failures: list[_Failure] = field(default_factory=list)

    def fails_with(
        self,
        error: GatewayError,
        *,
        name: str | None = None,
        sentence: int = 1,
        times: float = math.inf,
    ) -> None:
        """Raise the error from now on instead of the n-th sentence of a narration.

        Args:
            error: raised as often as ``times`` says.
            name: only for this landmark; None for every one.
            sentence: counted from 1, sentences that stood already included.
            times: no oftener than that.
        """
        self._failures.append(_Failure(error, name, sentence, times))

    def recovers(self) -> None:
        """Forget every failure asked for."""
        self._failures.clear()

    def check(self, *, style: str, language: str, available: Sequence[str]) -> None:
        """Refuse only where there are no notes at all."""
        if not available:
            raise LanguageNotAvailable(f"No notes for {language!r}, {style} or not.")

    async def narrate(self, order: NarrationOrder) -> AsyncIterator[Draft]:
        """Yield the sentences that do not stand yet."""
        self.before()
        self.orders.append(order)
        drafts = self.script.get(order.name) or _read_out(order.notes, order.words)
        stand = len(order.written)
        for turn, draft in enumerate(drafts[stand:], start=stand + 1):
            await asyncio.sleep(0)
            self._fail(order.name, turn)
            yield draft

    def _fail(self, name: str, turn: int) -> None:
        for failure in self._failures:
            if failure.name in {None, name} and failure.sentence == turn:
                self._raise(failure)

    def _raise(self, failure: _Failure) -> None:
        if failure.times > 0:
            failure.times -= 1
            raise failure.error


def _read_out(notes: Sequence[Note], words: int) -> list[Draft]:
    """Return the notes' sentences in order, to about so many words."""
    drafts: list[Draft] = []
    for number, text in _numbered(notes):
        if words >= word_count(text) / 2:
            drafts.append(Draft(text, (number,)))
            words -= word_count(text)
    return drafts


def _numbered(notes: Sequence[Note]) -> list[tuple[int, str]]:
    return [(n, text) for n, note in enumerate(notes) for text in sentences(note.text)]
