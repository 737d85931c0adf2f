"""Look at every part of the system."""

import asyncio
from dataclasses import dataclass, field

from walkumentary.domain.ops.health import Finding, Health
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.health import HealthProbe


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadHealth:
    """Ask all probes at once; remember since when each state holds."""

    probes: tuple[HealthProbe, ...]
    clock: Clock
    version: str
    _last: dict[str, Finding] = field(default_factory=dict)

    async def execute(self) -> Health:
        """Return what every probe finds just now."""
        findings = await asyncio.gather(*(self._found(probe) for probe in self.probes))
        return Health(version=self.version, findings=findings)

    async def _found(self, probe: HealthProbe) -> Finding:
        began = self.clock.now()
        look = await probe.look()
        ended = self.clock.now()
        before = self._last.get(probe.component)
        same = before is not None and before.state == look.state
        finding = Finding(
            component=probe.component,
            state=look.state,
            latency_ms=round((ended - began).total_seconds() * 1000, 1),
            since=before.since if before and same else ended,
            detail=look.detail,
        )
        self._last[probe.component] = finding
        return finding
