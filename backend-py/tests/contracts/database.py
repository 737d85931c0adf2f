"""What the storage suites share: the adapters under test, and things stored in them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from tests import makers
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.tours.tour import Lease, Sentence, Tour
from walkumentary.gateway.api_keys import ApiKeysReader
from walkumentary.gateway.events import EventSignals, EventsReader
from walkumentary.gateway.narrations import Piece
from walkumentary.gateway.tour_views import ToursReader
from walkumentary.gateway.unit_of_work import (
    AccountWork,
    Begin,
    LedgerWork,
    TourWork,
)
from walkumentary.gateway.usage import UsageReader
from walkumentary.infra.memory.clock import FixedClock


class StorageWork(TourWork, AccountWork, LedgerWork, Protocol):
    """Everything a transaction of these suites may touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """One set of adapters over one database.

    ``jobs`` reads the committed jobs (name and arguments); ``outage`` is a block in
    which the database cannot be reached.
    """

    begin: Begin[StorageWork]
    tours: ToursReader
    events: EventsReader
    signals: EventSignals
    clock: FixedClock
    usage: UsageReader
    api_keys: ApiKeysReader
    jobs: Callable[[], Awaitable[Sequence[tuple[str, Mapping[str, str]]]]]
    outage: Callable[[], AbstractAsyncContextManager["Database"]]


def owner_of(tour: Tour) -> Actor:
    """Return the person whose tour it is."""
    return makers.an_actor(user_id=tour.owner_id)


def a_stranger() -> Actor:
    """Return somebody who owns nothing."""
    return makers.an_actor()


async def stored(
    database: Database, tour: Tour, sentences: Sequence[Sentence] = ()
) -> Tour:
    """Store a tour and what it says, spoken as far as the sentences are."""
    async with database.begin(owner_of(tour)) as work:
        await work.tours.add(tour)
        await work.tours.add_sentences(
            tour.id, [replace(s, piece_key=None, frames=None) for s in sentences]
        )
        for sentence in sentences:
            await _voice(work, tour, sentence)
        await work.commit()
    return tour


async def _voice(work: StorageWork, tour: Tour, sentence: Sentence) -> None:
    if sentence.piece_key is None or sentence.frames is None:
        return
    piece = makers.a_piece(key=sentence.piece_key, frames=sentence.frames)
    await work.pieces.put(piece)
    await work.tours.voice(tour.id, sentence)


async def read(database: Database, tour: Tour) -> tuple[Tour, Sequence[Sentence]]:
    """Return the committed tour and its sentences, as its owner reads them."""
    track = await database.tours.track(tour.id, actor=owner_of(tour))
    return track.tour, track.sentences


async def taken_lease(database: Database, tour: Tour) -> Lease:
    """Begin a run over the tour."""
    async with database.begin(owner_of(tour)) as work:
        lease = await work.tours.take_lease(tour.id)
        await work.commit()
    return lease


def voiced(
    sentences: Iterable[Sentence], *, frames: int = 100, piece: Piece | None = None
) -> list[Sentence]:
    """Return the sentences spoken by pieces of that many frames."""
    return [
        replace(s, piece_key=(piece or makers.a_piece()).key, frames=frames)
        for s in sentences
    ]
