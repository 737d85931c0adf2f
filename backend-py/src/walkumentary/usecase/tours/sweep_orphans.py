"""Throw away files that no row knows: what was left where something died."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import Conflict
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.storage import (
    CHECKS,
    PIECES,
    FileMissing,
    StorageGateway,
    StoredFile,
    piece_key_of,
)
from walkumentary.gateway.unit_of_work import Begin, TourWork

AGE = timedelta(days=1)
"""A file is stored seconds before its row; who is later has long lost the lease."""
BATCH = 500
OWNER = "owner"
"""Key of the file that says which database the storage belongs to."""

_FOLDERS, _HOURS = 256, 24


class StorageNotOurs(Conflict):
    """The files belong to another database; to this one all would look lost."""

    code = "storage-not-ours"
    title = "The storage belongs to another database"


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOrphans:
    """Delete old files of pieces without a row, a part of the folders every hour.

    A worker died between storing a file and its row, or a file outlived its row. Which
    folders are due follows from the hour, so nothing need be remembered: every folder
    is looked at once a day, a sweep that broke off begins its part again, and what is
    not named like a file of ours is left alone.

    Args:
        instance: name of the database, the same in every process.
    """

    begin: Begin[TourWork]
    storage: StorageGateway
    clock: Clock
    instance: str

    async def execute(self) -> int:
        """Delete what is due; return how many files.

        Raises:
            StorageNotOurs: another database swept here first.
            DatabaseUnavailable: the rows cannot be reached.
            GatewayUnavailable: the files cannot be read or deleted now.
        """
        await self._check_ours()
        now = self.clock.now()
        return sum([await self._swept(one, now - AGE) for one in _due(now)])

    async def _check_ours(self) -> None:
        if await self._owner() != self.instance.encode():
            raise StorageNotOurs(
                f"The file {OWNER!r} in the storage names another database; delete it "
                "if that one is gone."
            )

    async def _owner(self) -> bytes:
        """Return who signed the storage: we, unless somebody was faster."""
        try:
            return await self.storage.get(OWNER)
        except FileMissing:
            await self.storage.put(OWNER, self.instance.encode())
            return await self.storage.get(OWNER)

    async def _swept(self, folder: str, before: datetime) -> int:
        dropped = await self.storage.drop_unfinished(folder, before=before)
        async for files in self._pages(folder):
            old = [file.key for file in files if file.stored_at < before]
            dropped += await self._drop_unknown(old)
        return dropped

    async def _pages(self, folder: str) -> AsyncIterator[Sequence[StoredFile]]:
        page = await self.storage.list_files(folder, limit=BATCH)
        yield page.files
        while page.after is not None:
            page = await self.storage.list_files(folder, after=page.after, limit=BATCH)
            yield page.files

    async def _drop_unknown(self, keys: Sequence[str]) -> int:
        async with self.begin(SYSTEM) as work:
            known = await work.pieces.known_paths(keys)
        unknown = [key for key in keys if _is_ours(key) and key not in known]
        await self.storage.delete(unknown)
        return len(unknown)


def _due(now: datetime) -> Sequence[str]:
    """Return the folders of this hour; those of all hours are all there are."""
    due = range(now.hour, _FOLDERS, _HOURS)
    return [CHECKS, *(f"{PIECES}/{number:02x}" for number in due)]


def _is_ours(key: str) -> bool:
    return key.startswith(f"{CHECKS}/") or piece_key_of(key) is not None
