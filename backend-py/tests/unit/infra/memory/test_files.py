"""Files in a dictionary."""

import pytest

from tests.contracts.storage_gateway import StorageContract, a_path
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.storage import FileMissing, StorageFull, StorageGateway
from walkumentary.infra.memory.storage import MemoryFiles


class TestMemoryFiles(StorageContract):
    @pytest.fixture
    def storage(self) -> StorageGateway:
        return MemoryFiles()


async def test_a_file_that_does_not_fit_is_not_kept() -> None:
    storage, path = MemoryFiles(room_bytes=10), a_path()
    await storage.put(a_path(), b"12345678")

    with pytest.raises(StorageFull):
        await storage.put(path, b"123")

    with pytest.raises(FileMissing):
        await storage.get(path)


async def test_in_an_outage_nothing_works() -> None:
    storage = MemoryFiles(reachable=False)

    with pytest.raises(GatewayUnavailable):
        await storage.check()
