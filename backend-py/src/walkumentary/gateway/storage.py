"""Port: where finished files lie."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from walkumentary.domain.shared.errors import GatewayUnavailable, NotFound
from walkumentary.domain.shared.ids import PieceKey


def piece_path(key: PieceKey, take: UUID) -> str:
    """Return the storage key of one take of a piece of audio."""
    return f"pieces/{key[:2]}/{key}-{take.hex}.mp3"


class FileMissing(NotFound):
    """No file under this key."""

    code = "file-missing"
    title = "File missing"


class StorageFull(GatewayUnavailable):
    """There is no room left; nothing of the file was kept."""

    code = "storage-full"
    title = "Storage is full"


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

    async def check(self) -> None:
        """Write, read and delete a small file.

        Raises:
            GatewayUnavailable: one of the three failed.
        """
        ...
