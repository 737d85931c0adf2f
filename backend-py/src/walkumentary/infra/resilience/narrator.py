"""A writer that fails well: tried again, resumed where it broke, then the next one."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.tours.narration import Draft, NarratedSentence, Writer
from walkumentary.gateway.narrator import NarrationOrder, NarratorGateway
from walkumentary.infra.resilience.attempts import Attempt
from walkumentary.infra.resilience.chain import Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class ResilientNarrator:
    """Satisfies ``NarratorGateway`` with a chain of writers, the preferred one first.

    Every draft names who wrote it.
    """

    chain: Chain[NarratorGateway]

    @property
    def writer(self) -> Writer:
        """The preferred writer."""
        return self._preferred.writer

    def check(self, *, style: str, language: str, available: Sequence[str]) -> None:
        """See ``NarratorGateway.check``: what the preferred writer can do."""
        self._preferred.check(style=style, language=language, available=available)

    async def narrate(self, order: NarrationOrder) -> AsyncIterator[Draft]:
        """See ``NarratorGateway.narrate``."""
        async for attempt in self._able(order).attempts():
            async with attempt:
                async for draft in attempt.port.narrate(order):
                    order = _with(order, draft)
                    await attempt.progressed()
                    yield _signed(draft, attempt)

    @property
    def _preferred(self) -> NarratorGateway:
        return self.chain.links[0].port

    def _able(self, order: NarrationOrder) -> Chain[NarratorGateway]:
        """Return the preferred writer and those others that can do what is ordered."""
        first, *others = self.chain.links
        able = [link for link in others if _can(link.port, order)]
        return replace(self.chain, links=[first, *able])


def _can(narrator: NarratorGateway, order: NarrationOrder) -> bool:
    languages = list({note.language for note in order.notes})
    try:
        narrator.check(style=order.style, language=order.language, available=languages)
    except Invalid:
        return False
    return True


def _with(order: NarrationOrder, draft: Draft) -> NarrationOrder:
    """Return the order for what is missing after this sentence."""
    cited = [order.notes[n].id for n in draft.cites if 0 <= n < len(order.notes)]
    sentence = NarratedSentence(draft.text, tuple(cited))
    return replace(order, written=(*order.written, sentence))


def _signed(draft: Draft, attempt: Attempt[NarratorGateway]) -> Draft:
    return replace(draft, writer=draft.writer or attempt.port.writer)
