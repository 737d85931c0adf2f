"""Adapter: tours in Postgres."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import CursorResult, Update, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.shared.ids import PieceKey, TourId, UserId
from walkumentary.domain.tours.sharing import ShareHash
from walkumentary.domain.tours.status import AudioState
from walkumentary.domain.tours.tour import Lease, Sentence, Stop, Tour, TourNotFound
from walkumentary.gateway.events import tour_topic
from walkumentary.infra.postgres.models import (
    EventTopicRow,
    PieceRow,
    TourRow,
    TourSentenceRow,
    TourStopRow,
)
from walkumentary.infra.postgres.tour_columns import (
    changed_tour,
    new_sentence,
    new_stop,
    new_tour,
)
from walkumentary.infra.postgres.tour_sql import (
    SENTENCES,
    SENTENCES_JSON,
    TOUR_JSON,
    TOURS,
)


class PostgresTours:
    """Tables ``tours``, ``tour_stops`` and ``tour_sentences`` in one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, tour: Tour) -> None:
        """See ``ToursGateway.add``."""
        await self._session.execute(insert(TourRow), [new_tour(tour)])
        stops = [new_stop(tour, stop) for stop in tour.stops]
        if stops:
            await self._session.execute(insert(TourStopRow), stops)

    async def get(self, tour_id: TourId, *, owner_id: UserId) -> Tour:
        """See ``ToursGateway.get``.

        The lock comes first: a statement that waits for one still reads other tables
        as they were before.
        """
        await self._lock(tour_id, owner_id)
        return TOURS.validate_json(await self._json(TOUR_JSON, tour_id))

    async def save(self, tour: Tour) -> None:
        """See ``ToursGateway.save``."""
        statement = update(TourRow).where(
            col(TourRow.id) == tour.id, col(TourRow.owner_id) == tour.owner_id
        )
        await self._change(statement.values(**changed_tour(tour)))

    async def delete(self, tour_id: TourId, *, owner_id: UserId) -> Sequence[str]:
        """See ``ToursGateway.delete``."""
        await self._lock(tour_id, owner_id)
        pieces = await self._private_pieces(tour_id, owner_id)
        await self._session.execute(
            delete(EventTopicRow).where(col(EventTopicRow.topic) == tour_topic(tour_id))
        )
        await self._session.execute(delete(TourRow).where(col(TourRow.id) == tour_id))
        return await self._drop_orphans(pieces)

    async def link(self, tour_id: TourId, share: ShareHash | None) -> None:
        """See ``ToursGateway.link``."""
        statement = update(TourRow).where(col(TourRow.id) == tour_id)
        await self._change(statement.values(share_token_hash=share))

    async def unfinished(self, *, limit: int) -> Sequence[tuple[TourId, UserId]]:
        """See ``ToursGateway.unfinished``."""
        found = await self._session.execute(
            select(col(TourRow.id), col(TourRow.owner_id))
            .where(col(TourRow.audio_state) == AudioState.GROWING.value)
            .order_by(col(TourRow.created_at))
            .limit(limit)
        )
        return [(TourId(row[0]), UserId(row[1])) for row in found]

    async def take_lease(self, tour_id: TourId) -> Lease:
        """See ``ToursGateway.take_lease``."""
        number = await self._session.scalar(
            update(TourRow)
            .where(col(TourRow.id) == tour_id)
            .values(lease=col(TourRow.lease) + 1)
            .returning(col(TourRow.lease))
        )
        if number is None:
            raise _not_found()
        return Lease(tour_id, number)

    async def sentences(self, tour_id: TourId) -> Sequence[Sentence]:
        """See ``ToursGateway.sentences``."""
        return SENTENCES.validate_json(await self._json(SENTENCES_JSON, tour_id))

    async def add_sentences(
        self, tour_id: TourId, sentences: Sequence[Sentence]
    ) -> None:
        """See ``ToursGateway.add_sentences``."""
        owner_id = await self._owner_of(tour_id)
        rows = [new_sentence(tour_id, owner_id, sentence) for sentence in sentences]
        if rows:
            statement = insert(TourSentenceRow).on_conflict_do_nothing()
            await self._session.execute(statement, rows)

    async def voice(self, tour_id: TourId, sentence: Sentence) -> None:
        """See ``ToursGateway.voice``."""
        statement = update(TourSentenceRow).where(
            col(TourSentenceRow.tour_id) == tour_id,
            col(TourSentenceRow.segment) == sentence.segment,
            col(TourSentenceRow.position) == sentence.position,
        )
        await self._change(
            statement.values(piece_key=sentence.piece_key, frames=sentence.frames)
        )

    async def silence(self, tour_id: TourId) -> None:
        """See ``ToursGateway.silence``."""
        await self._owner_of(tour_id)
        await self._session.execute(
            update(TourSentenceRow)
            .where(col(TourSentenceRow.tour_id) == tour_id)
            .values(piece_key=None, frames=None)
        )

    async def save_stop(self, tour_id: TourId, stop: Stop) -> None:
        """See ``ToursGateway.save_stop``."""
        statement = update(TourStopRow).where(
            col(TourStopRow.tour_id) == tour_id,
            col(TourStopRow.position) == stop.position,
        )
        await self._change(
            statement.values(
                written=int(stop.written),
                cached=int(stop.cached),
                dropped=stop.dropped,
                authors=[asdict(author) for author in stop.authors],
            )
        )

    async def _lock(self, tour_id: TourId, owner_id: UserId) -> None:
        found = await self._session.scalar(
            select(col(TourRow.id))
            .where(col(TourRow.id) == tour_id, col(TourRow.owner_id) == owner_id)
            .with_for_update(key_share=True)
        )
        if found is None:
            raise _not_found()

    async def _owner_of(self, tour_id: TourId) -> UserId:
        owner_id = await self._session.scalar(
            select(col(TourRow.owner_id)).where(col(TourRow.id) == tour_id)
        )
        if owner_id is None:
            raise _not_found()
        return UserId(owner_id)

    async def _json(self, query: str, tour_id: TourId) -> str:
        connection = await self._session.connection()
        result = await connection.exec_driver_sql(query, {"tour_id": tour_id})
        text: str = result.scalar_one()
        return text

    async def _change(self, statement: Update) -> None:
        result = await self._session.execute(statement)
        if isinstance(result, CursorResult) and result.rowcount == 0:
            raise _not_found()

    async def _private_pieces(
        self, tour_id: TourId, owner_id: UserId
    ) -> Sequence[PieceKey]:
        """Return the tour's own audio, locked: no other tour takes it up meanwhile."""
        spoken = select(col(TourSentenceRow.piece_key)).where(
            col(TourSentenceRow.tour_id) == tour_id
        )
        keys = await self._session.scalars(
            select(col(PieceRow.key))
            .where(col(PieceRow.owner_id) == owner_id, col(PieceRow.key).in_(spoken))
            .order_by(col(PieceRow.key))
            .with_for_update()
        )
        return [PieceKey(key) for key in keys]

    async def _drop_orphans(self, pieces: Sequence[PieceKey]) -> Sequence[str]:
        if not pieces:
            return ()
        used = exists().where(col(TourSentenceRow.piece_key) == col(PieceRow.key))
        dropped = await self._session.scalars(
            delete(PieceRow)
            .where(col(PieceRow.key).in_(pieces), ~used)
            .returning(col(PieceRow.path))
        )
        return sorted(dropped)


def _not_found() -> TourNotFound:
    return TourNotFound("There is no such tour.")
