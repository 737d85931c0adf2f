"""A routing server that is tried again, and given a rest when it keeps failing."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.routes import (
    ON_FOOT,
    Walk,
    WalkingLeg,
    WalkingMatrix,
    WalkingRoutesGateway,
)
from walkumentary.infra.resilience.chain import Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class ResilientRoutes:
    """Satisfies ``WalkingRoutesGateway`` with a chain of one: maps are not mixed."""

    chain: Chain[WalkingRoutesGateway]

    async def matrix(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk = ON_FOOT,
    ) -> WalkingMatrix:
        """See ``WalkingRoutesGateway.matrix``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                return await attempt.port.matrix(sources, targets, walk=walk)
        raise AssertionError("attempts end with an answer or an error")

    async def leg(
        self, start: Coordinates, end: Coordinates, *, walk: Walk = ON_FOOT
    ) -> WalkingLeg:
        """See ``WalkingRoutesGateway.leg``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                return await attempt.port.leg(start, end, walk=walk)
        raise AssertionError("attempts end with an answer or an error")
