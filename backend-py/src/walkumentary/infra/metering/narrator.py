"""A writer whose every call is in the ledger."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from walkumentary.domain.accounts.usage import Usage
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.narration import Draft, Writer
from walkumentary.domain.tours.quote import narration_usage
from walkumentary.gateway.narrator import NarrationOrder, NarratorGateway
from walkumentary.infra.metering.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class MeteredNarrator:
    """Satisfies ``NarratorGateway`` with one writer, and keeps the books."""

    narrator: NarratorGateway
    books: Books

    @property
    def writer(self) -> Writer:
        """The writer."""
        return self.narrator.writer

    def check(self, *, style: str, language: str, available: Sequence[str]) -> None:
        """See ``NarratorGateway.check``."""
        self.narrator.check(style=style, language=language, available=available)

    async def narrate(self, order: NarrationOrder) -> AsyncIterator[Draft]:
        """See ``NarratorGateway.narrate``; who ordered it is told what was used."""
        async with self.books.entry(
            order.bill, operation=Operation.NARRATE, expected=self._expected(order)
        ) as entry:
            async for draft in self.narrator.narrate(replace(order, meter=entry.used)):
                entry.has_answered = True
                yield draft
            if entry.has_answered and order.meter is not None:
                order.meter(entry.usage)

    def _expected(self, order: NarrationOrder) -> Usage:
        notes = sum(word_count(note.text) for note in order.notes)
        return narration_usage(self.writer, words=order.words, note_words=notes)
