"""Port: a writer of stop narrations."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.accounts.usage import Bill, Usage
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.errors import GatewayRefused, Invalid
from walkumentary.domain.tours.narration import Draft, NarratedSentence, Writer


class StyleNotAvailable(Invalid):
    """The writer cannot honour this style."""

    code = "style-not-available"
    title = "Style not available"


class LanguageNotAvailable(Invalid):
    """Nothing can be narrated in this language here."""

    code = "language-not-available"
    title = "Language not available"


class NarrationEmpty(GatewayRefused):
    """The writer delivered nothing that could be told."""

    code = "narration-empty"
    title = "Nothing to tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrationOrder:
    """One stop to narrate, independent of its neighbours.

    ``notes`` are all the writer may use, numbered by their index; ``interests`` at
    most two canonical ones; ``words`` the length asked for; ``written`` the sentences
    that stand already: the writer goes on after them. ``bill`` is who pays, if anybody
    does; ``meter`` is told what a call used, as the provider counts it.
    """

    name: str
    short_name: str
    notes: tuple[Note, ...]
    interests: tuple[str, ...]
    style: str
    language: str
    words: int
    written: tuple[NarratedSentence, ...] = ()
    bill: Bill | None = None
    meter: Callable[[Usage], None] | None = None


class NarratorGateway(Protocol):
    """Writes narrations, streamed sentence by sentence."""

    @property
    def writer(self) -> Writer:
        """Provider (``notes``, ``openai`` …), model and prompt version."""
        ...

    def check(self, *, style: str, language: str, available: Sequence[str]) -> None:
        """Refuse what cannot be honoured, before anything is planned.

        Args:
            style: one of the eight styles.
            language: BCP 47 tag asked for.
            available: the languages the notes in reach are written in.

        Raises:
            StyleNotAvailable: the style is not honoured by this writer.
            LanguageNotAvailable: names the languages that work.
        """
        ...

    def narrate(self, order: NarrationOrder) -> AsyncIterator[Draft]:
        """Yield whole sentences as they are written.

        Raises (while iterating):
            GatewayUnavailable: the model cannot be reached, or broke off.
            GatewayTimeout: it stayed silent too long.
            GatewayRefused: it refuses the request.
        """
        ...
