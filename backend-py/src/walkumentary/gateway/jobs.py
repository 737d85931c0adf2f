"""Port: work to be done later, at least once, by any worker."""

from typing import Protocol

from walkumentary.domain.shared.ids import TourId, UserId


class JobsGateway(Protocol):
    """Jobs enqueued inside the transaction of the rows they work on."""

    async def make_tour(self, tour_id: TourId, *, owner_id: UserId) -> None:
        """Have the tour's missing text and sound made; it resumes what is there."""
        ...

    async def alert_budget(self, owner_id: UserId, *, bucket: str, level: int) -> None:
        """Have operators told that a person spent so much (per cent) of a day."""
        ...

    async def send_mail(self, seed: str) -> None:
        """Have the mail sent that waits under this seed of a link."""
        ...

    async def forget_account(self, user_id: UserId) -> None:
        """Have an account forgotten wherever it lives beside our rows."""
        ...

    async def tours_to_make(self) -> frozenset[TourId]:
        """Return the tours whose job waits or runs, whoever's they are."""
        ...
