"""Files on a real disk, and on one that is really full."""

import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import DEVNULL, PIPE
from datetime import timedelta
from pathlib import Path
from shutil import which
from uuid import uuid4

import pytest

from tests.contracts.storage_gateway import StorageContract, a_path
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.storage import FilePage, StorageFull, StorageGateway
from walkumentary.infra.storage.local_files import LocalFiles
from walkumentary.infra.system.clock import SystemClock

STORE_UNTIL_FULL = """
import asyncio, sys
from pathlib import Path
from walkumentary.gateway.storage import StorageFull
from walkumentary.infra.storage.local_files import LocalFiles

storage = LocalFiles(Path(sys.argv[1]))

async def main():
    await storage.put("pieces/small.mp3", bytes(100_000))
    try:
        await storage.put("pieces/large.mp3", bytes(1_000_000))
    except StorageFull as full:
        print(full.code)
    print(*[path.name for path in Path(sys.argv[1]).rglob("*") if path.is_file()])

asyncio.run(main())
"""
"""Prints the failure, then every file, hidden and unfinished ones too."""
WITH_A_LIMIT = """
ulimit -f 400 && exec "$2" -c "$3" "$1"
"""
"""The kernel refuses a file's byte after 200 kB (EFBIG)."""
ON_A_SMALL_DISK = """
mount -t tmpfs -o size=256k none "$1" && exec "$2" -c "$3" "$1"
"""
IN_MOUNTS_OF_ITS_OWN = ("unshare", "--user", "--map-root-user", "--mount")


class TestLocalFiles(StorageContract):
    @pytest.fixture
    def storage(self, tmp_path: Path) -> StorageGateway:
        return LocalFiles(tmp_path / "files")


def files_in(directory: Path) -> list[str]:
    return [path.name for path in directory.rglob("*") if path.is_file()]


async def stored_until_full(
    script: str, directory: Path, *, within: tuple[str, ...] = ()
) -> list[str]:
    """Return what the child says, nothing where the script cannot be run."""
    child = (str(directory), sys.executable, STORE_UNTIL_FULL)
    process = await create_subprocess_exec(
        *within, "sh", "-c", script, "sh", *child, stdout=PIPE, stderr=DEVNULL
    )
    said, _ = await process.communicate()
    return said.decode().split()


async def test_where_a_file_may_not_grow_nothing_of_it_is_kept(tmp_path: Path) -> None:
    said = await stored_until_full(WITH_A_LIMIT, tmp_path)

    assert said == [StorageFull.code, "small.mp3"]


@pytest.mark.skipif(which("unshare") is None, reason="no unshare on this system")
async def test_on_a_full_disk_nothing_of_the_file_is_kept(tmp_path: Path) -> None:
    said = await stored_until_full(
        ON_A_SMALL_DISK, tmp_path, within=IN_MOUNTS_OF_ITS_OWN
    )

    if not said:
        pytest.skip("this system lets nobody mount a small disk")
    assert said == [StorageFull.code, "small.mp3"]


async def test_nothing_but_whole_files_is_left(tmp_path: Path) -> None:
    storage = LocalFiles(tmp_path)

    await storage.put("pieces/ab/one.mp3", b"frames")
    await storage.check()

    assert files_in(tmp_path) == ["one.mp3"]


async def test_another_process_reads_what_was_stored(tmp_path: Path) -> None:
    path = a_path()
    await LocalFiles(tmp_path).put(path, b"frames")

    assert await LocalFiles(tmp_path).get(path) == b"frames"


async def test_a_directory_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    storage = LocalFiles(in_the_way)

    with pytest.raises(GatewayUnavailable):
        await storage.put(a_path(), b"frames")
    with pytest.raises(GatewayUnavailable):
        await storage.check()


async def test_what_a_killed_process_left_is_dropped_in_time(tmp_path: Path) -> None:
    storage, now = LocalFiles(tmp_path), SystemClock().now()
    await storage.put("pieces/ab/one.mp3", b"frames")
    left = tmp_path / "pieces" / "ab" / f".{uuid4().hex}"
    left.write_bytes(b"fra")
    foreign = left.with_name(".gitkeep")
    foreign.touch()
    an_hour = timedelta(hours=1)

    listed = await storage.list_files("pieces/ab", limit=10)
    early = await storage.drop_unfinished("pieces/ab", before=now - an_hour)
    late = await storage.drop_unfinished("pieces/ab", before=now + an_hour)

    assert [file.key for file in listed.files] == ["pieces/ab/one.mp3"]
    assert (early, late) == (0, 1)
    assert sorted(files_in(tmp_path)) == [".gitkeep", "one.mp3"]


async def test_a_folder_that_is_a_file_is_empty(tmp_path: Path) -> None:
    storage = LocalFiles(tmp_path)
    await storage.put("pieces/ab", b"frames")

    assert await storage.list_files("pieces/ab", limit=1) == FilePage(files=[])
