"""Files in a local directory, whole or not at all."""

import asyncio
import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.storage import FileMissing, StorageFull
from walkumentary.infra.storage.keys import checked

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_MISSING = (FileNotFoundError, IsADirectoryError, NotADirectoryError)


class LocalFiles:
    """Stores under one directory; any number of processes may share it.

    Args:
        directory: made when first written to.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    async def put(self, key: str, data: bytes) -> None:
        """Write beside the target, then rename: nobody ever sees half a file."""
        path = self._path(key)
        with _in_our_terms():
            await asyncio.to_thread(_write, path, data)

    async def get(self, key: str) -> bytes:
        """Read the file."""
        path = self._path(key)
        with _in_our_terms(), _missing(key):
            return await asyncio.to_thread(path.read_bytes)

    async def delete(self, keys: Sequence[str]) -> None:
        """Remove files; missing ones are fine."""
        paths = [self._path(key) for key in keys]
        with _in_our_terms():
            await asyncio.to_thread(_remove, paths)

    async def check(self) -> None:
        """Write, read and delete a small file."""
        key = f"checks/{uuid4().hex}"
        await self.put(key, b"well")
        await self.get(key)
        await self.delete([key])

    def _path(self, key: str) -> Path:
        return self._directory / checked(key)


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / f".{uuid4().hex}"
    try:
        _write_through(part, data)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    _sync_directory(path.parent)


def _write_through(part: Path, data: bytes) -> None:
    """Write and wait for the disk, so that a name never stands for missing bytes."""
    with part.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_directory(directory: Path) -> None:
    """Wait until the new name is on the disk as well."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        with suppress(*_MISSING):
            path.unlink()


@contextmanager
def _missing(key: str) -> Iterator[None]:
    try:
        yield
    except _MISSING as error:
        raise FileMissing(f"There is no file {key!r}.") from error


@contextmanager
def _in_our_terms() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _failure(error) from error


def _failure(error: OSError) -> GatewayUnavailable:
    if error.errno in _NO_ROOM:
        return StorageFull("There is no room left to store the file.")
    return GatewayUnavailable(f"The file system failed: {error.strerror}.")
