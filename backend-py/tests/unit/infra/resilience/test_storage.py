"""A storage that fails well."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests.contracts.storage_gateway import StorageContract, a_path
from tests.unit.infra.resilience.doubles import Daydream, Loaded, patience
from walkumentary.domain.ops.resilience import BALANCED, Operation
from walkumentary.domain.shared.errors import GatewayError, GatewayUnavailable
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.storage import FileMissing, StorageFull, StorageGateway
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.storage import MemoryFiles
from walkumentary.infra.resilience.breaker import CircuitOpen
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.storage import ResilientStorage

DOWN = GatewayUnavailable("It is down.")


@dataclass(slots=True)
class Failures:
    """Fails so many times, or for ever, before it lets a call pass."""

    errors: list[GatewayError] = field(default_factory=list)
    calls: int = 0

    def __call__(self) -> None:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)


def resilient(
    failures: Failures, files: MemoryFiles | None = None, *, to_open: int = 1_000
) -> ResilientStorage:
    files = files or MemoryFiles()
    files.before = failures
    port: StorageGateway = files
    forge = Forge(
        resilience=patience(to_open=to_open), stopwatch=Daydream(), dice=Loaded()
    )
    chain = forge.chain(Operation.STORE, ("supabase", port), in_flight=4)
    return ResilientStorage(chain=chain)


class TestResilientStorage(StorageContract):
    @pytest.fixture
    def storage(self, clock: Clock) -> StorageGateway:
        return resilient(Failures(), MemoryFiles(clock=clock))

    @pytest.fixture
    def clock(self) -> Clock:
        return FixedClock()


async def test_every_operation_is_tried_again() -> None:
    failures, files = Failures(), MemoryFiles()
    storage, path = resilient(failures, files), a_path()
    later = files.clock.now() + timedelta(days=1)

    failures.errors = [DOWN] * 2
    await storage.put(path, b"frames")
    failures.errors = [DOWN] * 2
    found = await storage.get(path)
    failures.errors = [DOWN] * 2
    page = await storage.list_files("pieces", limit=1)
    failures.errors = [DOWN] * 2
    await storage.drop_unfinished("pieces", before=later)
    failures.errors = [DOWN] * 2
    await storage.delete([path])

    assert found == b"frames"
    assert [file.key for file in page.files] == [path]
    assert files.files == {}
    assert failures.calls == 5 * 3


async def test_a_storage_that_stays_away_is_given_up() -> None:
    failures = Failures([DOWN] * 100)

    with pytest.raises(GatewayUnavailable):
        await resilient(failures).get(a_path())

    assert failures.calls == BALANCED.attempts


async def test_a_full_storage_is_not_filled_again() -> None:
    failures = Failures([StorageFull("No room.")] * 9)

    with pytest.raises(StorageFull):
        await resilient(failures).put(a_path(), b"frames")

    assert failures.calls == 1


async def test_a_missing_file_is_looked_for_once_and_nobodys_fault() -> None:
    failures = Failures()
    storage = resilient(failures, to_open=1)

    for _ in range(3):
        with pytest.raises(FileMissing):
            await storage.get(a_path())

    assert failures.calls == 3


async def test_a_storage_that_keeps_failing_is_left_in_peace() -> None:
    failures = Failures([DOWN] * 100)
    storage = resilient(failures, to_open=3)
    with pytest.raises(GatewayUnavailable):
        await storage.get(a_path())

    with pytest.raises(CircuitOpen):
        await storage.get(a_path())

    assert failures.calls == 3


async def test_a_check_tells_how_it_is_now() -> None:
    failures = Failures([DOWN])
    storage = resilient(failures)

    with pytest.raises(GatewayUnavailable):
        await storage.check()

    await storage.check()
