"""Where a position is: own places know first, the geocoder knows the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.gateway.places import NearPlace, PlacesReader
from walkumentary.usecase.places.degrading import degrading

GEOCODER = "geocoder"
"""What the answer is degraded by when the geocoder is away."""
ADDRESS_REACH_M = 150.0
"""How far the next address may be to count as where one is."""
CITY_REACH_M = 5_000.0
"""How far the next known place may be for its city to be the one."""
WITNESSES = 10
"""Nearest places that are asked for address and city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Whereabouts, and what could not be asked for them."""

    whereabouts: Whereabouts
    degraded: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Tells positions in words; shared by the use cases of places."""

    places: PlacesReader
    geocoder: GeocoderGateway

    async def locate(
        self,
        position: Coordinates,
        *,
        actor: Actor,
        accuracy_m: float = 0.0,
        language: str = "en",
    ) -> Located:
        """Return where the position is; the geocoder is asked for what is not known.

        Raises:
            GatewayUnavailable: the database cannot be reached.
        """
        own = await self.known(position, actor=actor, accuracy_m=accuracy_m)
        if own.is_known:
            return Located(whereabouts=own)
        found = Whereabouts()
        with degrading(GEOCODER) as degraded:
            found = await self.geocoder.reverse(position, language=language)
        return Located(whereabouts=found.before(own), degraded=degraded)

    async def known(
        self, position: Coordinates, *, actor: Actor, accuracy_m: float = 0.0
    ) -> Whereabouts:
        """Return what own places know.

        Raises:
            GatewayUnavailable: the database cannot be reached.
        """
        witnesses = await self.places.around(
            position, actor=actor, radius_m=CITY_REACH_M, limit=WITNESSES
        )
        return _told(witnesses, reach_m=ADDRESS_REACH_M + accuracy_m)


def _told(witnesses: Sequence[NearPlace], *, reach_m: float) -> Whereabouts:
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
