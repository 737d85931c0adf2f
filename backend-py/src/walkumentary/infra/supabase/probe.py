"""Can people sign in at the project?"""

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from walkumentary.domain.ops.health import HealthState
from walkumentary.domain.shared.errors import AppError
from walkumentary.gateway.health import Look
from walkumentary.infra.supabase.identity import SupabaseIdentity

DEADLINE_S = 1.0


@dataclass(frozen=True, slots=True)
class SupabaseProbe:
    """Satisfies ``HealthProbe``; whoever is signed in already goes on without it."""

    identity: SupabaseIdentity
    component: ClassVar[str] = "supabase-auth"

    async def look(self) -> Look:
        """See ``HealthProbe.look``; what the project's owner changed is learnt too."""
        try:
            async with asyncio.timeout(DEADLINE_S):
                await self.identity.inspect()
        except (AppError, TimeoutError) as error:
            return Look(
                state=HealthState.DEGRADED, detail=str(error) or "no answer in time"
            )
        return Look(state=HealthState.UP)
