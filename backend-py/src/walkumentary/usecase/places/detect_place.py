"""Tell where somebody is, and what is around."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.places.place import AREAS
from walkumentary.domain.places.search import MAX_LIMIT, SearchInvalid
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.places import NearPlace, PlacesReader

MIN_RADIUS_M, MAX_RADIUS_M = 100.0, 5_000.0
"""How far around one may look. Source: spec, places."""
ADDRESS_REACH_M = 150.0
"""How far the next address may be to count as where one is."""
CITY_REACH_M = 5_000.0
"""How far the next known place may be for its city to be the one."""
WITNESSES = 10
"""Nearest places that are asked for address and city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectPlaceQuery:
    """Who is where, as exactly as the device knows, and what to look for."""

    actor: Actor
    position: Coordinates
    accuracy_m: float | None = None
    radius_m: float = 1_000.0
    location_type: str | None = None
    limit: int = 20

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
class Whereabouts:
    """Where a position is; None where nothing near enough is known."""

    address: str | None
    city: str | None
    country: str | None
    country_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """Where somebody is, and the places around, nearest first."""

    whereabouts: Whereabouts
    around: Sequence[NearPlace]


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectPlace:
    """Ask the nearest places where this is, then look around."""

    places: PlacesReader

    async def execute(self, query: DetectPlaceQuery) -> Detected:
        """Return address, city and country, and what lies within the radius.

        Raises:
            GatewayUnavailable: the database cannot be reached.
        """
        witnesses = await self.places.around(
            query.position, actor=query.actor, radius_m=CITY_REACH_M, limit=WITNESSES
        )
        around = await self.places.around(
            query.position,
            actor=query.actor,
            radius_m=query.radius_m,
            location_type=query.location_type,
            limit=query.limit + WITNESSES,
        )
        wanted = [near for near in around if _is_wanted(near, query)]
        return Detected(
            whereabouts=_whereabouts(witnesses, query.accuracy_m or 0.0),
            around=wanted[: query.limit],
        )


def _is_wanted(near: NearPlace, query: DetectPlaceQuery) -> bool:
    """A city is where one is; it is around only for who asks for cities."""
    return query.location_type is not None or near.place.location_type not in AREAS


def _whereabouts(witnesses: Sequence[NearPlace], accuracy_m: float) -> Whereabouts:
    reach_m = ADDRESS_REACH_M + accuracy_m
    addresses = (
        near.place.address
        for near in witnesses
        if near.place.address and near.distance_m <= reach_m
    )
    town = next((near.place for near in witnesses if near.place.city), None)
    return Whereabouts(
        address=next(addresses, None),
        city=town.city if town else None,
        country=town.country if town else None,
        country_code=town.country_code if town else None,
    )
