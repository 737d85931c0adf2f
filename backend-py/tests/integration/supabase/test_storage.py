"""Supabase Storage over a real socket, well and unwell."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from tests.contracts.storage_gateway import StorageContract, a_path
from tests.simulator.storage import (
    BUCKET,
    KEY,
    Bucket,
    Fault,
    Kind,
    Op,
    SupabaseSimulator,
    simulated_storage,
)
from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.gateway.storage import FileMissing, StorageFull, StorageGateway
from walkumentary.infra.supabase.answer import (
    AnswerForeign,
    BucketMissing,
    BucketPublic,
    KeyRefused,
)
from walkumentary.infra.supabase.storage import MOST_DELETED, SupabaseStorage

PATIENT_S, HASTY_S = 10.0, 0.3

type Opening = Callable[..., AbstractAsyncContextManager[SupabaseStorage]]


@pytest.fixture
async def simulator() -> AsyncIterator[SupabaseSimulator]:
    async with simulated_storage() as running:
        yield running


def opened(
    simulator: SupabaseSimulator,
    *,
    key: str = KEY,
    bucket: str = BUCKET,
    deadline_s: float = PATIENT_S,
    most_bytes: int = 1_000_000,
) -> SupabaseStorage:
    return SupabaseStorage(
        url=simulator.url,
        key=key,
        bucket=bucket,
        deadline_s=deadline_s,
        most_bytes=most_bytes,
    )


class TestSupabaseStorage(StorageContract):
    @pytest.fixture
    async def storage(
        self, simulator: SupabaseSimulator
    ) -> AsyncIterator[StorageGateway]:
        async with opened(simulator) as storage:
            yield storage


async def get(storage: StorageGateway) -> None:
    await storage.get("pieces/ab/one.mp3")


async def put(storage: StorageGateway) -> None:
    await storage.put("pieces/ab/two.mp3", b"frames")


async def delete(storage: StorageGateway) -> None:
    await storage.delete(["pieces/ab/one.mp3"])


async def listing(storage: StorageGateway) -> None:
    await storage.list_files("pieces/ab", limit=10)


EVERY_OPERATION = pytest.mark.parametrize(
    ("op", "ask"),
    [(Op.GET, get), (Op.PUT, put), (Op.DELETE, delete), (Op.LIST, listing)],
)


async def failure(
    simulator: SupabaseSimulator,
    ask: Callable[[StorageGateway], object],
    *,
    deadline_s: float = PATIENT_S,
    key: str = KEY,
    bucket: str = BUCKET,
) -> GatewayError:
    """Ask once; return what is said to have gone wrong."""
    storage = opened(simulator, deadline_s=deadline_s, key=key, bucket=bucket)
    async with storage:
        with pytest.raises(GatewayError) as caught:
            await ask(storage)  # type: ignore[misc] # every one of them is awaitable
    return caught.value


@EVERY_OPERATION
@pytest.mark.parametrize(
    ("status", "meant"),
    [
        (500, GatewayUnavailable),
        (503, GatewayUnavailable),
        (544, GatewayUnavailable),
        (423, GatewayUnavailable),
        (402, StorageFull),
        (403, KeyRefused),
        (413, GatewayRefused),
    ],
)
async def test_a_refusal_is_named_for_what_it_means(
    simulator: SupabaseSimulator,
    op: Op,
    ask: Callable[[StorageGateway], object],
    status: int,
    meant: type[GatewayError],
) -> None:
    simulator.faults.append(Fault(kind=Kind.STATUS, op=op, status=status))

    assert type(await failure(simulator, ask)) is meant


@EVERY_OPERATION
async def test_a_busy_storage_says_when_to_come_back(
    simulator: SupabaseSimulator, op: Op, ask: Callable[[StorageGateway], object]
) -> None:
    busy = Fault(kind=Kind.STATUS, op=op, status=429, retry_after_s=9)
    simulator.faults.append(busy)

    error = await failure(simulator, ask)

    assert isinstance(error, GatewayUnavailable)
    assert error.retry_after_s == 9


@EVERY_OPERATION
@pytest.mark.parametrize("kind", [Kind.STALL, Kind.DRIP])
async def test_a_storage_that_takes_too_long_is_not_waited_for(
    simulator: SupabaseSimulator,
    op: Op,
    ask: Callable[[StorageGateway], object],
    kind: Kind,
) -> None:
    simulator.faults.append(Fault(kind=kind, op=op))

    error = await failure(simulator, ask, deadline_s=HASTY_S)

    assert isinstance(error, GatewayTimeout)


@EVERY_OPERATION
async def test_half_an_answer_is_none(
    simulator: SupabaseSimulator, op: Op, ask: Callable[[StorageGateway], object]
) -> None:
    async with opened(simulator) as storage:
        await storage.put("pieces/ab/one.mp3", bytes(100_000))
    simulator.faults.append(Fault(kind=Kind.CUT, op=op))

    assert type(await failure(simulator, ask)) is GatewayUnavailable


@EVERY_OPERATION
@pytest.mark.parametrize("kind", [Kind.HTML, Kind.OVERSIZED])
async def test_what_is_no_answer_of_a_storage_is_refused(
    simulator: SupabaseSimulator,
    op: Op,
    ask: Callable[[StorageGateway], object],
    kind: Kind,
) -> None:
    simulator.faults.append(Fault(kind=kind, op=op))

    assert type(await failure(simulator, ask)) is AnswerForeign


@EVERY_OPERATION
async def test_a_wrong_key_and_a_missing_bucket_are_named(
    simulator: SupabaseSimulator, op: Op, ask: Callable[[StorageGateway], object]
) -> None:
    assert op
    wrong = await failure(simulator, ask, key="anon-key")
    missing = await failure(simulator, ask, bucket="nowhere")

    assert (type(wrong), type(missing)) == (KeyRefused, BucketMissing)


async def test_a_storage_that_is_not_there_is_unavailable() -> None:
    nobody = SupabaseStorage(url="http://127.0.0.1:9", key=KEY, bucket=BUCKET)
    async with nobody:
        with pytest.raises(GatewayUnavailable):
            await nobody.check()


async def test_an_upload_whose_answer_was_lost_is_not_made_twice(
    simulator: SupabaseSimulator,
) -> None:
    path = a_path()
    simulator.faults.append(Fault(kind=Kind.CUT, op=Op.PUT))
    async with opened(simulator) as storage:
        with pytest.raises(GatewayUnavailable):
            await storage.put(path, b"frames")

        await storage.put(path, b"frames")

        assert await storage.get(path) == b"frames"
    assert len(simulator.of(Op.PUT)) == 2


async def test_more_files_than_a_request_holds_are_deleted(
    simulator: SupabaseSimulator,
) -> None:
    kept = "pieces/ab/kept.mp3"
    async with opened(simulator) as storage:
        await storage.put(kept, b"frames")
        paths = [a_path() for _ in range(MOST_DELETED)]

        await storage.delete([*paths, kept])

        with pytest.raises(FileMissing):
            await storage.get(kept)
    assert len(simulator.of(Op.DELETE)) == 2


async def test_what_the_dashboard_leaves_in_a_folder_is_no_file(
    simulator: SupabaseSimulator,
) -> None:
    async with opened(simulator) as storage:
        await storage.put("checks/one", b"well")
        one = simulator.objects["checks/one"]
        simulator.objects["checks/.emptyFolderPlaceholder"] = one

        page = await storage.list_files("checks", limit=10)

    assert [file.key for file in page.files] == ["checks/one"]


async def test_a_private_bucket_can_be_used(simulator: SupabaseSimulator) -> None:
    async with opened(simulator) as storage:
        await storage.inspect()

        assert await storage.make_bucket() is False


async def test_a_public_bucket_is_refused(simulator: SupabaseSimulator) -> None:
    simulator.buckets[BUCKET] = Bucket(public=True)

    async with opened(simulator) as storage:
        with pytest.raises(BucketPublic):
            await storage.inspect()
        with pytest.raises(BucketPublic):
            await storage.make_bucket()


async def test_a_missing_bucket_is_made_private(simulator: SupabaseSimulator) -> None:
    async with opened(simulator, bucket="new") as storage:
        with pytest.raises(BucketMissing):
            await storage.inspect()

        assert await storage.make_bucket() is True

        await storage.check()
    assert simulator.buckets["new"].public is False


async def test_the_key_is_never_told(
    simulator: SupabaseSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    for chatty in ("", "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=chatty)
    foreign = "not-the-key-of-this-project"

    error = await failure(simulator, get, key=foreign)
    async with opened(simulator, key=foreign) as storage:
        told = f"{error!r} {error.__cause__!r} {storage!r}"

    assert caplog.text
    assert foreign not in caplog.text
    assert foreign not in told
