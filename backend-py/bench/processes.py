"""The shipped commands as processes of their own, on data of their own."""

import asyncio
import json
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import httpx
import psutil

BACKEND = Path(__file__).parents[1]
_READY_WITHIN_S = 60.0
_STOPS_WITHIN_S = 15.0
_EVERY_S = 0.02


class BenchFailed(Exception):
    """A process did not do what is needed to measure it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A process we started, and the file it writes to."""

    process: Process
    name: str
    log: Path
    started_s: float

    def said(self) -> str:
        """Return everything it printed."""
        return self.log.read_text(errors="replace")

    async def says(self, text: str, *, within_s: float) -> str:
        """Wait for a line that holds a text and return it.

        Raises:
            BenchFailed: the process ended, or never said it.
        """
        patience = _Patience(self, within_s)
        while not (lines := [one for one in self._lines() if text in one]):
            await patience.wait()
        return lines[0]

    def _lines(self) -> list[str]:
        """Return the lines that are finished."""
        return [
            one.strip()
            for one in self.said().splitlines(keepends=True)
            if one[-1] == "\n"
        ]

    @property
    def memory_mb(self) -> float:
        """Resident memory of it and its children, in MB."""
        own = psutil.Process(self.process.pid)
        family = [own, *own.children(recursive=True)]
        resident: float = sum(one.memory_info().rss for one in family)
        return resident / 1e6

    async def stop(self) -> None:
        """Ask it to end, and after a while make it."""
        if self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            async with asyncio.timeout(_STOPS_WITHIN_S):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One directory of data and the processes that work on it."""

    directory: Path
    port: int
    stack: AsyncExitStack

    @property
    def url(self) -> str:
        """Where its API listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def data_dir(self) -> Path:
        """Its DATA_DIR."""
        return self.directory / "data"

    async def run(self, *arguments: str) -> str:
        """Run a command of the product to its end and return what it printed.

        Raises:
            BenchFailed: it failed.
        """
        running = await self.start(*arguments)
        if await running.process.wait():
            raise BenchFailed(f"walkumentary {arguments[0]}: {running.said()}")
        return running.said()

    async def start(
        self, *arguments: str, settings: Mapping[str, str] | None = None
    ) -> Running:
        """Start a command of the product; it is stopped with the installation."""
        command = (sys.executable, "-m", "walkumentary.cli", *arguments)
        return await self.spawn(arguments[0], *command, settings=settings)

    async def spawn(
        self, name: str, *command: str, settings: Mapping[str, str] | None = None
    ) -> Running:
        """Start any command in the same environment."""
        log = self.directory / f"{name}-{uuid4().hex}.log"
        started_s = time.monotonic()
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *command,
                env={**self._environment(), **(settings or {})},
                cwd=BACKEND,
                stdout=output,
                stderr=output,
            )
        running = Running(process=process, name=name, log=log, started_s=started_s)
        self.stack.push_async_callback(running.stop)
        return running

    def _environment(self) -> dict[str, str]:
        """Return all there is: nothing of the caller's environment leaks in."""
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.directory),
            "LANG": "C.UTF-8",
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "LOG_LEVEL": "WARNING",
            # Longer than any measurement: nobody here carries a session on.
            "TOKEN_TTL_S": "86400",
            # Those who measure are guests, and nothing they buy is dear.
            "TIER_LIMITS": json.dumps({"free": _UNLIMITED}),
            "GUEST_USD_PER_DAY": "1000000",
            "GUEST_TOURS_PER_DAY": "1000000",
        }


_UNLIMITED = {"usd_per_request": "1000000", "usd_per_day": "1000000"}


@asynccontextmanager
async def installation() -> AsyncIterator[Installation]:
    """Lend a fresh installation; everything started in it ends with the block."""
    with TemporaryDirectory(prefix="walkumentary-bench-") as directory:
        async with AsyncExitStack() as stack:
            yield Installation(directory=Path(directory), port=free_port(), stack=stack)


def free_port() -> int:
    """Return a port of loopback that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


async def ready(url: str, running: Running) -> float:
    """Wait until an address answers 200; return the seconds since the start.

    Raises:
        BenchFailed: the process ended, or did not get ready in a minute.
    """
    patience = _Patience(running, _READY_WITHIN_S)
    async with httpx.AsyncClient() as client:
        while not await _answers(client, url):
            await patience.wait()
    return time.monotonic() - running.started_s


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        answer = await client.get(url)
    except httpx.TransportError:
        return False
    return answer.is_success


class _Patience:
    """Waits for a process, neither for ever nor after its death."""

    def __init__(self, running: Running, within_s: float) -> None:
        self._running = running
        self._until_s = time.monotonic() + within_s

    async def wait(self) -> None:
        await asyncio.sleep(_EVERY_S)
        name, code = self._running.name, self._running.process.returncode
        if code is not None:
            raise BenchFailed(f"{name} ended with {code}: {self._running.said()}")
        if time.monotonic() > self._until_s:
            raise BenchFailed(f"{name} took too long: {self._running.said()}")
