"""Port: where finished files lie."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol
from uuid import UUID

from walkumentary.domain.shared.errors import GatewayUnavailable, NotFound
from walkumentary.domain.shared.ids import PieceKey

PIECES = "pieces"
"""Folder of the audio; 256 folders in it, named by the first digits of the keys."""
CHECKS = "checks"
"""Folder of the small files that ``StorageGateway.check`` writes."""

_PIECE = re.compile(PIECES + r"/[0-9a-f]{2}/([0-9a-f]{64})(?:-[0-9a-f]{32})?\.mp3")
"""The earliest pieces had one take only."""


def piece_path(key: PieceKey, take: UUID) -> str:
    """Return the storage key of one take of a piece of audio."""
    return f"{PIECES}/{key[:2]}/{key}-{take.hex}.mp3"


def piece_key_of(path: str) -> PieceKey | None:
    """Return the piece a file was stored for; None: no piece's file is named so."""
    named = _PIECE.fullmatch(path)
    return PieceKey(named[1]) if named else None


class FileMissing(NotFound):
    """No file under this key."""

    code = "file-missing"
    title = "File missing"


class StorageFull(GatewayUnavailable):
    """There is no room left; nothing of the file was kept."""

    code = "storage-full"
    title = "Storage is full"
    repeats: ClassVar[int | None] = 0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file's key, and when it was stored."""

    key: str
    stored_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """Some of the files in a folder; ``after`` leads to the next ones, None: none."""

    files: Sequence[StoredFile]
    after: str | None = None


class StorageGateway(Protocol):
    """Immutable files under keys such as ``pieces/ab12….mp3``."""

    async def put(self, key: str, data: bytes) -> None:
        """Store whole or not at all; storing a key again keeps the first file.

        Raises:
            StorageFull: no room.
            GatewayUnavailable: it cannot be written.
        """
        ...

    async def get(self, key: str) -> bytes:
        """Return the file.

        Raises:
            FileMissing: no such key.
            GatewayUnavailable: it cannot be read.
        """
        ...

    async def delete(self, keys: Sequence[str]) -> None:
        """Delete files; missing ones are fine."""
        ...

    async def list_files(
        self, folder: str, *, after: str | None = None, limit: int
    ) -> FilePage:
        """Return the files below a folder, page by page.

        A file that stays is on one page exactly, whatever is deleted meanwhile.

        Args:
            folder: such as ``pieces/ab``; a missing one is empty.
            after: of the page before.
            limit: 1 to 1,000.

        Raises:
            GatewayUnavailable: it cannot be read.
        """
        ...

    async def drop_unfinished(self, folder: str, *, before: datetime) -> int:
        """Delete what stores that broke off before then left below a folder.

        Returns:
            How many; 0 where nothing is ever left. No file is touched.
        """
        ...

    async def check(self) -> None:
        """Write, read and delete a small file.

        Raises:
            GatewayUnavailable: one of the three failed.
        """
        ...
