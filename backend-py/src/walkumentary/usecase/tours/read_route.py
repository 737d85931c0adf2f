"""The walk itself: where it goes."""

from dataclasses import dataclass

from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.tour_views import ToursReader
from walkumentary.usecase.tours.read_tour import TourQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRoute:
    """Stops and legs, for a map."""

    tours: ToursReader

    async def execute(self, query: TourQuery) -> Tour:
        """Return the tour with its stops and legs.

        Raises:
            TourNotFound: the actor has no such tour.
        """
        track = await self.tours.track(query.tour_id, actor=query.actor)
        return track.tour
