"""Tours in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from walkumentary.domain.shared.ids import PieceKey, TourId, UserId
from walkumentary.domain.tours.sharing import ShareHash
from walkumentary.domain.tours.timing import playing_order
from walkumentary.domain.tours.tour import Lease, Sentence, Stop, Tour, TourNotFound
from walkumentary.gateway.events import tour_topic
from walkumentary.gateway.narrations import PieceMissing
from walkumentary.gateway.unit_of_work import AlreadyStored, TextNotStorable
from walkumentary.infra.memory.store import SentenceKey, TourRow
from walkumentary.infra.memory.transaction import Transaction


class MemoryTours:
    """Tours inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, tour: Tour) -> None:
        """Store a new tour with its stops."""
        self._transaction.check_may_write(tour.owner_id)
        _check_storable(tour.title, tour.description)
        if self._transaction.tours[tour.id] is not None:
            raise AlreadyStored("There is a tour with this id already.")
        self._transaction.tours[tour.id] = TourRow(tour)

    async def get(self, tour_id: TourId, *, owner_id: UserId) -> Tour:
        """Return the tour with its stops, locked against other writers."""
        await self._transaction.lock(str(tour_id))
        return self._owned(tour_id, owner_id).tour

    async def save(self, tour: Tour) -> None:
        """Replace the tour's own fields."""
        _check_storable(tour.title, tour.description)
        await self._transaction.lock(str(tour.id))
        row = self._owned(tour.id, tour.owner_id)
        saved = replace(tour, stops=row.tour.stops)
        self._transaction.tours[tour.id] = replace(row, tour=saved)

    async def delete(self, tour_id: TourId, *, owner_id: UserId) -> Sequence[str]:
        """Delete it with stops, sentences, events and its private audio."""
        await self._transaction.lock(str(tour_id))
        self._owned(tour_id, owner_id)
        spoken = {s.piece_key for _, s in self._of(tour_id) if s.piece_key}
        self._drop(tour_id)
        orphans = [key for key in sorted(spoken) if self._is_orphan(key, owner_id)]
        return sorted(self._transaction.drop_piece(key) for key in orphans)

    async def link(self, tour_id: TourId, share: ShareHash | None) -> None:
        """Let the link with this hash open the tour, and no other."""
        await self._transaction.lock(str(tour_id))
        row = self._visible(tour_id)
        self._transaction.tours[tour_id] = replace(row, share=share)

    async def unfinished(self, *, limit: int) -> Sequence[tuple[TourId, UserId]]:
        """Return tours that something will still happen to, oldest first."""
        rows = [row.tour for _, row in self._transaction.tours.items()]
        seen = [t for t in rows if self._transaction.sees(t.owner_id)]
        growing = sorted((t for t in seen if not t.finished), key=_created_at)
        return [(tour.id, tour.owner_id) for tour in growing[:limit]]

    async def take_lease(self, tour_id: TourId) -> Lease:
        """Raise the lease by one."""
        await self._transaction.lock(str(tour_id))
        row = self._visible(tour_id)
        self._transaction.tours[tour_id] = replace(row, lease=row.lease + 1)
        return Lease(tour_id, row.lease + 1)

    async def sentences(self, tour_id: TourId) -> Sequence[Sentence]:
        """Return the sentences written so far in playing order."""
        if not self._sees(tour_id):
            return ()
        return playing_order(sentence for _, sentence in self._of(tour_id))

    async def add_sentences(
        self, tour_id: TourId, sentences: Sequence[Sentence]
    ) -> None:
        """Store sentences; one stored before at (segment, position) is kept."""
        _check_storable(*(sentence.text for sentence in sentences))
        self._visible(tour_id)
        for sentence in sentences:
            key = (tour_id, sentence.segment, sentence.position)
            stored = self._transaction.sentences[key]
            self._transaction.sentences[key] = stored or sentence

    async def voice(self, tour_id: TourId, sentence: Sentence) -> None:
        """Record the piece that speaks a stored sentence."""
        self._visible(tour_id)
        key = (tour_id, sentence.segment, sentence.position)
        stored = self._transaction.sentences[key]
        if stored is None:
            raise TourNotFound("The sentence is gone.")
        self._check_piece(sentence.piece_key)
        self._transaction.sentences[key] = replace(
            stored, piece_key=sentence.piece_key, frames=sentence.frames
        )

    async def silence(self, tour_id: TourId) -> None:
        """Forget which pieces speak the tour."""
        self._visible(tour_id)
        for key, sentence in list(self._of(tour_id)):
            self._transaction.sentences[key] = replace(
                sentence, piece_key=None, frames=None
            )

    async def save_stop(self, tour_id: TourId, stop: Stop) -> None:
        """Record a stop's ``written``, ``cached`` and ``dropped``."""
        row = self._visible(tour_id)
        stops = [_progressed(stored, stop) for stored in row.tour.stops]
        tour = replace(row.tour, stops=tuple(stops))
        self._transaction.tours[tour_id] = replace(row, tour=tour)

    def _visible(self, tour_id: TourId) -> TourRow:
        row = self._transaction.tours[tour_id]
        if row is None or not self._transaction.sees(row.tour.owner_id):
            raise TourNotFound("There is no such tour.")
        return row

    def _owned(self, tour_id: TourId, owner_id: UserId) -> TourRow:
        row = self._visible(tour_id)
        if row.tour.owner_id != owner_id:
            raise TourNotFound("There is no such tour.")
        return row

    def _sees(self, tour_id: TourId) -> bool:
        row = self._transaction.tours[tour_id]
        return row is not None and self._transaction.sees(row.tour.owner_id)

    def _of(self, tour_id: TourId) -> Iterator[tuple[SentenceKey, Sentence]]:
        rows = self._transaction.sentences.items()
        return ((key, row) for key, row in rows if key[0] == tour_id)

    def _drop(self, tour_id: TourId) -> None:
        topic = tour_topic(tour_id)
        events = self._transaction.events.items()
        for key in [key for key, _ in self._of(tour_id)]:
            self._transaction.sentences.drop(key)
        for event in [key for key, _ in events if key[0] == topic]:
            self._transaction.events.drop(event)
        self._transaction.topics.drop(topic)
        self._transaction.tours.drop(tour_id)

    def _is_orphan(self, key: PieceKey, owner_id: UserId) -> bool:
        piece = self._transaction.pieces[key]
        if piece is None or piece.owner_id != owner_id:
            return False
        return all(s.piece_key != key for _, s in self._transaction.sentences.items())

    def _check_piece(self, key: PieceKey | None) -> None:
        if key is not None and self._transaction.pieces[key] is None:
            raise PieceMissing("The piece is not stored, or was deleted meanwhile.")


def _created_at(tour: Tour) -> datetime:
    return tour.created_at


def _progressed(stored: Stop, stop: Stop) -> Stop:
    if stored.position != stop.position:
        return stored
    return replace(
        stored,
        written=stop.written,
        cached=stop.cached,
        dropped=stop.dropped,
        authors=stop.authors,
    )


def _check_storable(*texts: str) -> None:
    if any("\x00" in text for text in texts):
        raise TextNotStorable("The text holds a character that cannot be stored.")
