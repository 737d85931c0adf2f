"""Claims in memory."""

from datetime import timedelta

from walkumentary.domain.shared.ids import NarrationKey, PieceKey, TourId
from walkumentary.infra.memory.store import Claim
from walkumentary.infra.memory.transaction import Transaction


class MemoryClaims:
    """Claims inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def take(
        self, key: NarrationKey | PieceKey, *, holder: TourId, lease_s: float
    ) -> bool:
        """Claim the making of it, or one's own claim for longer."""
        await self._transaction.lock(f"claim:{key}")
        now = self._transaction.store.clock.now()
        held = self._transaction.claims[key]
        if held is not None and held.holder != holder and held.expires_at > now:
            return False
        until = now + timedelta(seconds=lease_s)
        self._transaction.claims[key] = Claim(holder=holder, expires_at=until)
        return True

    async def release(self, key: NarrationKey | PieceKey, *, holder: TourId) -> None:
        """Give one's claim up, if one has it."""
        held = self._transaction.claims[key]
        if held is not None and held.holder == holder:
            self._transaction.claims.drop(key)

    async def drop_expired(self) -> int:
        """Forget claims that nobody holds any more; return how many."""
        now = self._transaction.store.clock.now()
        held = self._transaction.claims.items()
        expired = [key for key, claim in held if claim.expires_at <= now]
        for key in expired:
            self._transaction.claims.drop(key)
        return len(expired)
