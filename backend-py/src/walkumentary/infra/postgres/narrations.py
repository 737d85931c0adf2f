"""Adapter: finished narrations and finished audio in Postgres."""

from collections.abc import Sequence
from datetime import timedelta

from pydantic import TypeAdapter
from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.shared.ids import NarrationKey, PieceKey, PlaceId, UserId
from walkumentary.domain.tours.narration import NarratedSentence
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.narrations import Narration, Piece
from walkumentary.gateway.storage import piece_key_of
from walkumentary.infra.postgres.models import (
    NarrationRow,
    PieceRow,
    TourSentenceRow,
    TourStopRow,
)

USE_NOTED_EVERY = timedelta(hours=1)
"""Lifetimes are days: more often would only make readers wait for each other."""
_SENTENCES: TypeAdapter[tuple[NarratedSentence, ...]] = TypeAdapter(
    tuple[NarratedSentence, ...]
)


class PostgresNarrations:
    """Table ``narrations`` inside one transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def find(self, key: NarrationKey) -> Narration | None:
        """See ``NarrationsGateway.find``."""
        row = await self._session.get(NarrationRow, key)
        if row is None:
            return None
        _note_use(row, self._clock)
        return Narration(
            key=NarrationKey(row.key),
            owner_id=UserId(row.owner_id) if row.owner_id else None,
            place_id=PlaceId(row.place_id),
            sentences=_SENTENCES.validate_python(row.sentences),
            dropped=row.dropped,
            provider=row.provider,
            model=row.model,
        )

    async def known(self, keys: Sequence[NarrationKey]) -> frozenset[NarrationKey]:
        """See ``NarrationsGateway.known``."""
        found = await self._session.scalars(
            select(col(NarrationRow.key)).where(col(NarrationRow.key).in_(keys))
        )
        return frozenset(NarrationKey(key) for key in found)

    async def put(self, narration: Narration) -> None:
        """See ``NarrationsGateway.put``."""
        now = self._clock.now()
        columns = {
            "key": narration.key,
            "owner_id": narration.owner_id,
            "place_id": narration.place_id,
            "sentences": _SENTENCES.dump_python(narration.sentences, mode="json"),
            "dropped": narration.dropped,
            "provider": narration.provider,
            "model": narration.model,
            "created_at": now,
            "last_used_at": now,
        }
        statement = insert(NarrationRow).on_conflict_do_nothing()
        await self._session.execute(statement, [columns])

    async def drop_unused(self, *, unused_days: int, limit: int) -> int:
        """See ``NarrationsGateway.drop_unused``."""
        told = exists().where(col(TourStopRow.narration_key) == col(NarrationRow.key))
        since = self._clock.now() - timedelta(days=unused_days)
        idle = (
            select(col(NarrationRow.key))
            .where(col(NarrationRow.last_used_at) < since, ~told)
            .order_by(col(NarrationRow.last_used_at), col(NarrationRow.key))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        dropped = await self._session.scalars(
            delete(NarrationRow)
            .where(col(NarrationRow.key).in_(idle.scalar_subquery()))
            .returning(col(NarrationRow.key))
        )
        return len(dropped.all())


class PostgresPieces:
    """Table ``pieces`` inside one transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def find(self, key: PieceKey) -> Piece | None:
        """See ``PiecesGateway.find``; nobody deletes it before this ends."""
        row = await self._session.get(
            PieceRow, key, with_for_update={"read": True, "key_share": True}
        )
        if row is None:
            return None
        _note_use(row, self._clock)
        return Piece(
            key=PieceKey(row.key),
            owner_id=UserId(row.owner_id) if row.owner_id else None,
            path=row.path,
            frames=row.frames,
            voice=row.voice,
            provider=row.provider,
            model=row.model,
        )

    async def known(self, keys: Sequence[PieceKey]) -> frozenset[PieceKey]:
        """See ``PiecesGateway.known``."""
        found = await self._session.scalars(
            select(col(PieceRow.key)).where(col(PieceRow.key).in_(keys))
        )
        return frozenset(PieceKey(key) for key in found)

    async def put(self, piece: Piece) -> Piece:
        """See ``PiecesGateway.put``; one who stores the same waits for the other."""
        now = self._clock.now()
        columns = {
            "key": piece.key,
            "owner_id": piece.owner_id,
            "path": piece.path,
            "frames": piece.frames,
            "voice": piece.voice,
            "provider": piece.provider,
            "model": piece.model,
            "created_at": now,
            "last_used_at": now,
        }
        statement = insert(PieceRow).on_conflict_do_nothing()
        await self._session.execute(statement, [columns])
        return await self.find(piece.key) or piece

    async def known_paths(self, paths: Sequence[str]) -> frozenset[str]:
        """See ``PiecesGateway.known_paths``; found by their keys, which are indexed."""
        keys = [key for path in paths if (key := piece_key_of(path))]
        found = await self._session.scalars(
            select(col(PieceRow.path)).where(
                col(PieceRow.key).in_(keys), col(PieceRow.path).in_(paths)
            )
        )
        return frozenset(found)

    async def drop_unused(self, *, unused_days: int, limit: int) -> Sequence[str]:
        """See ``PiecesGateway.drop_unused``.

        Candidates are locked before they are looked at once more: a tour may have
        taken one up while this waited.
        """
        spoken = exists().where(col(TourSentenceRow.piece_key) == col(PieceRow.key))
        since = self._clock.now() - timedelta(days=unused_days)
        idle = await self._session.scalars(
            select(col(PieceRow.key))
            .where(col(PieceRow.last_used_at) < since, ~spoken)
            .order_by(col(PieceRow.last_used_at), col(PieceRow.key))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        dropped = await self._session.scalars(
            delete(PieceRow)
            .where(col(PieceRow.key).in_(idle.all()), ~spoken)
            .returning(col(PieceRow.path))
        )
        return dropped.all()


def _note_use(row: NarrationRow | PieceRow, clock: Clock) -> None:
    """Keep what is used; written with the transaction, if it commits."""
    now = clock.now()
    if now - row.last_used_at > USE_NOTED_EVERY:
        row.last_used_at = now
