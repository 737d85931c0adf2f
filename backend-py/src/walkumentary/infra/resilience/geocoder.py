"""A geocoder that is tried again."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.infra.resilience.chain import Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class ResilientGeocoder:
    """Satisfies ``GeocoderGateway`` with a chain of geocoders."""

    chain: Chain[GeocoderGateway]

    @property
    def completes(self) -> bool:
        """See ``GeocoderGateway.completes``: what every geocoder of the chain does."""
        return all(link.port.completes for link in self.chain.links)

    async def search(
        self,
        text: str,
        *,
        near: Coordinates | None,
        bound_m: float | None,
        language: str,
        limit: int,
    ) -> Sequence[Place]:
        """See ``GeocoderGateway.search``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                return await attempt.port.search(
                    text, near=near, bound_m=bound_m, language=language, limit=limit
                )
        raise AssertionError("attempts end with an answer or an error")

    async def reverse(self, position: Coordinates, *, language: str) -> Whereabouts:
        """See ``GeocoderGateway.reverse``."""
        async for attempt in self.chain.attempts():
            async with attempt:
                return await attempt.port.reverse(position, language=language)
        raise AssertionError("attempts end with an answer or an error")
