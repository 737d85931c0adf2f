"""Read one tour, its status, or the actor's list of tours."""

from dataclasses import dataclass

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.cursor import decode_cursor
from walkumentary.gateway.media import MediaSignerGateway
from walkumentary.gateway.tour_views import TourCursor, TourFilter, ToursReader


@dataclass(frozen=True, slots=True, kw_only=True)
class TourQuery:
    """Who asks for which tour, in which versions; None for whichever is stored."""

    actor: Actor
    tour_id: TourId
    versions: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListToursQuery:
    """Which page of the actor's tours; ``cursor`` as the page before gave it."""

    actor: Actor
    which: TourFilter
    cursor: str | None
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTour:
    """The whole tour as finished JSON text, its media addresses signed."""

    tours: ToursReader
    media: MediaSignerGateway

    async def execute(self, query: TourQuery) -> str:
        """Return the JSON text.

        Raises:
            TourNotFound: the actor has no such tour.
        """
        grant = self.media.sign(query.tour_id, actor=query.actor)
        return await self.tours.view(
            query.tour_id, actor=query.actor, media_query=grant.query
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTourStatus:
    """Where the tour stands, as finished JSON text."""

    tours: ToursReader

    async def execute(self, query: TourQuery) -> str:
        """Return the JSON text.

        Raises:
            TourNotFound: the actor has no such tour.
        """
        return await self.tours.status(query.tour_id, actor=query.actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTours:
    """A page of the actor's own tours, newest first."""

    tours: ToursReader

    async def execute(self, query: ListToursQuery) -> str:
        """Return the JSON text of the page.

        Raises:
            CursorInvalid: the cursor is not one we gave out.
        """
        after = _after(query.cursor)
        return await self.tours.page(
            actor=query.actor, filter=query.which, after=after, limit=query.limit
        )


def _after(cursor: str | None) -> TourCursor | None:
    if cursor is None:
        return None
    created_at, tour_id = decode_cursor(cursor)
    return TourCursor(created_at=created_at, tour_id=tour_id)
