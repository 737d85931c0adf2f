"""Port: is a part of the system well?"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The state of one component: up, degraded or down, and why."""

    component: str
    state: str
    latency_ms: float
    detail: str


class HealthProbe(Protocol):
    """Looks at one component when asked; answers within its deadline, never raises."""

    async def look(self) -> Finding:
        """Return what was found just now."""
        ...
