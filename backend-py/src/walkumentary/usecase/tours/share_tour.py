"""Give a link to a tour away, and take it back."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from walkumentary.domain.tours.sharing import TOKEN_BYTES, ShareHash, share_hash
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.usecase.tours.read_tour import TourQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class TourLink:
    """A link as it is shown once; only its token's hash is stored."""

    token: str
    created_at: datetime

    def __repr__(self) -> str:
        """Show everything but the secret."""
        return f"TourLink(created_at={self.created_at!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareTour:
    """Make the tour's one link; the one before stops working."""

    begin: Begin[TourWork]
    clock: Clock

    async def execute(self, command: TourQuery) -> TourLink:
        """Return the new link.

        Raises:
            TourNotFound: the actor has no such tour.
            Stale: another version is stored than the change may start from.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now = self.clock.now()
        await _link(self.begin, command, share=share_hash(token), now=now)
        return TourLink(token=token, created_at=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopSharing:
    """End the tour's link at once; where there is none, nothing is wrong."""

    begin: Begin[TourWork]
    clock: Clock

    async def execute(self, command: TourQuery) -> None:
        """Revoke the link.

        Raises:
            TourNotFound: the actor has no such tour.
            Stale: another version is stored than the change may start from.
        """
        await _link(self.begin, command, share=None, now=self.clock.now())


async def _link(
    begin: Begin[TourWork],
    command: TourQuery,
    *,
    share: ShareHash | None,
    now: datetime,
) -> None:
    async with begin(command.actor) as work:
        tour = await work.tours.get(command.tour_id, owner_id=command.actor.user_id)
        tour.check_version(command.versions)
        await work.tours.save(tour.touched(now=now))
        await work.tours.link(tour.id, share)
        await work.commit()
