"""Adapter: a geocoder's good answers, kept."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from walkumentary.domain.places.place import Place
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.text import squeeze
from walkumentary.gateway.cache import CacheGateway, Determining, cache_key
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.infra.geocoding.openstreetmap import bounded

KEPT_S = 3 * 86_400.0
"""Source: spec, models, Caches: location search 3 d."""
_ROUNDING_M = 100.0
"""What rounding a position to three digits moves it at most, and some more."""
_PLACES = TypeAdapter(Sequence[Place])
_WHEREABOUTS = TypeAdapter(Whereabouts)


class CachedGeocoder:
    """Satisfies ``GeocoderGateway``; positions are rounded first, to be met again.

    Args:
        name: of the geocoder and where it is: its answers are kept apart.
    """

    def __init__(
        self, geocoder: GeocoderGateway, *, name: str, cache: CacheGateway
    ) -> None:
        self._geocoder = geocoder
        self._name = name
        self._cache = cache

    @property
    def completes(self) -> bool:
        """See ``GeocoderGateway.completes``."""
        return self._geocoder.completes

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
        words = squeeze(text)
        spot, wider_m = _spot(near, bound_m)

        async def asked() -> bytes:
            found = await self._geocoder.search(
                words, near=spot, bound_m=wider_m, language=language, limit=limit
            )
            return _PLACES.dump_json(found)

        determining: dict[str, Determining] = {
            "geocoder": self._name,
            "text": words,
            "near": _pair(spot),
            "bound_m": wider_m,
            "language": language,
            "limit": limit,
        }
        key = cache_key("geocoder-search", determining, owner_id=None)
        kept = await self._cache.remember(key, asked, ttl_s=KEPT_S)
        return bounded(_PLACES.validate_json(kept), near=near, bound_m=bound_m)

    async def reverse(self, position: Coordinates, *, language: str) -> Whereabouts:
        """See ``GeocoderGateway.reverse``; within 6 metres the answer is the same."""
        spot = _rounded(position, digits=4)

        async def asked() -> bytes:
            found = await self._geocoder.reverse(spot, language=language)
            return _WHEREABOUTS.dump_json(found)

        determining: dict[str, Determining] = {
            "geocoder": self._name,
            "position": _pair(spot),
            "language": language,
        }
        key = cache_key("geocoder-reverse", determining, owner_id=None)
        kept = await self._cache.remember(key, asked, ttl_s=KEPT_S)
        return _WHEREABOUTS.validate_json(kept)


def _spot(
    near: Coordinates | None, bound_m: float | None
) -> tuple[Coordinates | None, float | None]:
    """Return a position near this one, and a bound around it that holds this one's."""
    if near is None or bound_m is None:
        return near and _rounded(near, digits=2), bound_m
    return _rounded(near, digits=3), bound_m + _ROUNDING_M


def _rounded(position: Coordinates, *, digits: int) -> Coordinates:
    return Coordinates(
        round(position.latitude_deg, digits), round(position.longitude_deg, digits)
    )


def _pair(position: Coordinates | None) -> list[Determining]:
    if position is None:
        return []
    return [position.latitude_deg, position.longitude_deg]
