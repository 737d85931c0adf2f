"""All or nothing, in memory."""

from contextvars import ContextVar
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import AppError
from walkumentary.domain.tours.tour import Lease, LeaseLost
from walkumentary.infra.memory.accounts import MemorySigningKeys, MemoryUsers
from walkumentary.infra.memory.api_keys import MemoryApiKeys
from walkumentary.infra.memory.budget import MemoryBudget
from walkumentary.infra.memory.claims import MemoryClaims
from walkumentary.infra.memory.credentials import (
    MemoryAccountTokens,
    MemoryPasswords,
    MemoryRefreshTokens,
    MemorySessions,
)
from walkumentary.infra.memory.erasure import MemoryErasure
from walkumentary.infra.memory.events import MemoryEvents
from walkumentary.infra.memory.identities import MemoryIdentities
from walkumentary.infra.memory.jobs import MemoryJobs
from walkumentary.infra.memory.ledger import MemoryLedger
from walkumentary.infra.memory.narrations import MemoryNarrations, MemoryPieces
from walkumentary.infra.memory.notes import MemoryNotes
from walkumentary.infra.memory.places import MemoryPlaces
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.tours import MemoryTours
from walkumentary.infra.memory.transaction import Transaction

_FLAG: ContextVar["MemoryWork | None"] = ContextVar("open_work", default=None)


def assert_no_open_work() -> None:
    """Fail if the caller holds a transaction open; for doubles of models and files."""
    work = _FLAG.get()
    assert work is None or not work.is_open, (  # noqa: S101  it is an assertion
        "a model, network or file call inside an open transaction"
    )


class MemoryWork:
    """One transaction over a store; it raises a flag while it is open."""

    def __init__(
        self, store: MemoryStore, actor: Actor, *, lease: Lease | None = None
    ) -> None:
        self.is_open = False
        self._store = store
        self._lease = lease
        self._outer: MemoryWork | None = None
        self._transaction = Transaction(store, actor)
        self.tours = MemoryTours(self._transaction)
        self.narrations = MemoryNarrations(self._transaction)
        self.pieces = MemoryPieces(self._transaction)
        self.budget = MemoryBudget(self._transaction)
        self.ledger = MemoryLedger(self._transaction)
        self.claims = MemoryClaims(self._transaction)
        self.events = MemoryEvents(self._transaction)
        self.jobs = MemoryJobs(self._transaction)
        self.users = MemoryUsers(self._transaction)
        self.signing_keys = MemorySigningKeys(self._transaction)
        self.erasure = MemoryErasure(self._transaction)
        self.identities = MemoryIdentities(self._transaction)
        self.passwords = MemoryPasswords(self._transaction)
        self.sessions = MemorySessions(self._transaction)
        self.refresh_tokens = MemoryRefreshTokens(self._transaction)
        self.account_tokens = MemoryAccountTokens(self._transaction)
        self.api_keys = MemoryApiKeys(self._transaction)
        self.places = MemoryPlaces(self._transaction)
        self.notes = MemoryNotes(self._transaction)

    async def __aenter__(self) -> Self:
        self._store.reach(None if self._lease else self._transaction.actor)
        try:
            await self._check_lease()
        except AppError:
            self._transaction.release()
            raise
        self._outer = _FLAG.get()
        _FLAG.set(self)
        self.is_open = True
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()
        _FLAG.set(self._outer)

    async def commit(self) -> None:
        """Make every change in this block durable, jobs and events included."""
        self._store.reach(self._transaction.actor)
        self._transaction.publish()
        self._end()

    async def _check_lease(self) -> None:
        if self._lease is None:
            return
        await self._transaction.lock(str(self._lease.tour_id))
        row = self._transaction.tours[self._lease.tour_id]
        holds = row is not None and row.lease == self._lease.number
        if row is None or not holds or not self._transaction.sees(row.tour.owner_id):
            raise LeaseLost("The tour was taken over by another run, or deleted.")

    def _end(self) -> None:
        self.is_open = False
        self._transaction.release()


@dataclass(frozen=True, slots=True)
class MemoryBegin:
    """Opens transactions over a store."""

    store: MemoryStore

    def __call__(self, actor: Actor, *, lease: Lease | None = None) -> MemoryWork:
        """Open a transaction as ``actor``, fenced by the lease."""
        return MemoryWork(self.store, actor, lease=lease)
