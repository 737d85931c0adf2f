"""Finished narrations and finished audio in memory."""

from collections.abc import Sequence
from datetime import timedelta

from walkumentary.domain.shared.ids import NarrationKey, PieceKey
from walkumentary.gateway.narrations import Narration, Piece
from walkumentary.gateway.storage import piece_key_of
from walkumentary.infra.memory.transaction import Transaction


class MemoryNarrations:
    """Narrations inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def find(self, key: NarrationKey) -> Narration | None:
        """Return the narration, or None."""
        narration = self._transaction.narrations[key]
        if narration is None or not self._transaction.sees(narration.owner_id):
            return None
        self._touch(key)
        return narration

    async def known(self, keys: Sequence[NarrationKey]) -> frozenset[NarrationKey]:
        """Return which of the keys are stored."""
        return frozenset(key for key in keys if self._sees(key))

    async def put(self, narration: Narration) -> None:
        """Store it; the first one stored under a key stays."""
        self._transaction.check_may_write(narration.owner_id)
        await self._transaction.lock(narration.key)
        if self._transaction.narrations[narration.key] is None:
            self._transaction.narrations[narration.key] = narration
            self._touch(narration.key)

    async def drop_unused(self, *, unused_days: int, limit: int) -> int:
        """Delete narrations no tour tells and nobody used for so many days."""
        now = self._transaction.store.clock.now()
        since = now - timedelta(days=unused_days)
        tours = (row.tour for _, row in self._transaction.tours.items())
        told = {stop.narration_key for tour in tours for stop in tour.stops}
        idle = [
            (used_at, key)
            for key, used_at in self._transaction.narrations_used_at.items()
            if used_at < since and key not in told and self._sees(key)
        ]
        dropped = sorted(idle)[:limit]
        for _, key in dropped:
            self._transaction.narrations.drop(key)
            self._transaction.narrations_used_at.drop(key)
        return len(dropped)

    def _sees(self, key: NarrationKey) -> bool:
        narration = self._transaction.narrations[key]
        return narration is not None and self._transaction.sees(narration.owner_id)

    def _touch(self, key: NarrationKey) -> None:
        now = self._transaction.store.clock.now()
        self._transaction.narrations_used_at[key] = now


class MemoryPieces:
    """Pieces inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def find(self, key: PieceKey) -> Piece | None:
        """Return the piece and note its use, or None."""
        piece = self._transaction.pieces[key]
        if piece is None or not self._transaction.sees(piece.owner_id):
            return None
        self._touch(key)
        return piece

    async def known(self, keys: Sequence[PieceKey]) -> frozenset[PieceKey]:
        """Return which of the keys are stored."""
        return frozenset(key for key in keys if self._sees(key))

    async def put(self, piece: Piece) -> Piece:
        """Store it, unless there is one; return the one that stays."""
        self._transaction.check_may_write(piece.owner_id)
        await self._transaction.lock(piece.key)
        stored = self._transaction.pieces[piece.key]
        if stored is None:
            self._transaction.pieces[piece.key] = piece
            self._touch(piece.key)
        return stored or piece

    async def known_paths(self, paths: Sequence[str]) -> frozenset[str]:
        """Return which of the paths a piece is stored under."""
        keys = [key for path in paths if (key := piece_key_of(path))]
        pieces = (self._transaction.pieces[key] for key in keys if self._sees(key))
        return frozenset(piece.path for piece in pieces if piece) & {*paths}

    async def drop_unused(self, *, unused_days: int, limit: int) -> Sequence[str]:
        """Delete pieces that no tour refers to and nobody used for so many days."""
        now = self._transaction.store.clock.now()
        since = now - timedelta(days=unused_days)
        spoken = {s.piece_key for _, s in self._transaction.sentences.items()}
        idle = [
            (used_at, key)
            for key, used_at in self._transaction.pieces_used_at.items()
            if used_at < since and key not in spoken and self._sees(key)
        ]
        return [self._transaction.drop_piece(key) for _, key in sorted(idle)[:limit]]

    def _sees(self, key: PieceKey) -> bool:
        piece = self._transaction.pieces[key]
        return piece is not None and self._transaction.sees(piece.owner_id)

    def _touch(self, key: PieceKey) -> None:
        now = self._transaction.store.clock.now()
        self._transaction.pieces_used_at[key] = now
