"""Port: who is just making something that others may wait for."""

from typing import Protocol

from walkumentary.domain.shared.ids import NarrationKey, PieceKey, TourId


class ClaimsGateway(Protocol):
    """Claims inside one transaction, seen by every process once it is committed.

    A claim ends when it is released, or when its holder let it run out.
    """

    async def take(
        self, key: NarrationKey | PieceKey, *, holder: TourId, lease_s: float
    ) -> bool:
        """Claim the making of it, or one's own claim for longer.

        Args:
            key: of what will be stored.
            holder: the tour it is made for: a run that goes on after another died
                takes up its claims.
            lease_s: from now on; whoever makes it must be done by then, or ask again.

        Returns:
            Whether it is the holder's; else somebody is making it.
        """
        ...

    async def release(self, key: NarrationKey | PieceKey, *, holder: TourId) -> None:
        """Give one's claim up, if one has it."""
        ...

    async def drop_expired(self) -> int:
        """Forget claims that nobody holds any more; return how many."""
        ...
