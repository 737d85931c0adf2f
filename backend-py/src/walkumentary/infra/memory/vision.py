"""A model that sees what a test tells it to see."""

from collections.abc import Callable
from dataclasses import dataclass, field

from walkumentary.domain.accounts.usage import Usage
from walkumentary.domain.shared.errors import GatewayError
from walkumentary.gateway.vision import LookOrder, Sighting

NOTHING_SEEN = Sighting(name=None, description="", confidence=0.0)


def _nothing() -> None:
    """Check nothing."""


@dataclass(slots=True, kw_only=True)
class ScriptedVision:
    """Satisfies ``VisionGateway``; ``before`` may refuse a call at the wrong time."""

    sees: Sighting = NOTHING_SEEN
    fails_with: GatewayError | None = None
    before: Callable[[], None] = _nothing
    looks: list[LookOrder] = field(default_factory=list)

    @property
    def expected(self) -> Usage:
        """See ``VisionGateway.expected``."""
        return Usage(provider="memory", model="eye", tokens_in=1_000, tokens_out=100)

    async def look(self, order: LookOrder) -> Sighting:
        """See ``VisionGateway.look``."""
        self.before()
        self.looks.append(order)
        if self.fails_with:
            raise self.fails_with
        return self.sees
