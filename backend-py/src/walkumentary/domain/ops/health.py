"""How the system is: the worst of its parts, except where it can do without."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HealthState(StrEnum):
    """Up; degraded: works with less; down: cannot serve."""

    UP = "up"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The state of one component, how long the look took, and since when."""

    component: str
    state: HealthState
    latency_ms: float
    since: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Every component's finding."""

    version: str
    findings: Sequence[Finding]

    @property
    def state(self) -> HealthState:
        """Down if any part is down, else degraded if any is, else up."""
        states = {finding.state for finding in self.findings}
        worst_first = (HealthState.DOWN, HealthState.DEGRADED)
        return next((state for state in worst_first if state in states), HealthState.UP)

    @property
    def ready(self) -> bool:
        """Whether requests can be served: degraded is not down."""
        return self.state != HealthState.DOWN
