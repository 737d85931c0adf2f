"""What every storage promises."""

from abc import ABC, abstractmethod
from asyncio import gather
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.contracts.base import PortContract
from tests.makers import a_key
from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.shared.ids import PieceKey
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.storage import (
    CHECKS,
    FileMissing,
    FilePage,
    StorageGateway,
    piece_path,
)
from walkumentary.infra.system.clock import SystemClock

A_MINUTE = timedelta(minutes=1)


def a_path() -> str:
    return piece_path(PieceKey(a_key()), uuid4())


async def pages(storage: StorageGateway, folder: str, *, limit: int) -> list[FilePage]:
    """List a folder, page by page; every file is deleted as soon as it was listed."""
    found = [await storage.list_files(folder, limit=limit)]
    while found[-1].after is not None:
        await storage.delete([file.key for file in found[-1].files])
        after = found[-1].after
        found.append(await storage.list_files(folder, after=after, limit=limit))
    return found


def keys(*found: FilePage) -> list[str]:
    return [file.key for page in found for file in page.files]


class StorageContract(PortContract, ABC):
    """Run against every adapter; a subclass says only how to make one."""

    @pytest.fixture
    @abstractmethod
    def storage(self) -> StorageGateway: ...

    @pytest.fixture
    def clock(self) -> Clock:
        """Return the time by which files are stored."""
        return SystemClock()

    @pytest.mark.parametrize("data", [b"", b"frames", bytes(range(256)) * 1_000])
    async def test_what_is_stored_can_be_read(
        self, storage: StorageGateway, data: bytes
    ) -> None:
        path = a_path()

        await storage.put(path, data)

        assert await storage.get(path) == data

    async def test_a_key_that_was_never_stored_is_missing(
        self, storage: StorageGateway
    ) -> None:
        with pytest.raises(FileMissing):
            await storage.get(a_path())

    async def test_a_folder_is_no_file(self, storage: StorageGateway) -> None:
        await storage.put("pieces/ab/one.mp3", b"frames")

        with pytest.raises(FileMissing):
            await storage.get("pieces/ab")

    async def test_the_first_file_under_a_key_stays(
        self, storage: StorageGateway
    ) -> None:
        path = a_path()
        await storage.put(path, b"first")

        await storage.put(path, b"second")

        assert await storage.get(path) == b"first"

    async def test_many_may_be_stored_at_once(self, storage: StorageGateway) -> None:
        paths = [a_path() for _ in range(20)]

        await gather(*(storage.put(path, path.encode()) for path in paths))

        assert [await storage.get(path) for path in paths] == [
            path.encode() for path in paths
        ]

    async def test_one_key_may_be_stored_by_many_at_once(
        self, storage: StorageGateway
    ) -> None:
        path = a_path()

        await gather(*(storage.put(path, b"frames") for _ in range(10)))

        assert await storage.get(path) == b"frames"

    async def test_what_is_deleted_is_missing(self, storage: StorageGateway) -> None:
        gone, kept = a_path(), a_path()
        await storage.put(gone, b"frames")
        await storage.put(kept, b"frames")

        await storage.delete([gone])

        assert await storage.get(kept) == b"frames"
        with pytest.raises(FileMissing):
            await storage.get(gone)

    async def test_what_is_missing_may_be_deleted(
        self, storage: StorageGateway
    ) -> None:
        kept = a_path()
        await storage.put(kept, b"frames")

        await storage.delete([a_path(), kept])

        with pytest.raises(FileMissing):
            await storage.get(kept)

    async def test_nothing_may_be_deleted(self, storage: StorageGateway) -> None:
        await storage.delete([])

    async def test_a_folder_lists_its_files_and_when_they_were_stored(
        self, storage: StorageGateway, clock: Clock
    ) -> None:
        names = ["two.mp3", "one.mp3", "deep/down.mp3"]
        for name in names:
            await storage.put(f"pieces/ab/{name}", b"frames")

        page = await storage.list_files("pieces/ab", limit=10)

        assert sorted(keys(page)) == sorted(f"pieces/ab/{name}" for name in names)
        assert page.after is None
        late = [abs(file.stored_at - clock.now()) for file in page.files]
        assert max(late) < A_MINUTE

    async def test_a_folder_lists_no_other_folders_files(
        self, storage: StorageGateway
    ) -> None:
        for key in ("pieces/abc/one.mp3", "pieces/ab.mp3", "pieces/b/one.mp3"):
            await storage.put(key, b"frames")

        assert await storage.list_files("pieces/ab", limit=10) == FilePage(files=[])

    async def test_every_file_is_on_one_page_whatever_is_deleted(
        self, storage: StorageGateway
    ) -> None:
        stored = [f"pieces/ab/{n}.mp3" for n in range(7)]
        for key in stored:
            await storage.put(key, b"frames")

        found = await pages(storage, "pieces/ab", limit=3)

        assert sorted(keys(*found)) == stored
        assert [len(page.files) for page in found] == [3, 3, 1]

    async def test_a_full_last_page_is_the_last(self, storage: StorageGateway) -> None:
        for n in range(4):
            await storage.put(f"pieces/ab/{n}.mp3", b"frames")

        found = await pages(storage, "pieces/ab", limit=2)

        assert [len(page.files) for page in found] == [2, 2]

    async def test_dropping_what_is_unfinished_touches_no_file(
        self, storage: StorageGateway, clock: Clock
    ) -> None:
        await storage.put("pieces/ab/one.mp3", b"frames")

        later = clock.now() + A_MINUTE
        dropped = await storage.drop_unfinished("pieces/ab", before=later)

        assert dropped == 0
        assert await storage.get("pieces/ab/one.mp3") == b"frames"

    async def test_a_well_storage_says_so_and_is_left_as_it_was(
        self, storage: StorageGateway
    ) -> None:
        await storage.check()

        assert await storage.list_files(CHECKS, limit=1) == FilePage(files=[])

    @pytest.mark.parametrize(
        "key",
        [
            "",
            "/etc/passwd",
            "../secret",
            "pieces/../../secret",
            "pieces/./one.mp3",
            "pieces//one.mp3",
            "pieces/",
            ".hidden",
            "pieces/.one",
            "pieces/one\0.mp3",
            "pieces/one\n.mp3",
            "pieces\\..\\one",
            "pieces/" + "a" * 300,
        ],
    )
    async def test_a_key_that_leads_elsewhere_is_refused(
        self, storage: StorageGateway, key: str
    ) -> None:
        with pytest.raises(Invalid):
            await storage.put(key, b"frames")
        with pytest.raises(Invalid):
            await storage.get(key)
        with pytest.raises(Invalid):
            await storage.delete([key])
        with pytest.raises(Invalid):
            await storage.list_files(key, limit=1)
