"""API processes of our own, on ports of loopback."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

PATIENCE_S = 60


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[str]:
    """Run one API process and yield its address once it answers."""
    port = _free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "walkumentary.cli", "serve"],
        env={
            **os.environ,  # noqa: TID251  a child's, not ours
            "OPENAI_API_KEY": "",
            "PORT": str(port),
            **environment,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _answering(address)
            yield address
        finally:
            process.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _answering(address: str) -> None:
    patient = httpx.HTTPTransport(retries=7)
    with httpx.Client(transport=patient, timeout=PATIENCE_S) as client:
        client.get(f"{address}/health/live").raise_for_status()
