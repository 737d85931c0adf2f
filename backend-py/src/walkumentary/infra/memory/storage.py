"""Files in a dictionary."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.storage import FileMissing, StorageFull
from walkumentary.infra.storage.keys import checked


def _nothing() -> None:
    """Check nothing."""


@dataclass(kw_only=True)
class MemoryFiles:
    """Keeps files while it lives.

    Args:
        room_bytes: for all files together.
        reachable: False plays an outage.
        before: called first in every method; raises where a call is forbidden, such as
            inside an open transaction.
    """

    room_bytes: float = float("inf")
    reachable: bool = True
    before: Callable[[], None] = _nothing
    files: dict[str, bytes] = field(default_factory=dict)

    async def put(self, key: str, data: bytes) -> None:
        """Keep the first file under the key."""
        await self._reach(key)
        self._check_room(0 if key in self.files else len(data))
        self.files.setdefault(key, data)

    async def get(self, key: str) -> bytes:
        """Return the file."""
        await self._reach(key)
        if key not in self.files:
            raise FileMissing(f"There is no file {key!r}.")
        return self.files[key]

    async def delete(self, keys: Sequence[str]) -> None:
        """Forget files; missing ones are fine."""
        await self._reach(*keys)
        for key in keys:
            self.files.pop(key, None)

    async def check(self) -> None:
        """Store, return and forget a small file."""
        await self.put("checks/small", b"well")
        await self.get("checks/small")
        await self.delete(["checks/small"])

    async def _reach(self, *keys: str) -> None:
        self.before()
        for key in keys:
            checked(key)
        await asyncio.sleep(0)
        if not self.reachable:
            raise GatewayUnavailable("The storage is away.")

    def _check_room(self, more_bytes: int) -> None:
        taken = sum(map(len, self.files.values()))
        if taken + more_bytes > self.room_bytes:
            raise StorageFull("There is no room left to store the file.")
