"""Rename a tour, or put it away."""

from dataclasses import dataclass

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import Begin, TourWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTourCommand:
    """The new title and whether it is archived; None leaves it as it is.

    ``versions`` are those the change may start from; None for whichever is stored.
    """

    actor: Actor
    tour_id: TourId
    title: str | None = None
    archived: bool | None = None
    versions: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTour:
    """Change what the owner may change by hand."""

    begin: Begin[TourWork]
    clock: Clock

    async def execute(self, command: ChangeTourCommand) -> None:
        """Store the change.

        Raises:
            TourNotFound: the actor has no such tour.
            Stale: another version is stored than the change may start from.
            TitleInvalid: the title is empty or too long.
            TextNotStorable: the title holds a character that cannot be stored.
        """
        async with self.begin(command.actor) as work:
            tour = await work.tours.get(command.tour_id, owner_id=command.actor.user_id)
            tour.check_version(command.versions)
            await work.tours.save(self._archived(self._titled(tour, command), command))
            await work.commit()

    def _titled(self, tour: Tour, command: ChangeTourCommand) -> Tour:
        if command.title is None:
            return tour
        return tour.titled(command.title, now=self.clock.now())

    def _archived(self, tour: Tour, command: ChangeTourCommand) -> Tour:
        if command.archived is None:
            return tour
        now = self.clock.now()
        return tour.archived(at=now if command.archived else None, now=now)
