"""Have tours made on whose job was lost: every tour reaches an end."""

from dataclasses import dataclass

from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.unit_of_work import Begin, TourWork

BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeTours:
    """A job may end without its tour, as when its worker froze and another died."""

    begin: Begin[TourWork]

    async def execute(self) -> int:
        """Give unfinished tours without a job a new one; return how many.

        A tour and its job are begun in one transaction, and the tours are read first:
        one that is only just begun is never taken for lost.

        Raises:
            DatabaseUnavailable: the rows cannot be reached.
        """
        async with self.begin(SYSTEM) as work:
            unfinished = await work.tours.unfinished(limit=BATCH)
            in_hand = await work.jobs.tours_to_make()
            lost = [tour for tour in unfinished if tour[0] not in in_hand]
            for tour_id, owner_id in lost:
                await work.jobs.make_tour(tour_id, owner_id=owner_id)
            await work.commit()
        return len(lost)
