"""Delete a tour, with the audio nobody else has."""

from dataclasses import dataclass

from walkumentary.domain.accounts.usage import Bill, Subject
from walkumentary.gateway.storage import StorageGateway
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.usecase.tours.read_tour import TourQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTour:
    """Rows first, in one transaction; then the files those rows named."""

    begin: Begin[TourWork]
    storage: StorageGateway

    async def execute(self, command: TourQuery) -> None:
        """Delete it; a run that is making it loses its lease.

        Raises:
            TourNotFound: the actor has no such tour.
            Stale: it is stored in another version than the one to be deleted.
            GatewayUnavailable: it is gone, but its private audio could not be deleted.
        """
        async with self.begin(command.actor) as work:
            bill = Bill(
                owner_id=command.actor.user_id,
                subject=Subject("tour", command.tour_id),
            )
            await self._check(work, command)
            await work.budget.settle(bill, delivered=True)
            paths = await work.tours.delete(
                command.tour_id, owner_id=command.actor.user_id
            )
            await work.commit()
        await self.storage.delete(paths)

    async def _check(self, work: TourWork, command: TourQuery) -> None:
        if command.versions is not None:
            owner_id = command.actor.user_id
            tour = await work.tours.get(command.tour_id, owner_id=owner_id)
            tour.check_version(command.versions)
