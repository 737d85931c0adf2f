"""Child processes that live and die with their parent."""

import asyncio
import sys
from asyncio.subprocess import PIPE

import psutil

from walkumentary.infra.system.children import children

SLEEP = (sys.executable, "-c", "import time; time.sleep(60)")
FAIL = (sys.executable, "-c", "raise SystemExit(7)")
END = (sys.executable, "-c", "")
PARENT = """
import asyncio, sys
from walkumentary.infra.system.children import children

CHILD = (
    "from walkumentary.infra.system.children import stop_with_parent;"
    "stop_with_parent();"
    "import time;"
    "print('child is up', flush=True);"
    "time.sleep(60)"
)

async def main():
    async with children((sys.executable, "-c", CHILD)) as running:
        print(running.processes[0].pid, flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_leaving_stops_every_child() -> None:
    async with children(SLEEP, SLEEP) as running:
        pids = [one.pid for one in running.processes]

    assert not any(psutil.pid_exists(pid) for pid in pids)


async def test_a_child_that_fails_gives_its_exit_code() -> None:
    async with children(SLEEP, FAIL) as running:
        assert await running.first_exit_code() == 7


async def test_a_child_that_ends_well_but_unasked_is_a_failure_too() -> None:
    async with children(SLEEP, END) as running:
        assert await running.first_exit_code() == 1


async def test_children_stop_when_their_parent_is_killed() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, stdout=PIPE
    )
    assert parent.stdout is not None
    said = [(await parent.stdout.readline()).decode().strip() for _ in range(2)]
    [pid] = [int(line) for line in said if line.isdigit()]

    parent.kill()
    await parent.wait()

    await asyncio.wait_for(asyncio.to_thread(psutil.wait_procs, _alive(pid)), 10)
    assert not _alive(pid)


def _alive(pid: int) -> list[psutil.Process]:
    found = [psutil.Process(pid)] if psutil.pid_exists(pid) else []
    return [one for one in found if one.status() != psutil.STATUS_ZOMBIE]
