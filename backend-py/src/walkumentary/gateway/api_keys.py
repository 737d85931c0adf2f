"""Ports: keys for programs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from walkumentary.domain.accounts.api_key import ApiKey
from walkumentary.domain.shared.ids import UserId


class ApiKeysGateway(Protocol):
    """Keys inside one transaction."""

    async def add(self, key: ApiKey) -> None:
        """Store a new key.

        Raises:
            Forbidden: it would be somebody else's.
        """
        ...

    async def of(self, owner_id: UserId) -> Sequence[ApiKey]:
        """Return the person's keys that the actor may see, the oldest first."""
        ...

    async def remove(self, key_id: UUID, *, owner_id: UserId) -> None:
        """Withdraw a key.

        Raises:
            ApiKeyNotFound: the person has no such key, or the actor may not see it.
        """
        ...

    async def use(self, key_id: UUID, *, at: datetime) -> None:
        """Note that the key was used, at most once a minute."""
        ...


class ApiKeysReader(Protocol):
    """Committed keys, as whoever opens the door reads them."""

    async def find(self, digest: bytes) -> ApiKey | None:
        """Return the key with this hash, or None; of no account that is gone."""
        ...
