"""Tell where somebody is, and what is around."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.places.place import AREAS
from walkumentary.domain.places.search import MAX_LIMIT, SearchInvalid
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.places import NearPlace, PlacesReader
from walkumentary.usecase.places.surroundings import Surroundings

MIN_RADIUS_M, MAX_RADIUS_M = 100.0, 5_000.0
"""How far around one may look. Source: spec, places."""
AREAS_AROUND = 10
"""Areas that may hide among the nearest places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectPlaceQuery:
    """Who is where, as exactly as the device knows, and what to look for."""

    actor: Actor
    position: Coordinates
    accuracy_m: float | None = None
    radius_m: float = 1_000.0
    location_type: str | None = None
    limit: int = 20
    language: str = "en"

    def __post_init__(self) -> None:
        rules = {
            FieldProblem(
                "/radius_m", f"{MIN_RADIUS_M:.0f} to {MAX_RADIUS_M:.0f}"
            ): MIN_RADIUS_M <= self.radius_m <= MAX_RADIUS_M,
            FieldProblem("/accuracy_m", "0 or more"): (self.accuracy_m or 0.0) >= 0,
            FieldProblem("/limit", f"1 to {MAX_LIMIT}"): 1 <= self.limit <= MAX_LIMIT,
        }
        broken = [problem for problem, holds in rules.items() if not holds]
        if broken:
            raise SearchInvalid("That cannot be looked up.", fields=broken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """Where somebody is, and the places around, nearest first."""

    whereabouts: Whereabouts
    around: Sequence[NearPlace]
    degraded: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectPlace:
    """Ask the nearest places, else the geocoder, where this is; then look around."""

    places: PlacesReader
    surroundings: Surroundings

    async def execute(self, query: DetectPlaceQuery) -> Detected:
        """Return address, city and country, and what lies within the radius.

        A geocoder that is away is named in ``degraded``.

        Raises:
            GatewayUnavailable: the database cannot be reached.
        """
        located = await self.surroundings.locate(
            query.position,
            actor=query.actor,
            accuracy_m=query.accuracy_m or 0.0,
            language=query.language,
        )
        around = await self.places.around(
            query.position,
            actor=query.actor,
            radius_m=query.radius_m,
            location_type=query.location_type,
            limit=query.limit + AREAS_AROUND,
        )
        wanted = [near for near in around if _is_wanted(near, query)]
        return Detected(
            whereabouts=located.whereabouts,
            around=wanted[: query.limit],
            degraded=located.degraded,
        )


def _is_wanted(near: NearPlace, query: DetectPlaceQuery) -> bool:
    """A city is where one is; it is around only for who asks for cities."""
    return query.location_type is not None or near.place.location_type not in AREAS
