"""Port: where tours are kept."""

from collections.abc import Sequence
from typing import Protocol

from walkumentary.domain.shared.ids import TourId, UserId
from walkumentary.domain.tours.sharing import ShareHash
from walkumentary.domain.tours.tour import Lease, Sentence, Stop, Tour


class ToursGateway(Protocol):
    """Tours inside one transaction, as one owner sees them."""

    async def add(self, tour: Tour) -> None:
        """Store a new tour with its stops.

        Raises:
            Forbidden: its owner is not the actor.
        """
        ...

    async def get(self, tour_id: TourId, *, owner_id: UserId) -> Tour:
        """Return the tour with its stops, locked against other writers.

        Raises:
            TourNotFound: it does not exist or belongs to someone else.
        """
        ...

    async def save(self, tour: Tour) -> None:
        """Replace the tour's own fields (not its stops); idempotent.

        Raises:
            TourNotFound: it was deleted meanwhile.
        """
        ...

    async def delete(self, tour_id: TourId, *, owner_id: UserId) -> Sequence[str]:
        """Delete it with stops, sentences and events.

        Returns:
            The paths of its private audio that no other tour uses: deleted as well.

        Raises:
            TourNotFound: it does not exist or belongs to someone else.
        """
        ...

    async def link(self, tour_id: TourId, share: ShareHash | None) -> None:
        """Let the link with this hash open the tour, and no other; None: no link.

        Apart from ``save``, so that no run brings a revoked link back.

        Raises:
            TourNotFound: it was deleted meanwhile, or belongs to someone else.
        """
        ...

    async def unfinished(self, *, limit: int) -> Sequence[tuple[TourId, UserId]]:
        """Return tours that something will still happen to, oldest first, and whose.

        Only those the actor may see; the system sees all.
        """
        ...

    async def take_lease(self, tour_id: TourId) -> Lease:
        """Raise the lease by one; every earlier holder's next transaction fails.

        Raises:
            TourNotFound: no such tour.
        """
        ...

    async def sentences(self, tour_id: TourId) -> Sequence[Sentence]:
        """Return the sentences written so far in playing order."""
        ...

    async def add_sentences(
        self, tour_id: TourId, sentences: Sequence[Sentence]
    ) -> None:
        """Store sentences; one stored before at (segment, position) is kept.

        Raises:
            TourNotFound: it was deleted meanwhile, or belongs to someone else.
        """
        ...

    async def voice(self, tour_id: TourId, sentence: Sentence) -> None:
        """Record the piece that speaks a stored sentence.

        Raises:
            TourNotFound: it was deleted meanwhile, or belongs to someone else.
            PieceMissing: the piece is not stored (``pieces.put`` it first).
        """
        ...

    async def silence(self, tour_id: TourId) -> None:
        """Forget which pieces speak the tour: a new voice will.

        Raises:
            TourNotFound: it was deleted meanwhile, or belongs to someone else.
        """
        ...

    async def save_stop(self, tour_id: TourId, stop: Stop) -> None:
        """Record a stop's ``written``, ``cached``, ``dropped`` and ``authors``.

        Raises:
            TourNotFound: it was deleted meanwhile, or belongs to someone else.
        """
        ...
