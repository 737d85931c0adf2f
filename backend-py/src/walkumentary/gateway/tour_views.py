"""Port: tours ready to be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import PieceKey, PlaceId, TourId
from walkumentary.domain.tours.sharing import ShareHash
from walkumentary.domain.tours.tour import Sentence, Tour


@dataclass(frozen=True, slots=True, kw_only=True)
class TourFilter:
    """Which of the actor's tours to list; None means any."""

    status: str | None = None
    language: str | None = None
    place_id: PlaceId | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TourCursor:
    """The last tour of the page before: newest first, then by id."""

    created_at: datetime
    tour_id: TourId


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A tour with everything told, in playing order.

    ``paths`` says where the sound of each piece that speaks it is stored.
    """

    tour: Tour
    sentences: Sequence[Sentence]
    paths: Mapping[PieceKey, str]


class ToursReader(Protocol):
    """Read models of tours, as one actor sees them: one statement each."""

    async def view(self, tour_id: TourId, *, actor: Actor, media_query: str) -> str:
        """Return the JSON text of a tour; media addresses end in ``?media_query``.

        Raises:
            TourNotFound: it does not exist or belongs to someone else.
        """
        ...

    async def status(self, tour_id: TourId, *, actor: Actor) -> str:
        """Return the JSON text of a tour's status.

        Raises:
            TourNotFound: it does not exist or belongs to someone else.
        """
        ...

    async def page(
        self,
        *,
        actor: Actor,
        filter: TourFilter,  # noqa: A002  the field's standard word
        after: TourCursor | None,
        limit: int,
    ) -> str:
        """Return the JSON text ``{items, next_cursor}``, newest first."""
        ...

    async def track(self, tour_id: TourId, *, actor: Actor) -> Track:
        """Return the tour with its sentences.

        Raises:
            TourNotFound: it does not exist or belongs to someone else.
        """
        ...

    async def shared_view(self, share: ShareHash, *, address: str) -> str:
        """Return the JSON text of a tour as whoever holds its link sees it.

        Args:
            share: of the link.
            address: what the addresses of its media begin with.

        Raises:
            TourNotFound: no link has this hash any more, or its tour is put away.
        """
        ...

    async def shared_track(self, share: ShareHash) -> Track:
        """Return the tour behind a link with its sentences.

        Raises:
            TourNotFound: as above.
        """
        ...

    async def is_shared(self, share: ShareHash) -> bool:
        """Return whether the link still opens its tour."""
        ...
