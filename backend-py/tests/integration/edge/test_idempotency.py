"""Many identical POSTs at once, to two processes: one effect, one answer."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from itertools import cycle, islice
from uuid import uuid4

import httpx
import pytest

WALK = {"query": "Paris", "duration_minutes": 15, "interests": ["food"]}
KEYS_AT_ONCE = 8
PATIENCE_S = 120


@pytest.fixture
async def client(addresses: tuple[str, str]) -> AsyncIterator[httpx.AsyncClient]:
    """A guest."""
    # Idle connections end here before the server ends them in the middle of a request.
    limits = httpx.Limits(max_connections=100, keepalive_expiry=1)
    async with httpx.AsyncClient(timeout=PATIENCE_S, limits=limits) as client:
        signed_in = await client.post(f"{addresses[0]}/v1/auth/anonymous")
        token = signed_in.json()["access_token"]
        client.headers["authorization"] = f"Bearer {token}"
        yield client


async def patiently(
    client: httpx.AsyncClient, address: str, headers: dict[str, str]
) -> httpx.Response:
    """Repeat the request as it is told to, until it is answered."""
    while True:
        answer = await client.post(
            f"{address}/v1/tours/generate", json=WALK, headers=headers
        )
        if answer.status_code != 409:
            return answer
        await asyncio.sleep(int(answer.headers["retry-after"]))


async def stampede(
    client: httpx.AsyncClient, addresses: tuple[str, str], times: int
) -> list[httpx.Response]:
    headers = {"idempotency-key": str(uuid4())}
    every_other = islice(cycle(addresses), times)
    return await asyncio.gather(
        *(patiently(client, address, headers) for address in every_other)
    )


async def stampedes(
    client: httpx.AsyncClient, addresses: tuple[str, str], *, keys: int, times: int
) -> list[list[httpx.Response]]:
    turns = asyncio.Semaphore(KEYS_AT_ONCE)

    async def one() -> list[httpx.Response]:
        async with turns:
            return await stampede(client, addresses, times)

    return await asyncio.gather(*(one() for _ in range(keys)))


async def tours(client: httpx.AsyncClient, address: str) -> list[str]:
    found: list[str] = []
    page = {"next_cursor": ""}
    while page["next_cursor"] is not None:
        query = {"limit": "100", "cursor": page["next_cursor"]}
        page = (
            await client.get(
                f"{address}/v1/tours", params={k: v for k, v in query.items() if v}
            )
        ).json()
        found += [tour["id"] for tour in page["items"]]
    return found


@pytest.mark.parametrize(
    ("keys", "times"),
    [
        (3, 20),
        pytest.param(
            200, 50, marks=[pytest.mark.ci, pytest.mark.timeout(600)], id="all"
        ),
    ],
)
async def test_many_at_once_have_one_effect_and_one_answer(
    client: httpx.AsyncClient, addresses: tuple[str, str], keys: int, times: int
) -> None:
    answers = await stampedes(client, addresses, keys=keys, times=times)

    assert Counter(one.status_code for each in answers for one in each) == {
        202: keys * times
    }
    assert [len({one.content for one in each}) for each in answers] == [1] * keys
    told = [each[0].json()["tour_id"] for each in answers]
    assert sorted(await tours(client, addresses[0])) == sorted(told)


async def test_another_body_is_refused_and_another_person_is_another(
    client: httpx.AsyncClient, addresses: tuple[str, str]
) -> None:
    address = f"{addresses[0]}/v1/tours/generate"
    headers = {"idempotency-key": str(uuid4())}
    mine = await client.post(address, json=WALK, headers=headers)
    guest = (await client.post(f"{addresses[0]}/v1/auth/anonymous")).json()
    bearer = {"authorization": f"Bearer {guest['access_token']}"}

    longer = {**WALK, "duration_minutes": 20}
    other = await client.post(address, json=longer, headers=headers)
    theirs = await client.post(address, json=WALK, headers={**headers, **bearer})

    assert (mine.status_code, other.status_code, theirs.status_code) == (202, 422, 202)
    assert other.json()["code"] == "idempotency-key-reused"
    assert theirs.json()["tour_id"] != mine.json()["tour_id"]
