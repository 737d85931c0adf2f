"""A load generator that costs little: one request a connection, again and again.

Run as a process: python -m bench.load --port … --path … --token … --seconds …. It
prints one JSON object. HTTP is read no further than the length of each answer.
"""

import asyncio
import re
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Callable
from typing import Annotated, Protocol, runtime_checkable

import typer
import uvloop
from pydantic import BaseModel

from bench.processes import BACKEND, BenchFailed

CONNECTIONS = 8
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_HEAD_END = b"\r\n\r\n"


class Load(BaseModel):
    """What a run counted.

    ``busy`` is the share of its time that the generator itself worked.
    """

    requests: int
    seconds: float
    body_bytes: int
    busy: float

    @property
    def per_second(self) -> float:
        """Requests answered a second."""
        return self.requests / self.seconds


async def load(*, port: int, path: str, token: str, seconds: float) -> Load:
    """Run the generator as a process of its own.

    Raises:
        BenchFailed: an answer was not 200, or there was none.
    """
    where = ("--port", str(port), "--path", path, "--token", token)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bench.load", *where, "--seconds", str(seconds)),
        cwd=BACKEND,
        stdout=PIPE,
    )
    printed, _ = await process.communicate()
    if process.returncode:
        raise BenchFailed(f"The load generator failed on {path}.")
    counted = Load.model_validate_json(printed)
    if not counted.requests:
        raise BenchFailed(f"Nothing answered on {path}.")
    return counted


@runtime_checkable
class _Writes(Protocol):
    """What uvloop's transports and asyncio's have in common."""

    def write(self, data: bytes) -> None:
        """Send."""
        ...


class _Visitor(asyncio.Protocol):
    """One connection: asks, reads the answer, asks again."""

    def __init__(self, request: bytes, count: Callable[[int], None]) -> None:
        self._request = request
        self._count = count
        self._answer = b""
        self._whole = 0
        self._got = 0
        self._transport: _Writes | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, _Writes):
            self._transport = transport
            transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._got += len(data)
        if not self._whole:
            self._begin(data)
        if self._got == self._whole:
            self._again()

    def _begin(self, data: bytes) -> None:
        """Learn from the head how long the answer is."""
        self._answer += data
        head, separator, _ = self._answer.partition(_HEAD_END)
        length = _LENGTH.search(head) if separator else None
        if length:
            _check_status(head)
            self._whole = len(head) + len(_HEAD_END) + int(length[1])

    def _again(self) -> None:
        self._count(self._whole)
        self._answer, self._whole, self._got = b"", 0, 0
        if self._transport:
            self._transport.write(self._request)


def _check_status(head: bytes) -> None:
    if not head.startswith(b"HTTP/1.1 200"):
        sys.exit(head.decode())


async def _run(*, port: int, request: bytes, seconds: float) -> Load:
    loop = asyncio.get_running_loop()
    sizes: list[int] = []
    cpu_s, begun_s = time.process_time(), time.monotonic()
    for _ in range(CONNECTIONS):
        await loop.create_connection(
            lambda: _Visitor(request, sizes.append), "127.0.0.1", port
        )
    await asyncio.sleep(seconds)
    spent_s = time.monotonic() - begun_s
    return Load(
        requests=len(sizes),
        seconds=spent_s,
        body_bytes=sizes[-1] if sizes else 0,
        busy=(time.process_time() - cpu_s) / spent_s,
    )


def main(
    *,
    port: Annotated[int, typer.Option()],
    path: Annotated[str, typer.Option()],
    token: Annotated[str, typer.Option()],
    seconds: Annotated[float, typer.Option()],
) -> None:
    """Ask for one path over a few connections, and count."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {token}\r\n\r\n"
    )
    counted = _run(port=port, request=request.encode(), seconds=seconds)
    typer.echo(uvloop.run(counted).model_dump_json())


if __name__ == "__main__":
    typer.run(main)
