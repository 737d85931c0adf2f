"""Adapter: can files be written, read and deleted?"""

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from walkumentary.domain.ops.health import HealthState
from walkumentary.domain.shared.errors import AppError
from walkumentary.gateway.health import Look
from walkumentary.gateway.storage import StorageGateway

DEADLINE_S = 1.0


@dataclass(frozen=True, slots=True)
class StorageProbe:
    """Satisfies ``HealthProbe`` for any storage."""

    storage: StorageGateway
    component: ClassVar[str] = "storage"

    async def look(self) -> Look:
        """See ``HealthProbe.look``."""
        try:
            async with asyncio.timeout(DEADLINE_S):
                await self.storage.check()
        except (AppError, TimeoutError) as error:
            return Look(
                state=HealthState.DOWN, detail=str(error) or "no answer in time"
            )
        return Look(state=HealthState.UP)
