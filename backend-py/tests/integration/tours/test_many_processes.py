"""Several API processes and workers over one database act as one."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest

from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.usecases import Gateways

PATIENCE_S = 60


@contextmanager
def _process(settings: Settings, name: str, port: int) -> Iterator[None]:
    assert settings.database_url is not None
    own = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "DATA_DIR": str(settings.data_dir),
        "PORT": str(port),
        "OPENAI_API_KEY": "",
    }
    with subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "-m", "walkumentary.cli", name],
        env={**os.environ, **own},  # noqa: TID251  a child's, not ours
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield
        finally:
            process.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _answering(address: str) -> None:
    patient = httpx.HTTPTransport(retries=7)
    with httpx.Client(transport=patient, timeout=PATIENCE_S) as client:
        client.get(f"{address}/health/live").raise_for_status()


@pytest.fixture(scope="module")
def addresses(settings: Settings, gateways: Gateways) -> Iterator[tuple[str, str]]:
    assert gateways.probes
    ports = (_free_port(), _free_port())
    with ExitStack() as running:
        for port in ports:
            running.enter_context(_process(settings, "serve", port))
            running.enter_context(_process(settings, "worker", port))
        found = (f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}")
        for address in found:
            _answering(address)
        yield found


def _events(response: httpx.Response) -> list[tuple[int, str, dict[str, object]]]:
    blocks = response.text.replace("\r\n", "\n").split("\n\n")
    fields = [
        dict(_field(line) for line in b.split("\n") if ": " in line) for b in blocks
    ]
    return [
        (int(f["id"]), f["event"], json.loads(f["data"])) for f in fields if "id" in f
    ]


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(": ")
    return name, value


def test_a_tour_begun_at_one_process_is_followed_and_heard_at_another(
    addresses: tuple[str, str],
) -> None:
    one, other = addresses
    token = httpx.post(f"{one}/v1/auth/anonymous").json()["access_token"]
    headers = {"authorization": f"Bearer {token}"}
    body = {"query": "Paris", "duration_minutes": 15, "interests": ["food"]}
    started = httpx.post(f"{one}/v1/tours/generate", json=body, headers=headers)
    address = f"{other}/v1/tours/{started.json()['tour_id']}"

    heard = httpx.get(f"{address}/audio", headers=headers, timeout=PATIENCE_S)
    followed = httpx.get(f"{address}/events", headers=headers, timeout=PATIENCE_S)
    tour = httpx.get(address, headers=headers).json()
    finished = httpx.get(f"{other}{tour['audio_url']}")

    assert started.status_code == 202
    assert heard.headers["x-audio-state"] == "growing"
    assert heard.content == finished.content
    events = _events(followed)
    assert [number for number, _, _ in events] == list(range(1, len(events) + 1))
    assert events[-1][1] == "done"
    assert tour["status"] == "ready"


def test_an_event_stream_resumes_after_the_last_one_seen(
    addresses: tuple[str, str],
) -> None:
    one, other = addresses
    token = httpx.post(f"{other}/v1/auth/anonymous").json()["access_token"]
    headers = {"authorization": f"Bearer {token}"}
    body = {"query": "Paris", "duration_minutes": 15, "interests": ["food"]}
    started = httpx.post(f"{other}/v1/tours/generate", json=body, headers=headers)
    address = f"{one}/v1/tours/{started.json()['tour_id']}/events"
    everything = _events(httpx.get(address, headers=headers, timeout=PATIENCE_S))

    resumed = httpx.get(
        address, headers={**headers, "last-event-id": "3"}, timeout=PATIENCE_S
    )

    assert _events(resumed) == everything[3:]


def test_health_counts_both_workers(addresses: tuple[str, str]) -> None:
    health = httpx.get(f"{addresses[0]}/health").json()

    components = {c["component"]: c for c in health["components"]}
    assert health["state"] == "up"
    assert components["workers"]["detail"] == "2 alive"
