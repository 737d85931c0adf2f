"""Child processes that live and die with their parent."""

import asyncio
import os
import signal
import sys
import threading
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

_GRACE_S = 10.0
_LAST_BREATH_S = 0.2
_ORPHAN_GRACE_S = 2.0


@dataclass(frozen=True, slots=True)
class Children:
    """Running processes, in the order they were started."""

    processes: Sequence[Process]

    async def first_exit_code(self) -> int:
        """Wait until one of them ends; none should, so 0 counts as a failure too."""
        waits = [asyncio.ensure_future(one.wait()) for one in self.processes]
        done, rest = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in rest:
            wait.cancel()
        return abs(done.pop().result()) or 1


@asynccontextmanager
async def children(*commands: Sequence[str]) -> AsyncIterator[Children]:
    """Run commands side by side; leaving the block stops them in good order.

    Their standard input is a pipe that only we hold: when we are killed it ends, and
    ``stop_with_parent`` in the child notices.
    """
    processes = [await _start(command) for command in commands]
    try:
        yield Children(processes)
    finally:
        await asyncio.gather(*map(_stop, processes))


def stop_with_parent() -> None:
    """Have this process stop when its parent is gone, politely and then for sure."""
    threading.Thread(target=_watch_parent, daemon=True).start()


async def _start(command: Sequence[str]) -> Process:
    # In a group of its own, or Ctrl-C in a terminal would reach it twice.
    return await asyncio.create_subprocess_exec(*command, stdin=PIPE, process_group=0)


async def _stop(process: Process) -> None:
    try:
        process.terminate()
        await asyncio.wait_for(process.wait(), _GRACE_S)
    except ProcessLookupError:
        return
    except TimeoutError:
        process.kill()
        await process.wait()


def _watch_parent() -> None:
    # Not through sys.stdin, whose lock a waiting thread would hold at our own end.
    while os.read(sys.stdin.fileno(), 1):
        pass
    # The parent's files are closed a moment before it is gone for everyone to see.
    time.sleep(_LAST_BREATH_S)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_ORPHAN_GRACE_S)
    os._exit(1)
