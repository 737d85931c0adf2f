"""Port: is a part of the system well?"""

from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.ops.health import HealthState


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a component found."""

    state: HealthState
    detail: str = ""


class HealthProbe(Protocol):
    """Looks at one component when asked."""

    @property
    def component(self) -> str:
        """Name of the component, such as ``database``."""
        ...

    async def look(self) -> Look:
        """Return what is found just now; never raises, answers within a second."""
        ...
