"""A model that sees what a test tells it to see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from walkumentary.domain.shared.errors import GatewayError
from walkumentary.gateway.vision import Sighting

NOTHING_SEEN = Sighting(name=None, description="", confidence=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One picture and what was said about it."""

    jpeg: bytes
    candidates: Sequence[str]
    where: str
    language: str


def _nothing() -> None:
    """Check nothing."""


@dataclass(slots=True, kw_only=True)
class ScriptedVision:
    """Satisfies ``VisionGateway``; ``before`` may refuse a call at the wrong time."""

    sees: Sighting = NOTHING_SEEN
    fails_with: GatewayError | None = None
    before: Callable[[], None] = _nothing
    looks: list[Look] = field(default_factory=list)

    async def look(
        self, jpeg: bytes, *, candidates: Sequence[str], where: str, language: str
    ) -> Sighting:
        """See ``VisionGateway.look``."""
        self.before()
        self.looks.append(
            Look(jpeg=jpeg, candidates=candidates, where=where, language=language)
        )
        if self.fails_with:
            raise self.fails_with
        return self.sees
