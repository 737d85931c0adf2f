"""What every storage promises."""

from abc import ABC, abstractmethod
from asyncio import gather
from uuid import uuid4

import pytest

from tests.contracts.base import PortContract
from tests.makers import a_key
from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.shared.ids import PieceKey
from walkumentary.gateway.storage import FileMissing, StorageGateway, piece_path


def a_path() -> str:
    return piece_path(PieceKey(a_key()), uuid4())


class StorageContract(PortContract, ABC):
    """Run against every adapter; a subclass says only how to make one."""

    @pytest.fixture
    @abstractmethod
    def storage(self) -> StorageGateway: ...

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

    async def test_a_well_storage_says_so(self, storage: StorageGateway) -> None:
        await storage.check()

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
