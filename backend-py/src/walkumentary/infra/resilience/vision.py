"""A model that looks, tried again, then the next one."""

from dataclasses import dataclass

from walkumentary.domain.accounts.usage import Usage
from walkumentary.gateway.vision import LookOrder, Sighting, VisionGateway
from walkumentary.infra.resilience.chain import Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class ResilientVision:
    """Satisfies ``VisionGateway`` with a chain of models, the preferred one first."""

    chain: Chain[VisionGateway]

    @property
    def expected(self) -> Usage:
        """See ``VisionGateway.expected``: of the preferred one."""
        return self.chain.links[0].port.expected

    async def look(self, order: LookOrder) -> Sighting:
        """See ``VisionGateway.look``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                return await attempt.port.look(order)
        raise AssertionError("attempts end with an answer or an error")
