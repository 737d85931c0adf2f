"""Jobs in memory: recorded when the transaction commits, run by the test."""

from walkumentary.domain.shared.ids import TourId, UserId
from walkumentary.infra.memory.store import Job
from walkumentary.infra.memory.transaction import Transaction


class MemoryJobs:
    """Jobs inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def make_tour(self, tour_id: TourId, *, owner_id: UserId) -> None:
        """Have the tour's missing text and sound made."""
        args = {"tour_id": str(tour_id), "owner_id": str(owner_id)}
        self._transaction.jobs.append(Job("tours.make", args))
