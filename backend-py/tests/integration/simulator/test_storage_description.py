"""Calls we make and answers we simulate, against the description of the storage."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import httpx
import pytest

from tests.integration.simulator.storage_description import OURS, StorageDescription
from tests.outside import outside
from tests.simulator.storage import (
    BUCKET,
    KEY,
    Call,
    Fault,
    Kind,
    Op,
    SupabaseSimulator,
    simulated_storage,
)
from walkumentary.domain.shared.errors import AppError
from walkumentary.infra.supabase.storage import SupabaseStorage

PATHS = {
    Op.PUT: "/object/{bucketName}/{*}",
    Op.GET: "/object/authenticated/{bucketName}/{*}",
    Op.DELETE: "/object/{bucketName}",
    Op.LIST: "/object/list-v2/{bucketName}",
}

ONE = "pieces/ab/one.mp3"

type Ask = Callable[[SupabaseStorage], Awaitable[object]]

ASKED: dict[str, Ask] = {
    "inspect": lambda storage: storage.inspect(),
    "make": lambda storage: storage.make_bucket(),
    "put": lambda storage: storage.put(ONE, b"frames"),
    "get": lambda storage: storage.get(ONE),
    "list": lambda storage: storage.list_files("pieces/ab", limit=1),
    "list on": lambda storage: storage.list_files("pieces", after="", limit=1),
    "delete": lambda storage: storage.delete([ONE]),
}


@pytest.fixture(params=["ours", "official"])
def description(request: pytest.FixtureRequest) -> StorageDescription:
    if request.param == "ours":
        return StorageDescription(OURS)
    return StorageDescription(outside("openapi_specs/supabase-storage/api.json"))


@pytest.fixture
async def simulator() -> AsyncIterator[SupabaseSimulator]:
    async with simulated_storage() as running:
        yield running


def operation(call: Call) -> tuple[str, str]:
    """Return the call's method and path as a description names them."""
    bucket = "/bucket/" if call.method == "post" else "/bucket/{bucketId}"
    return call.method, PATHS.get(call.op, bucket)


async def asked(simulator: SupabaseSimulator, *, key: str, bucket: str) -> None:
    """Ask everything there is to ask; some of it is refused."""
    async with SupabaseStorage(url=simulator.url, key=key, bucket=bucket) as storage:
        for ask in ASKED.values():
            with suppress(AppError):
                await ask(storage)


async def again(simulator: SupabaseSimulator, call: Call) -> httpx.Response:
    """Make the same call once more; return the whole answer."""
    async with httpx.AsyncClient(base_url=simulator.url) as client:
        return await client.request(
            call.method, call.path, content=call.body, headers=call.headers
        )


async def wrong_answers(
    simulator: SupabaseSimulator, description: StorageDescription, calls: list[Call]
) -> list[str]:
    """Make the calls again; return what is wrong with the answers."""
    problems: list[str] = []
    for call in calls:
        answer = await again(simulator, call)
        status = "200" if answer.status_code == 200 else "4XX"
        if answer.headers["content-type"] == "application/json":
            problems += description.of_answer(operation(call), status, answer.json())
    return problems


async def test_every_call_is_as_described(
    description: StorageDescription, simulator: SupabaseSimulator
) -> None:
    await asked(simulator, key=KEY, bucket="fresh")

    assert {call.op for call in simulator.calls} == set(Op)
    assert all(description.knows(operation(call)) for call in simulator.calls)
    assert not any(
        description.of_request(operation(call), json.loads(call.body))
        for call in simulator.calls
        if call.body and call.op != Op.PUT
    )


async def test_every_good_answer_is_as_described(
    description: StorageDescription, simulator: SupabaseSimulator
) -> None:
    await asked(simulator, key=KEY, bucket=BUCKET)
    simulator.objects.clear()

    assert await wrong_answers(simulator, description, [*simulator.calls]) == []


@pytest.mark.parametrize(("key", "bucket"), [("anon", BUCKET), (KEY, "nowhere")])
async def test_every_refusal_is_as_described(
    description: StorageDescription,
    simulator: SupabaseSimulator,
    key: str,
    bucket: str,
) -> None:
    await asked(simulator, key=key, bucket=bucket)
    simulator.buckets.pop(bucket, None)

    assert await wrong_answers(simulator, description, [*simulator.calls]) == []


async def test_a_simulated_fault_is_as_described(
    description: StorageDescription, simulator: SupabaseSimulator
) -> None:
    busy = Fault(kind=Kind.STATUS, op=Op.LIST, status=429, retry_after_s=1, times=2)
    simulator.faults.append(busy)
    await asked(simulator, key=KEY, bucket=BUCKET)

    problems = await wrong_answers(simulator, description, simulator.of(Op.LIST)[:1])

    assert problems == []


def test_a_description_finds_what_is_wrong(description: StorageDescription) -> None:
    removal = ("delete", PATHS[Op.DELETE])

    assert description.of_request(removal, {"prefixes": "all"})
    assert description.of_answer(removal, "200", {"name": "one"})
    assert description.of_answer(removal, "4XX", {"message": "?"})
    assert not description.knows(("patch", PATHS[Op.PUT]))
