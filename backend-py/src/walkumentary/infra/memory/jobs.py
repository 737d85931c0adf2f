"""Jobs in memory: recorded when the transaction commits, run by the test."""

from uuid import UUID

from walkumentary.domain.shared.ids import TourId, UserId
from walkumentary.infra.memory.store import Job
from walkumentary.infra.memory.transaction import Transaction

MAKE_TOUR = "tours.make"


class MemoryJobs:
    """Jobs inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def make_tour(self, tour_id: TourId, *, owner_id: UserId) -> None:
        """Have the tour's missing text and sound made."""
        args = {"tour_id": str(tour_id), "owner_id": str(owner_id)}
        self._transaction.jobs.append(Job(MAKE_TOUR, args))

    async def alert_budget(self, owner_id: UserId, *, bucket: str, level: int) -> None:
        """Have operators told that a person spent much."""
        args = {"owner_id": str(owner_id), "bucket": bucket, "level": str(level)}
        self._transaction.jobs.append(Job("ops.alert_budget", args))

    async def send_mail(self, seed: str) -> None:
        """Have the mail sent that waits under this seed of a link."""
        self._transaction.jobs.append(Job("accounts.send_mail", {"seed": seed}))

    async def forget_account(self, user_id: UserId) -> None:
        """Have an account forgotten wherever it lives beside our rows."""
        self._transaction.jobs.append(Job("accounts.forget", {"user_id": str(user_id)}))

    async def tours_to_make(self) -> frozenset[TourId]:
        """Return the tours whose job waits or runs, whoever's they are."""
        jobs = [*self._transaction.store.jobs, *self._transaction.jobs]
        return frozenset(
            TourId(UUID(job.args["tour_id"])) for job in jobs if job.name == MAKE_TOUR
        )
