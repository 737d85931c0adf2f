"""Read a tour by its link, as somebody without a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.tours.sharing import share_hash
from walkumentary.domain.tours.timing import TimedSentence, spoken_through, timed
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.tour_views import ToursReader


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTourQuery:
    """By which link; ``address`` is what the addresses of its media begin with."""

    token: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSharedTour:
    """The shared tour as finished JSON text."""

    tours: ToursReader

    async def execute(self, query: SharedTourQuery) -> str:
        """Return the JSON text.

        Raises:
            TourNotFound: the link opens nothing, or nothing any more.
        """
        share = share_hash(query.token)
        return await self.tours.shared_view(share, address=query.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSharedTranscript:
    """Every spoken sentence of a shared tour with its exact times."""

    tours: ToursReader

    async def execute(self, token: str) -> Sequence[TimedSentence]:
        """Return the sentences spoken so far, from the start.

        Raises:
            TourNotFound: the link opens nothing, or nothing any more.
        """
        track = await self.tours.shared_track(share_hash(token))
        return timed(spoken_through(track.tour, track.sentences))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSharedRoute:
    """Stops and legs of a shared tour, for a map."""

    tours: ToursReader

    async def execute(self, token: str) -> Tour:
        """Return the tour with its stops and legs.

        Raises:
            TourNotFound: the link opens nothing, or nothing any more.
        """
        return (await self.tours.shared_track(share_hash(token))).tour
