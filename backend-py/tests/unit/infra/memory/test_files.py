"""Files in a dictionary."""

import pytest

from tests.contracts.storage_gateway import StorageContract, a_path
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.storage import FileMissing, StorageFull, StorageGateway
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.storage import MemoryFiles


class TestMemoryFiles(StorageContract):
    @pytest.fixture
    def storage(self, clock: Clock) -> StorageGateway:
        return MemoryFiles(clock=clock)

    @pytest.fixture
    def clock(self) -> Clock:
        return FixedClock()


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


async def test_what_was_left_before_then_is_dropped() -> None:
    clock = FixedClock()
    storage = MemoryFiles(clock=clock, unfinished={"pieces/ab/.part": clock.now()})

    early = await storage.drop_unfinished("pieces/ab", before=clock.now())
    clock.advance(seconds=1)
    elsewhere = await storage.drop_unfinished("pieces/a", before=clock.now())
    late = await storage.drop_unfinished("pieces/ab", before=clock.now())

    assert (early, elsewhere, late) == (0, 0, 1)
