"""The whole is as well as its parts."""

import pytest

from tests import makers
from walkumentary.domain.ops.health import Finding, Health, HealthState


def a_finding(state: HealthState) -> Finding:
    return Finding(component="part", state=state, latency_ms=1.0, since=makers.NOON)


@pytest.mark.parametrize(
    ("parts", "whole", "ready"),
    [
        ([], "up", True),
        (["up", "up"], "up", True),
        (["up", "degraded"], "degraded", True),
        (["degraded", "down", "up"], "down", False),
    ],
)
def test_the_whole_is_as_well_as_its_worst_part(
    parts: list[str], whole: str, ready: bool
) -> None:
    findings = [a_finding(HealthState(part)) for part in parts]

    health = Health(version="1", findings=findings)

    assert (health.state, health.ready) == (whole, ready)
