"""Adapter: does Redis answer, and what has the cache been good for?"""

from dataclasses import dataclass
from typing import ClassVar

from walkumentary.domain.ops.health import HealthState
from walkumentary.gateway.cache import CacheGateway
from walkumentary.gateway.health import Look
from walkumentary.infra.caching.stores import CacheAway, CashewsStore


@dataclass(frozen=True, slots=True)
class CacheProbe:
    """Satisfies ``HealthProbe``; without Redis everything works, only slower."""

    redis: CashewsStore
    cache: CacheGateway
    component: ClassVar[str] = "cache"

    async def look(self) -> Look:
        """See ``HealthProbe.look``."""
        try:
            await self.redis.check()
        except CacheAway:
            return Look(
                state=HealthState.DEGRADED,
                detail="Redis does not answer; each process keeps what it can.",
            )
        seen = self.cache.statistics()
        return Look(
            state=HealthState.UP,
            detail=f"{seen.store}, {seen.hit_share:.0%} of {seen.asked} were kept",
        )
