"""Valhalla on this machine, over tiles of our own, in child processes."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from json import dumps
from pathlib import Path
from types import TracebackType
from typing import Self

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.infra.routing import tile_protocol as protocol
from walkumentary.infra.routing.tile_store import TileStore, tiles_of
from walkumentary.infra.routing.valhalla import ValhallaRefused

_SERVER = "walkumentary.infra.routing.tile_server"
_START_DEADLINE_S = 20.0
_PATIENCE = 3
"""Questions in a row that a map may kill its process with before it is left alone."""
_LOST = (EOFError, OSError)
"""How a dead or hung child shows; TimeoutError is an OSError."""


class TileEngine:
    """Answers from the map in use; a new one is taken up with the next question.

    Args:
        store: where maps lie.
        children: how many questions are answered at once.
        deadline_s: for one question, after which its child counts as hung.
    """

    def __init__(
        self, store: TileStore, *, children: int = 2, deadline_s: float = 10.0
    ) -> None:
        self._store = store
        self._places = asyncio.Semaphore(children)
        self._deadline_s = deadline_s
        self._idle: list[_Child] = []
        self._alive: set[_Child] = set()
        self._losses: dict[Path, int] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for child in self._alive:
            child.kill()
        await asyncio.gather(*(child.process.wait() for child in self._alive))
        await asyncio.gather(*(child.end() for child in self._idle))

    def has_map(self) -> bool:
        """Return whether there is a map, and the engine to read it."""
        return self._store.current() is not None and bool(find_spec("valhalla"))

    async def ask(self, action: str, request: Mapping[str, object]) -> bytes:
        """Return the engine's answer; a child that is lost is replaced once.

        Raises:
            ValhallaRefused: with the engine's error code.
            GatewayUnavailable: no map, or one that ends its process.
        """
        build = self._build()
        body = protocol.message(protocol.question(action, dumps(request)))
        async with self._places:
            with suppress(*_LOST):
                return _read(await self._asked(body, build))
            with self._lost_again(build):
                return _read(await self._asked(body, build))

    def _build(self) -> Path:
        build = self._store.current()
        if build is None:
            raise GatewayUnavailable("There is no walking map on this machine.")
        if self._losses.get(build, 0) >= _PATIENCE:
            raise GatewayUnavailable("The walking map is damaged; build it again.")
        return build

    async def _asked(self, body: bytes, build: Path) -> bytes:
        child = await self._child(build)
        async with AsyncExitStack() as ending:
            ending.push_async_callback(self._end, child)
            async with asyncio.timeout(self._deadline_s):
                reply = await child.answer(body)
            ending.pop_all()
        self._idle.append(child)
        self._losses.pop(build, None)
        return reply

    async def _child(self, build: Path) -> "_Child":
        """Return an idle child over this map, or a new one; those over others end."""
        others = [child for child in self._idle if child.build != build]
        self._idle = [child for child in self._idle if child.build == build]
        await asyncio.gather(*(self._end(child) for child in others))
        return self._idle.pop() if self._idle else await self._started(build)

    async def _started(self, build: Path) -> "_Child":
        child = await _Child.spawned(build)
        self._alive.add(child)
        async with AsyncExitStack() as ending:
            ending.push_async_callback(self._end, child)
            async with asyncio.timeout(_START_DEADLINE_S):
                await child.heard()
            ending.pop_all()
        return child

    async def _end(self, child: "_Child") -> None:
        self._alive.discard(child)
        await child.end()

    @contextmanager
    def _lost_again(self, build: Path) -> Iterator[None]:
        try:
            yield
        except _LOST as error:
            self._losses[build] = self._losses.get(build, 0) + 1
            detail = "The walking map's process was lost twice with one question."
            raise GatewayUnavailable(detail) from error


@dataclass(frozen=True, slots=True, eq=False)
class _Child:
    """One server process over one map."""

    build: Path
    process: Process
    questions: asyncio.StreamWriter
    replies: asyncio.StreamReader

    @classmethod
    async def spawned(cls, build: Path) -> Self:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _SERVER,
            str(tiles_of(build)),
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,
        )
        return cls(build, process, _piped(process.stdin), _piped(process.stdout))

    async def answer(self, body: bytes) -> bytes:
        self.questions.write(body)
        await self.questions.drain()
        return await self.heard()

    async def heard(self) -> bytes:
        length = await self.replies.readexactly(protocol.LENGTH_BYTES)
        return await self.replies.readexactly(int.from_bytes(length))

    def kill(self) -> None:
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    async def end(self) -> None:
        self.kill()
        await self.process.communicate()


def _read(reply: bytes) -> bytes:
    kind, content = reply[:1], reply[1:]
    if kind == protocol.REFUSED:
        number, detail = protocol.read_refusal(content)
        raise ValhallaRefused(detail, number=number)
    return content


def _piped[Stream](stream: Stream | None) -> Stream:
    if stream is None:
        raise GatewayUnavailable("The walking map's process has no pipe.")
    return stream
