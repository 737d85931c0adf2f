"""One transaction over the memory store: read committed, with row locks."""

import asyncio
from collections.abc import Iterator

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.domain.shared.ids import PieceKey, UserId
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.store import Job, MemoryStore, sees

LOCK_TIMEOUT_S = 5.0


class Staged[K, V]:
    """A table as one transaction sees it: its own changes over what is committed."""

    def __init__(self, committed: dict[K, V]) -> None:
        self._committed = committed
        self._changes: dict[K, V | None] = {}
        self._over = False

    def __getitem__(self, key: K) -> V | None:
        if key in self._changes:
            return self._changes[key]
        return self._committed.get(key)

    def __setitem__(self, key: K, row: V) -> None:
        self._change(key, row)

    def drop(self, key: K) -> None:
        """Delete the row, if there is one."""
        self._change(key, None)

    def items(self) -> Iterator[tuple[K, V]]:
        """Yield every row with its key."""
        merged: dict[K, V | None] = {**self._committed, **self._changes}
        return ((key, row) for key, row in merged.items() if row is not None)

    def publish(self) -> None:
        """Commit the changes."""
        rows = {**self._committed, **self._changes}
        self._committed.clear()
        self._committed.update({k: row for k, row in rows.items() if row is not None})
        self._over = True

    def _change(self, key: K, row: V | None) -> None:
        if self._over:
            raise RuntimeError("the transaction is over")
        self._changes[key] = row


class Transaction:
    """What is changed but not committed, who acts, and which rows are locked."""

    def __init__(self, store: MemoryStore, actor: Actor) -> None:
        self.store = store
        self.actor = actor
        self.tours = Staged(store.tours)
        self.sentences = Staged(store.sentences)
        self.narrations = Staged(store.narrations)
        self.narrations_used_at = Staged(store.narrations_used_at)
        self.pieces = Staged(store.pieces)
        self.pieces_used_at = Staged(store.pieces_used_at)
        self.reservations = Staged(store.reservations)
        self.charges = Staged(store.charges)
        self.charged_at = Staged(store.charged_at)
        self.alerts = Staged(store.alerts)
        self.ledger = Staged(store.ledger)
        self.claims = Staged(store.claims)
        self.users = Staged(store.users)
        self.deleted = Staged(store.deleted)
        self.identities = Staged(store.identities)
        self.passwords = Staged(store.passwords)
        self.sessions = Staged(store.sessions)
        self.refresh_tokens = Staged(store.refresh_tokens)
        self.account_tokens = Staged(store.account_tokens)
        self.signing_keys = Staged(store.signing_keys)
        self.api_keys = Staged(store.api_keys)
        self.topics = Staged(store.topics)
        self.events = Staged(store.events)
        self.places = Staged(store.places)
        self.notes = Staged(store.notes)
        self.note_vectors = Staged(store.note_vectors)
        self.pack_hashes = Staged(store.pack_hashes)
        self.jobs: list[Job] = []
        self.news: set[str] = set()
        self._held: dict[str, asyncio.Lock] = {}

    def sees(self, owner_id: UserId | None) -> bool:
        """Whether row-level security shows such a row."""
        return sees(self.actor, owner_id)

    def check_may_write(self, owner_id: UserId | None) -> None:
        """Refuse a new row that row-level security would refuse.

        Raises:
            Forbidden: the row would be somebody else's.
        """
        if not self.sees(owner_id):
            raise Forbidden("Row-level security forbids this.")

    def drop_piece(self, key: PieceKey) -> str:
        """Delete a piece with what is known of its use; return its path."""
        piece = self.pieces[key]
        self.pieces.drop(key)
        self.pieces_used_at.drop(key)
        return piece.path if piece else ""

    def _drop_identities(self, user_id: UserId) -> None:
        linked = {k for k, one in self.identities.items() if one.owner_id == user_id}
        for key in linked:
            self.identities.drop(key)

    def drop_credentials(self, user_id: UserId) -> None:
        """Delete what proves who somebody is, as foreign keys do."""
        sessions = {k for k, one in self.sessions.items() if one.owner_id == user_id}
        tokens = [
            k for k, one in self.refresh_tokens.items() if one.session_id in sessions
        ]
        self.passwords.drop(user_id)
        self._drop_identities(user_id)
        for session_id in sessions:
            self.sessions.drop(session_id)
        for hashed in tokens:
            self.refresh_tokens.drop(hashed)

    async def lock(self, row: str) -> None:
        """Hold a row until the transaction ends; others wait for it.

        Raises:
            DatabaseUnavailable: somebody held it for too long, as in a deadlock.
        """
        if row in self._held:
            return
        lock = self.store.locks[row]
        try:
            await asyncio.wait_for(lock.acquire(), LOCK_TIMEOUT_S)
        except TimeoutError as error:
            raise DatabaseUnavailable("Somebody else held a row too long.") from error
        self._held[row] = lock

    def publish(self) -> None:
        """Commit everything at once and ring for the news."""
        for table in (
            self.tours,
            self.sentences,
            self.narrations,
            self.narrations_used_at,
            self.pieces,
            self.pieces_used_at,
            self.reservations,
            self.charges,
            self.charged_at,
            self.alerts,
            self.ledger,
            self.claims,
            self.users,
            self.deleted,
            self.identities,
            self.passwords,
            self.sessions,
            self.refresh_tokens,
            self.account_tokens,
            self.signing_keys,
            self.api_keys,
            self.topics,
            self.events,
            self.places,
            self.notes,
            self.note_vectors,
            self.pack_hashes,
        ):
            table.publish()
        self.store.jobs += self.jobs
        for bell in [bell for topic in self.news for bell in self.store.bells[topic]]:
            bell.set()

    def release(self) -> None:
        """Let go of every row."""
        for lock in self._held.values():
            lock.release()
        self._held.clear()
