"""Port: work to be done later, at least once, by any worker."""

from typing import Protocol

from walkumentary.domain.shared.ids import TourId, UserId


class JobsGateway(Protocol):
    """Jobs enqueued inside the transaction of the rows they work on."""

    async def make_tour(self, tour_id: TourId, *, owner_id: UserId) -> None:
        """Have the tour's missing text and sound made; it resumes what is there."""
        ...
