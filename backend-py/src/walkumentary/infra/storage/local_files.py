"""Files in a local directory, whole or not at all."""

import asyncio
import errno
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.storage import (
    CHECKS,
    FileMissing,
    FilePage,
    StorageFull,
    StoredFile,
)
from walkumentary.infra.storage.keys import checked

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_MISSING = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
_PART = re.compile(r"\.[0-9a-f]{32}")
"""How a file is named while it is written; no key has a part like it."""


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

    async def list_files(
        self, folder: str, *, after: str | None = None, limit: int
    ) -> FilePage:
        """Return files below a folder, in the order of their keys."""
        top = self._path(folder)
        with _in_our_terms():
            keys = await asyncio.to_thread(_keys, self._directory, top, after or "")
            files = await asyncio.to_thread(_stored, self._directory, keys[:limit])
        more = len(keys) > limit
        return FilePage(files=files, after=keys[limit - 1] if more else None)

    async def drop_unfinished(self, folder: str, *, before: datetime) -> int:
        """Remove what processes that died while they wrote left behind."""
        top = self._path(folder)
        with _in_our_terms():
            return await asyncio.to_thread(_drop_parts, top, before)

    async def check(self) -> None:
        """Write, read and delete a small file."""
        key = f"{CHECKS}/{uuid4().hex}"
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


def _below(top: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(top, onerror=_unless_missing):
        yield from (Path(folder, name) for name in names)


def _unless_missing(error: OSError) -> None:
    if not isinstance(error, _MISSING):
        raise error


def _keys(directory: Path, top: Path, after: str) -> list[str]:
    paths = (path for path in _below(top) if not path.name.startswith("."))
    keys = (path.relative_to(directory).as_posix() for path in paths)
    return sorted(key for key in keys if key > after)


def _stored(directory: Path, keys: Sequence[str]) -> list[StoredFile]:
    """Return the files that are still there."""
    found = ((key, _written_at(directory / key)) for key in keys)
    return [StoredFile(key, at) for key, at in found if at]


def _written_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except _MISSING:
        return None


def _drop_parts(top: Path, before: datetime) -> int:
    parts = [path for path in _below(top) if _PART.fullmatch(path.name)]
    old = [path for path in parts if (at := _written_at(path)) and at < before]
    _remove(old)
    return len(old)


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
