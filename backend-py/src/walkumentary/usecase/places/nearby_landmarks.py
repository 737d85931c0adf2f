"""Show the landmarks around a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.gateway.places import NearPlace, PlacesReader


@dataclass(frozen=True, slots=True, kw_only=True)
class NearbyLandmarksQuery:
    """Who looks around which place, how far."""

    actor: Actor
    place_id: PlaceId
    radius_m: float = 1_000.0
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NearbyLandmarks:
    """Find places worth a stop, without the one in the middle."""

    places: PlacesReader

    async def execute(self, query: NearbyLandmarksQuery) -> Sequence[NearPlace]:
        """Return places with notes, nearest first.

        Raises:
            PlaceNotFound: the actor sees no such place.
            GatewayUnavailable: the database cannot be reached.
        """
        middle = await self.places.get(query.place_id, actor=query.actor)
        around = await self.places.around(
            middle.position,
            actor=query.actor,
            radius_m=query.radius_m,
            landmarks_only=True,
            limit=query.limit + 1,
        )
        others = [near for near in around if near.place.id != middle.id]
        return others[: query.limit]
