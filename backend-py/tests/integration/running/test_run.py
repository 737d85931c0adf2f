"""`walkumentary run`: what a person starts, stops, kills and starts again."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from walkumentary.infra.postgres.embedded import EmbeddedServer

pytestmark = pytest.mark.timeout(240)

READY = "Walkumentary is ready: "


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for the data of all starts, as a person has it."""
    return tmp_path_factory.mktemp("run") / "data"


@contextmanager
def walkumentary(
    *arguments: str, settings: Mapping[str, str]
) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "OPENAI_API_KEY": "", **settings}  # noqa: TID251
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "walkumentary.cli", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def running(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start everything; yield the process and the address it printed."""
    settings = {"DATA_DIR": str(data_dir), "PORT": str(free_port())}
    with walkumentary("run", settings=settings) as process:
        yield process, address_from(process)


def address_from(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith(READY):
            return line.removeprefix(READY).split()[0]
    raise AssertionError("".join(said))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for the end; return the exit code and what was said."""
    said, _ = process.communicate(timeout=30)
    return process.returncode, said


def database_is_up(data_dir: Path) -> bool:
    try:
        packs(data_dir)
    except psycopg.OperationalError:
        return False
    return True


def packs(data_dir: Path) -> list[tuple[object, ...]]:
    url = EmbeddedServer(socket_dir=data_dir / "postgres").url()
    with psycopg.connect(url) as connection:
        found = connection.execute("select key, loaded_at from starter_packs")
        return sorted(found.fetchall())


def test_ctrl_c_stops_it_all_and_a_second_start_finds_the_data(data_dir: Path) -> None:
    with running(data_dir) as (process, address):
        assert httpx.get(f"{address}/health/ready").status_code == 200
        loaded = packs(data_dir)

        process.send_signal(signal.SIGINT)

        code, said = ended(process)
        assert code == 0
        assert said.endswith("Walkumentary has stopped.\n")
    assert loaded
    assert not database_is_up(data_dir)
    with running(data_dir) as (process, _):
        assert packs(data_dir) == loaded
        process.send_signal(signal.SIGTERM)
        assert ended(process)[0] == 0
    assert not database_is_up(data_dir)


@pytest.mark.ci
def test_it_starts_again_after_everything_was_killed(data_dir: Path) -> None:
    with running(data_dir) as (process, _):
        everything = [process, *psutil.Process(process.pid).children(recursive=True)]
        for one in everything:
            one.kill()
    assert database_is_up(data_dir)

    with running(data_dir) as (process, address):
        assert httpx.get(f"{address}/health/live").status_code == 200
        process.send_signal(signal.SIGINT)
        assert ended(process)[0] == 0

    assert not database_is_up(data_dir)


@pytest.mark.ci
def test_a_worker_that_dies_takes_the_rest_along(data_dir: Path) -> None:
    with running(data_dir) as (process, _):
        parts = psutil.Process(process.pid).children()
        [worker] = [one for one in parts if "worker" in one.cmdline()]

        worker.kill()

        code, said = ended(process)
    assert code == signal.SIGKILL
    assert "ended by itself" in said
    assert not database_is_up(data_dir)


def test_a_busy_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        settings = {"DATA_DIR": str(tmp_path), "PORT": str(port)}
        with walkumentary("serve", settings=settings) as process:
            code, said = ended(process)

    assert code == 1
    assert f"PORT {port}" in said


def test_every_wrong_setting_is_named(tmp_path: Path) -> None:
    settings = {"DATA_DIR": str(tmp_path), "PORT": "0", "LOG_LEVEL": "LOUD"}
    with walkumentary("run", settings=settings) as process:
        code, said = ended(process)

    assert code == 1
    assert "PORT" in said
    assert "LOG_LEVEL" in said
    assert "Traceback" not in said
