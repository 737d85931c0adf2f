"""What a provider's adapter is to the rest of this package."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk

type Content = str | list[str | dict[str, object]]
"""Text, or blocks of text and pictures, in LangChain's standard form."""
type Turns = Sequence[tuple[str, Content]]
"""(``system`` or ``human``, content)."""


class End(Enum):
    """Why an answer ended."""

    GOOD = auto()
    CUT_SHORT = auto()
    FILTERED = auto()
    REFUSED = auto()
    CONTEXT_FULL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which model, and where.

    ``provider`` is the name its output is stored under; ``api_key`` None for a server
    that asks for none; ``base_url`` None for the provider's own.
    """

    provider: str
    model: str
    api_key: str | None
    base_url: str | None = None


class ChatClient(Protocol):
    """One chat model, connected; nothing is retried, tokens pass on as they come."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """Return the roots of what ``stream`` raises while it is read."""
        ...

    def stream(
        self, turns: Turns, schema: Mapping[str, object]
    ) -> "AsyncIterator[AIMessageChunk]":
        """Ask for an answer that the provider holds to a JSON schema."""
        ...

    def end(self, chunk: "AIMessageChunk") -> End | None:
        """Return why the answer ended, if it did with this chunk."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...
