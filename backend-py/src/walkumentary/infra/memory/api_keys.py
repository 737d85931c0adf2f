"""Keys for programs in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from walkumentary.domain.accounts.api_key import ApiKey, ApiKeyNotFound
from walkumentary.domain.shared.ids import UserId
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.transaction import Transaction


class MemoryApiKeys:
    """Keys inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, key: ApiKey) -> None:
        """Store a new key."""
        self._transaction.check_may_write(key.owner_id)
        self._transaction.api_keys[key.id] = key

    async def of(self, owner_id: UserId) -> Sequence[ApiKey]:
        """Return the person's keys that the actor may see, the oldest first."""
        keys = [key for _, key in self._transaction.api_keys.items()]
        own = [key for key in keys if key.owner_id == owner_id and self._sees(key)]
        return sorted(own, key=attrgetter("created_at", "id"))

    async def remove(self, key_id: UUID, *, owner_id: UserId) -> None:
        """Withdraw a key."""
        key = self._transaction.api_keys[key_id]
        if key is None or key.owner_id != owner_id or not self._sees(key):
            raise ApiKeyNotFound("You have no such key.")
        self._transaction.api_keys.drop(key_id)

    async def use(self, key_id: UUID, *, at: datetime) -> None:
        """Note that the key was used, at most once a minute."""
        key = self._transaction.api_keys[key_id]
        if key and self._sees(key) and not key.was_used_lately(at):
            self._transaction.api_keys[key_id] = replace(key, used_at=at)

    def _sees(self, key: ApiKey) -> bool:
        return self._transaction.sees(key.owner_id)


class MemoryApiKeysReader:
    """Committed keys."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def find(self, digest: bytes) -> ApiKey | None:
        """Return the key with this hash, or None; of no account that is gone."""
        self._store.reach()
        keys = self._store.api_keys.values()
        return next((key for key in keys if key.hash == digest), None)
