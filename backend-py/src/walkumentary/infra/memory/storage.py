"""Files in a dictionary."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.storage import (
    CHECKS,
    FileMissing,
    FilePage,
    StorageFull,
    StoredFile,
)
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.storage.keys import checked

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


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
        clock: tells when a file is stored.
        files: by key; one put in here from outside was stored long ago.
        unfinished: what broken-off stores left, by folder and then name.
    """

    room_bytes: float = float("inf")
    reachable: bool = True
    before: Callable[[], None] = _nothing
    clock: Clock = field(default_factory=FixedClock)
    files: dict[str, bytes] = field(default_factory=dict)
    unfinished: dict[str, datetime] = field(default_factory=dict)
    _stored_at: dict[str, datetime] = field(default_factory=dict)

    async def put(self, key: str, data: bytes) -> None:
        """Keep the first file under the key."""
        await self._reach(key)
        self._check_room(0 if key in self.files else len(data))
        if key not in self.files:
            self.files[key], self._stored_at[key] = data, self.clock.now()

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

    async def list_files(
        self, folder: str, *, after: str | None = None, limit: int
    ) -> FilePage:
        """Return files below a folder, in the order of their keys."""
        await self._reach(folder)
        inside = (key for key in sorted(self.files) if key.startswith(f"{folder}/"))
        keys = [key for key in inside if key > (after or "")]
        files = [
            StoredFile(key, self._stored_at.get(key, _LONG_AGO)) for key in keys[:limit]
        ]
        more = len(keys) > limit
        return FilePage(files=files, after=keys[limit - 1] if more else None)

    async def drop_unfinished(self, folder: str, *, before: datetime) -> int:
        """Forget what was left below a folder."""
        await self._reach(folder)
        dropped = [
            name
            for name, left_at in self.unfinished.items()
            if name.startswith(f"{folder}/") and left_at < before
        ]
        for name in dropped:
            del self.unfinished[name]
        return len(dropped)

    async def check(self) -> None:
        """Store, return and forget a small file."""
        await self.put(f"{CHECKS}/small", b"well")
        await self.get(f"{CHECKS}/small")
        await self.delete([f"{CHECKS}/small"])

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
