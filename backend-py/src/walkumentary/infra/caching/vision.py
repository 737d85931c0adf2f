"""Adapter: what a model saw in a picture, kept for a day; the picture is not."""

import hashlib

from pydantic import TypeAdapter

from walkumentary.domain.accounts.usage import Usage
from walkumentary.gateway.cache import CacheGateway, cache_key
from walkumentary.gateway.vision import LookOrder, Sighting, VisionGateway

KEPT_S = 86_400.0
"""Source: spec, models, Caches: recognition 1 d."""
_SIGHTING = TypeAdapter(Sighting)


class CachedVision:
    """Satisfies ``VisionGateway``.

    Whoever asks holds everything that determines the answer, so it is nobody's secret.

    Args:
        vision: the model that looks.
        name: of provider and model: their answers are kept apart.
        cache: where.
    """

    def __init__(
        self, vision: VisionGateway, *, name: str, cache: CacheGateway
    ) -> None:
        self._vision = vision
        self._name = name
        self._cache = cache

    @property
    def expected(self) -> Usage:
        """See ``VisionGateway.expected``."""
        return self._vision.expected

    async def look(self, order: LookOrder) -> Sighting:
        """See ``VisionGateway.look``."""

        async def looked() -> bytes:
            return _SIGHTING.dump_json(await self._vision.look(order))

        key = cache_key(
            "recognition",
            {
                "model": self._name,
                "picture": hashlib.sha256(order.jpeg).hexdigest(),
                "candidates": list(order.candidates),
                "where": order.where,
                "language": order.language,
            },
            owner_id=None,
        )
        kept = await self._cache.remember(key, looked, ttl_s=KEPT_S)
        return _SIGHTING.validate_json(kept)
