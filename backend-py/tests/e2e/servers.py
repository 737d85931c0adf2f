"""The real server as a stranger starts it, and one whose voice is slow."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

START_S = 60.0
STOP_S = 20.0
BACKEND = Path(__file__).parents[2]


@contextmanager
def walkumentary(data_dir: Path, settings: Mapping[str, str]) -> Iterator[str]:
    """Run everything (``walkumentary run``) and yield its address.

    Args:
        data_dir: where it keeps its database and its files.
        settings: environment variables on top of free defaults.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    given = {"DATA_DIR": str(data_dir), "HOST": "127.0.0.1", "PORT": str(port)}
    command = (sys.executable, "-m", "walkumentary.cli", "run")
    with running(command, {**given, **settings}, log=data_dir / "log") as process:
        _wait_until_ready(address, process, log=data_dir / "log")
        yield address


@contextmanager
def slow_voice(log: Path, *, speech_factor: float) -> Iterator[str]:
    """Run a provider that needs a second for so many seconds of speech."""
    port = free_port()
    command = (sys.executable, "-m", "tests.simulator", "--port", str(port))
    pace = ("--speech-factor", str(speech_factor))
    with running((*command, *pace), {}, log=log) as process:
        _wait_until_listening(port, process)
        yield f"http://127.0.0.1:{port}/v1"


@contextmanager
def running(
    command: tuple[str, ...], settings: Mapping[str, str], *, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process, its output in a file, until the block is left."""
    log.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, **settings}  # noqa: TID251  what a shell would give
    with (
        log.open("wb") as output,
        subprocess.Popen(  # noqa: S603  our own command
            command, cwd=BACKEND, env=environment, stdout=output, stderr=output
        ) as process,
    ):
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_S)


def free_port() -> int:
    """Return a port of loopback that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_until_ready(
    address: str, process: subprocess.Popen[bytes], *, log: Path
) -> None:
    """Wait for the line that is printed when the notes are loaded, too."""
    deadline = time.monotonic() + START_S
    while b"is ready" not in log.read_bytes():
        _check(process, deadline)
    httpx.get(f"{address}/health/ready").raise_for_status()


def _wait_until_listening(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    with socket.socket() as probe:
        while probe.connect_ex(("127.0.0.1", port)):
            _check(process, deadline)


def _check(process: subprocess.Popen[bytes], deadline: float) -> None:
    assert process.poll() is None, f"{process.args!r} ended"
    assert time.monotonic() < deadline, f"{process.args!r} is not ready"
    time.sleep(0.1)
