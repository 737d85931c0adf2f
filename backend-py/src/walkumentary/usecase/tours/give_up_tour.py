"""End a tour that could not be made however often it was tried."""

from dataclasses import dataclass

from walkumentary.domain.tours.status import Happening
from walkumentary.domain.tours.tour import Failure
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.usecase.tours.paying import settle
from walkumentary.usecase.tours.read_tour import TourQuery
from walkumentary.usecase.tours.telling import tell_status

GAVE_UP = Failure(
    code="gave-up",
    detail="The tour could not be made however often it was tried; retry later.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUpTour:
    """The last resort of the job engine: every tour reaches an end state."""

    begin: Begin[TourWork]
    clock: Clock

    async def execute(self, command: TourQuery) -> None:
        """Put an unfinished tour into ``error``; a finished one stays.

        Raises:
            TourNotFound: it was deleted.
        """
        async with self.begin(command.actor) as work:
            tour = await work.tours.get(command.tour_id, owner_id=command.actor.user_id)
            if tour.finished:
                return
            await work.tours.take_lease(tour.id)
            failed = tour.after(Happening.FAILED, now=self.clock.now(), failure=GAVE_UP)
            await settle(work, failed)
            await work.tours.save(failed)
            await tell_status(work, failed, await work.tours.sentences(tour.id))
            await work.commit()
