"""Looking at every part of the system."""

from dataclasses import dataclass
from datetime import timedelta

from walkumentary.domain.ops.health import Finding, Health, HealthState
from walkumentary.gateway.health import HealthProbe, Look
from walkumentary.infra.memory.clock import NOON, FixedClock
from walkumentary.usecase.ops.read_health import ReadHealth


@dataclass
class SlowProbe:
    """Finds what it was told to, after a while on the clock."""

    component: str
    clock: FixedClock
    state: HealthState = HealthState.UP
    takes_s: float = 0.0

    async def look(self) -> Look:
        self.clock.advance(seconds=self.takes_s)
        return Look(state=self.state, detail=f"It is {self.state}.")


def _health(clock: FixedClock, *probes: HealthProbe) -> ReadHealth:
    return ReadHealth(probes=probes, clock=clock, version="1.2.3")


def _only(health: Health) -> Finding:
    (finding,) = health.findings
    return finding


async def test_every_part_is_found_as_its_probe_finds_it() -> None:
    clock = FixedClock()
    database = SlowProbe("database", clock)
    speech = SlowProbe("speech", clock, state=HealthState.DEGRADED)

    health = await _health(clock, database, speech).execute()

    found = {finding.component: finding.detail for finding in health.findings}
    assert found == {"database": "It is up.", "speech": "It is degraded."}
    assert (health.version, health.state) == ("1.2.3", HealthState.DEGRADED)


async def test_a_look_is_timed() -> None:
    clock = FixedClock()

    health = await _health(clock, SlowProbe("database", clock, takes_s=0.25)).execute()

    assert _only(health).latency_ms == 250.0


async def test_since_is_kept_while_the_state_holds() -> None:
    clock = FixedClock()
    read = _health(clock, SlowProbe("database", clock))
    await read.execute()
    clock.advance(seconds=60)

    health = await read.execute()

    assert _only(health).since == NOON


async def test_since_moves_when_the_state_changes_and_back() -> None:
    clock = FixedClock()
    probe = SlowProbe("database", clock)
    read = _health(clock, probe)
    since = []
    for state in (HealthState.UP, HealthState.DOWN, HealthState.DOWN, HealthState.UP):
        probe.state = state
        since.append(_only(await read.execute()).since)
        clock.advance(seconds=60)

    assert [moment - NOON for moment in since] == [
        timedelta(seconds=s) for s in (0, 60, 60, 180)
    ]


async def test_without_parts_all_is_well() -> None:
    health = await _health(FixedClock()).execute()

    assert health.state is HealthState.UP
    assert health.ready
