"""Port: a model that looks at a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.accounts.usage import Bill, Meter, Usage, unmetered


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a model believes to see.

    ``name`` is None where it recognises nothing; ``confidence`` 0…1 is its own word.
    """

    name: str | None
    description: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LookOrder:
    """What the model is shown and told.

    Args:
        jpeg: a JPEG without metadata, at most 1,600 pixels a side.
        candidates: names of landmarks around, nearest first; may be empty. They are
            hints from the map, not the only answers.
        where: the city and country, or an empty string.
        language: BCP 47 tag of the description.
        bill: who pays; None where nobody does.
        meter: told what was used.
    """

    jpeg: bytes
    candidates: Sequence[str]
    where: str
    language: str
    bill: Bill | None = None
    meter: Meter = unmetered


class VisionGateway(Protocol):
    """Names the landmark in a picture."""

    @property
    def expected(self) -> Usage:
        """What one look takes at most, by our own reckoning."""
        ...

    async def look(self, order: LookOrder) -> Sighting:
        """Say which landmark is shown, if any.

        Raises:
            GatewayUnavailable: the model cannot be reached, or broke off.
            GatewayTimeout: no answer within the adapter's deadline.
            GatewayRefused: it refuses the picture or the key.
        """
        ...
