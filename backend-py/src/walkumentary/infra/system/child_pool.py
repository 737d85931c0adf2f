"""A pool of child processes that answer one message at a time each.

For engines that are not safe to load into the application: a child that hangs or dies
is replaced, and takes one answer with it.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from walkumentary.infra.system.child_messages import LENGTH_BYTES, message

_START_DEADLINE_S = 20.0
_LOST = (EOFError, OSError)
"""How a dead or hung child shows; TimeoutError is an OSError."""

type Server = Sequence[str]
"""A module, run as a program of this Python, and its arguments."""


class ChildLost(Exception):
    """Two children in a row died or hung over the same message."""


class PoolClosed(ChildLost):
    """There are no children any more."""


class ChildPool:
    """Children that are started when needed, and kept.

    Args:
        children: how many answer at once.
        deadline_s: for one answer, after which its child counts as hung.
    """

    def __init__(self, *, children: int, deadline_s: float) -> None:
        self._places = asyncio.Semaphore(children)
        self._deadline_s = deadline_s
        self._idle: list[_Child] = []
        self._alive: set[_Child] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """End the children; answers in the making fail with ``ChildLost``."""
        self._closed = True
        for child in self._alive:
            child.kill()
        while self._idle:
            await self._end(self._idle.pop())
        await asyncio.gather(*(child.process.wait() for child in self._alive))

    async def ask(self, server: Server, body: bytes) -> bytes:
        """Return a child's reply; one that is lost is replaced once.

        Children of other servers that are idle end.

        Raises:
            ChildLost: twice, with this message.
            PoolClosed: it has been closed.
        """
        async with self._places:
            with suppress(*_LOST):
                return await self._asked(await self._child(server), body)
            with _lost_again():
                return await self._asked(await self._started(server), body)

    async def _asked(self, child: "_Child", body: bytes) -> bytes:
        async with AsyncExitStack() as ending:
            ending.push_async_callback(self._end, child)
            async with asyncio.timeout(self._deadline_s):
                reply = await child.answer(body)
            ending.pop_all()
        self._idle.append(child)
        return reply

    async def _child(self, server: Server) -> "_Child":
        others = [child for child in self._idle if child.server != server]
        self._idle = [child for child in self._idle if child.server == server]
        await asyncio.gather(*(self._end(child) for child in others))
        return self._idle.pop() if self._idle else await self._started(server)

    async def _started(self, server: Server) -> "_Child":
        child = await _Child.spawned(server)
        self._alive.add(child)
        async with AsyncExitStack() as ending:
            ending.push_async_callback(self._end, child)
            _refuse_after_closing(closed=self._closed)
            async with asyncio.timeout(_START_DEADLINE_S):
                await child.heard()
            ending.pop_all()
        return child

    async def _end(self, child: "_Child") -> None:
        self._alive.discard(child)
        await child.end()


@dataclass(frozen=True, slots=True, eq=False)
class _Child:
    """One process, in a session of its own, so that its forks end with it."""

    server: Server
    process: Process
    orders: asyncio.StreamWriter
    replies: asyncio.StreamReader

    @classmethod
    async def spawned(cls, server: Server) -> Self:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *server,
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,
        )
        return cls(server, process, _piped(process.stdin), _piped(process.stdout))

    async def answer(self, body: bytes) -> bytes:
        self.orders.write(message(body))
        await self.orders.drain()
        return await self.heard()

    async def heard(self) -> bytes:
        length = await self.replies.readexactly(LENGTH_BYTES)
        return await self.replies.readexactly(int.from_bytes(length))

    def kill(self) -> None:
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    async def end(self) -> None:
        self.kill()
        await self.process.communicate()


def _refuse_after_closing(*, closed: bool) -> None:
    if closed:
        raise PoolClosed("The children have been ended.")


def _piped[Stream](stream: Stream | None) -> Stream:
    if stream is None:
        raise ChildLost("The child has no pipe.")
    return stream


@contextmanager
def _lost_again() -> Iterator[None]:
    try:
        yield
    except _LOST as error:
        raise ChildLost("Two children were lost with one message.") from error
