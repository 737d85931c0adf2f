"""Port: everything of a person, removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from walkumentary.domain.accounts.erasure import Erased
from walkumentary.domain.shared.ids import UserId


class ErasureGateway(Protocol):
    """Deletes people inside one transaction; only the system does."""

    async def erase(self, user_id: UserId, *, alias: UUID, at: datetime) -> Erased:
        """Remove whatever is theirs; what must be kept is ``alias``'s from now on.

        Waits for what the person is writing. Whoever begins to write or read as them
        later gets ``NoSuchAccount``. Erasing again takes what came after all, as from
        a worker who did not know yet.
        """
        ...

    async def erased(self, *, after: datetime) -> Sequence[UserId]:
        """Return whoever was deleted since then."""
        ...

    async def forget(self, *, before: datetime) -> int:
        """Drop the last trace of whoever was deleted before; return of how many."""
        ...
