"""A redis-server of our own, to be killed, frozen and brought back."""

import asyncio
import signal
import socket
from asyncio.subprocess import DEVNULL, Process
from dataclasses import dataclass, field
from shutil import which

BINARY = which("redis-server") or which("valkey-server")
_START_S = 10.0


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@dataclass(slots=True)
class RedisProcess:
    """One server on one port of loopback, keeping nothing on disk."""

    port: int = field(default_factory=free_port)
    _process: Process | None = None

    @property
    def url(self) -> str:
        """Return what REDIS_URL would be."""
        return f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> None:
        """Start, empty, and wait until connections are taken."""
        self._process = await asyncio.create_subprocess_exec(
            str(BINARY),
            *("--port", str(self.port), "--bind", "127.0.0.1"),
            *("--save", "", "--appendonly", "no"),
            stdout=DEVNULL,
        )
        async with asyncio.timeout(_START_S):
            while not await self._listens():  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """End it at once; connections are reset."""
        if self._process and self.running:
            self._process.kill()
            await self._process.wait()

    def freeze(self) -> None:
        """Let it hang: connections stand, nothing is answered."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None and self._process.returncode is None

    async def command(self, *words: str) -> bytes:
        """Send one command (RESP) and return the beginning of the answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        parts = [word.encode("latin-1") for word in words]
        sent = b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
        writer.write(b"*%d\r\n%s" % (len(parts), sent))
        answer = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return answer

    async def _listens(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True
