"""What the in-memory adapters share: committed rows, row locks and bells."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from walkumentary.domain.accounts.api_key import ApiKey
from walkumentary.domain.accounts.identities import Identity, Provider
from walkumentary.domain.accounts.sessions import AccountToken, RefreshToken, SignIn
from walkumentary.domain.accounts.usage import Charge, Subject
from walkumentary.domain.accounts.user import NoSuchAccount, User
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.ids import (
    NarrationKey,
    NoteId,
    PieceKey,
    PlaceId,
    TourId,
    UserId,
)
from walkumentary.domain.tours.sharing import ShareHash
from walkumentary.domain.tours.tour import Sentence, Tour
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.budget import Reservation
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.events import Event
from walkumentary.gateway.ledger import CallEnd, ProviderCall
from walkumentary.gateway.narrations import Narration, Piece
from walkumentary.gateway.notes import Vector
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.clock import FixedClock

type SentenceKey = tuple[TourId, int, int]


@dataclass(frozen=True, slots=True)
class TourRow:
    """A tour, the newest lease on it, and the hash of the link that opens it."""

    tour: Tour
    lease: int = 0
    share: ShareHash | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """Whose topic it is, and the number of its newest event."""

    owner_id: UserId
    last_seq: int


@dataclass(frozen=True, slots=True)
class Job:
    """An enqueued job."""

    name: str
    args: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """For which tour something is just made, and until when nobody else makes it."""

    holder: TourId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation and its state: ``open``, ``settled`` or ``void``."""

    reservation: Reservation
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A provider call and its state: ``started``, ``settled`` or ``unknown``."""

    call: ProviderCall
    state: str = "started"
    end: CallEnd | None = None
    usd: Decimal | None = None


def _locks() -> defaultdict[str, asyncio.Lock]:
    return defaultdict(asyncio.Lock)


def _bells() -> defaultdict[str, set[asyncio.Event]]:
    return defaultdict(set)


@dataclass(slots=True, kw_only=True)
class MemoryStore:
    """A database in a few dictionaries; ``reachable`` False plays an outage."""

    clock: Clock = field(default_factory=FixedClock)
    reachable: bool = True
    tours: dict[TourId, TourRow] = field(default_factory=dict)
    sentences: dict[SentenceKey, Sentence] = field(default_factory=dict)
    narrations: dict[NarrationKey, Narration] = field(default_factory=dict)
    narrations_used_at: dict[NarrationKey, datetime] = field(default_factory=dict)
    pieces: dict[PieceKey, Piece] = field(default_factory=dict)
    pieces_used_at: dict[PieceKey, datetime] = field(default_factory=dict)
    reservations: dict[Subject, Reserved] = field(default_factory=dict)
    charges: dict[tuple[Subject, str], Charge] = field(default_factory=dict)
    charged_at: dict[tuple[Subject, str], datetime] = field(default_factory=dict)
    alerts: dict[tuple[UserId, str, int], bool] = field(default_factory=dict)
    ledger: dict[UUID, LedgerRow] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    users: dict[UserId, User] = field(default_factory=dict)
    deleted: dict[UserId, datetime] = field(default_factory=dict)
    identities: dict[tuple[Provider, str], Identity] = field(default_factory=dict)
    passwords: dict[UserId, str] = field(default_factory=dict)
    sessions: dict[UUID, SignIn] = field(default_factory=dict)
    refresh_tokens: dict[bytes, RefreshToken] = field(default_factory=dict)
    account_tokens: dict[bytes, AccountToken] = field(default_factory=dict)
    signing_keys: dict[str, SigningKey] = field(default_factory=dict)
    api_keys: dict[UUID, ApiKey] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    events: dict[tuple[str, int], Event] = field(default_factory=dict)
    places: dict[PlaceId, Place] = field(default_factory=dict)
    notes: dict[NoteId, Note] = field(default_factory=dict)
    note_vectors: dict[tuple[NoteId, str], Vector] = field(default_factory=dict)
    pack_hashes: dict[str, str] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)
    locks: defaultdict[str, asyncio.Lock] = field(default_factory=_locks)
    bells: defaultdict[str, set[asyncio.Event]] = field(default_factory=_bells)

    def reach(self, actor: Actor | None = None) -> None:
        """Do nothing, or fail as a database that is away, or knows the actor is gone.

        Raises:
            DatabaseUnavailable: ``reachable`` is False.
            NoSuchAccount: the actor's account was deleted.
        """
        if not self.reachable:
            raise DatabaseUnavailable("The database cannot be reached.")
        if actor is not None and actor.user_id in self.deleted:
            raise NoSuchAccount("This account was deleted.")


def sees(actor: Actor, owner_id: UserId | None) -> bool:
    """Whether row-level security shows the actor a row that is owner's or nobody's."""
    return actor.kind is ActorKind.SYSTEM or owner_id in {None, actor.user_id}
