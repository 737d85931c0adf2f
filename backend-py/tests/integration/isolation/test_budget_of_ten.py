"""Five hundred at once on an allowance of ten, over two API processes."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.databases import DatabaseUrls

pytestmark = [pytest.mark.ci, pytest.mark.timeout(600)]

AT_ONCE = 500
PATIENCE_S = 240.0
WALK = {"query": "Paris", "duration_minutes": 15, "interests": ["food"]}
PAID = {"OPENAI_API_KEY": "sk-none", "NARRATOR": "notes", "SPEECH": "openai"}
"""A voice that would cost something; no worker is there to ask it."""
UNCOUNTED_GUESTS = {"GUEST_TOURS_PER_DAY": "9999", "GUEST_USD_PER_DAY": "9999"}


@contextmanager
def two_processes(
    urls: DatabaseUrls, folder: Path, **settings: str
) -> Iterator[Sequence[str]]:
    """Serve the API twice over one database with the starter notes."""
    own = {
        **os.environ,  # noqa: TID251  a child's, not ours
        "DATABASE_URL": urls.app,
        "DATA_DIR": str(folder),
        "EMBEDDER": "lexical",
        "OPENAI_API_KEY": "",
        **settings,
    }
    _run(own, "notes", "load")
    with ExitStack() as running:
        addresses = [_serve(own, running) for _ in range(2)]
        for address in addresses:
            _answering(address)
        yield addresses


def _run(environment: Mapping[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "walkumentary.cli", *arguments]
    subprocess.run(command, env=environment, check=True, timeout=120)  # noqa: S603


def _serve(environment: Mapping[str, str], running: ExitStack) -> str:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = int(listening.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "walkumentary.cli", "serve"],
        env={**environment, "PORT": str(port), "LOG_LEVEL": "ERROR"},
    )
    running.callback(process.wait)
    running.callback(process.kill)
    return f"http://127.0.0.1:{port}"


def _answering(address: str) -> None:
    patient = httpx.HTTPTransport(retries=8)
    with httpx.Client(transport=patient, timeout=60) as client:
        client.get(f"{address}/health/live").raise_for_status()


async def a_guest(address: str) -> dict[str, str]:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        answer = await client.post(f"{address}/v1/auth/anonymous")
    return {"authorization": f"Bearer {answer.json()['access_token']}"}


async def all_at_once(
    addresses: Sequence[str], people: Sequence[Mapping[str, str]], *, alike: bool
) -> Counter[str]:
    """Send everything at once; return how often there was which answer."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=PATIENCE_S, limits=limits) as client:

        async def one(number: int) -> str:
            walk = WALK if alike else {**WALK, "radius_m": 1_000 + number}
            answer = await client.post(
                f"{addresses[number % 2]}/v1/tours/generate",
                json=walk,
                headers=dict(people[number % len(people)]),
            )
            return f"{answer.status_code} {answer.json().get('code', '')}".strip()

        return Counter(await asyncio.gather(*(one(n) for n in range(AT_ONCE))))


def _of(answers: Counter[str], *, status: str) -> int:
    return sum(count for one, count in answers.items() if one.startswith(status))


async def _price(address: str, person: Mapping[str, str]) -> float:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        answer = await client.post(
            f"{address}/v1/tours/estimate", json=WALK, headers=dict(person)
        )
    return float(answer.json()["cost"]["usd"])


@pytest.mark.parametrize("alike", [True, False])
async def test_ten_tours_a_day_are_ten(
    fresh_database_urls: DatabaseUrls, tmp_path: Path, *, alike: bool
) -> None:
    limits = json.dumps({"free": {"tours_per_day": 10}})
    with two_processes(fresh_database_urls, tmp_path, TIER_LIMITS=limits) as addresses:
        person = await a_guest(addresses[0])

        answers = await all_at_once(addresses, [person], alike=alike)

    assert _of(answers, status="202") == 10, answers
    assert _of(answers, status="429") == AT_ONCE - 10, answers


@pytest.mark.parametrize("alike", [True, False])
async def test_money_for_ten_pays_for_ten(
    fresh_database_urls: DatabaseUrls, tmp_path: Path, *, alike: bool
) -> None:
    money = json.dumps({"free": {"usd_per_day": "1.05"}})
    settings = {**PAID, **UNCOUNTED_GUESTS, "TIER_LIMITS": money}
    with two_processes(fresh_database_urls, tmp_path, **settings) as addresses:
        person = await a_guest(addresses[0])
        price_usd = await _price(addresses[0], person)

        answers = await all_at_once(addresses, [person], alike=alike)

    assert 1.05 / 11 < price_usd <= 1.05 / 10
    assert _of(answers, status="202") == 10, answers
    assert _of(answers, status="5") == 0, answers
    assert _of(answers, status="402") + _of(answers, status="429") == AT_ONCE - 10


async def test_fifty_guests_of_an_address_have_three_tours(
    fresh_database_urls: DatabaseUrls, tmp_path: Path
) -> None:
    with two_processes(
        fresh_database_urls, tmp_path, ENVIRONMENT="production", RATE_LIMITS="off"
    ) as addresses:
        people = [await a_guest(addresses[0]) for _ in range(50)]

        answers = await all_at_once(addresses, people, alike=True)

    assert _of(answers, status="202") == 3, answers
    assert _of(answers, status="429") == AT_ONCE - 3, answers


async def test_all_guests_together_do_not_overspend(
    fresh_database_urls: DatabaseUrls, tmp_path: Path
) -> None:
    settings = {**PAID, "GUEST_TOURS_PER_DAY": "9999", "GUEST_USD_PER_DAY": "1.05"}
    with two_processes(fresh_database_urls, tmp_path, **settings) as addresses:
        people = [await a_guest(addresses[0]) for _ in range(50)]

        answers = await all_at_once(addresses, people, alike=True)

    assert _of(answers, status="202") == 10, answers
    assert _of(answers, status="5") == 0, answers
