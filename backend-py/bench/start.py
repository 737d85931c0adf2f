"""Cold start of the API process, beside that of a bare one."""

from collections.abc import Callable, Coroutine

from bench.bare import bare_command
from bench.figures import Figure
from bench.ground import database
from bench.processes import Installation, Running, free_port, installation, ready
from walkumentary.infra.postgres.migrations import APP_ROLE

RUNS = 5
_NOBODY = "00000000-0000-0000-0000-000000000000"
_SIZE = "one process on a database that runs already"


async def measure(_large: bool) -> tuple[Figure, ...]:  # noqa: FBT001
    """Start both in turn, five times."""
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    async with installation() as install, database(install) as server:
        url = server.url(user=APP_ROLE)
        for _ in range(RUNS):
            ours.append(await _started(lambda: _our_api(install)))
            bare.append(await _started(lambda: _bare_api(install, url)))
    return _figures(ours, bare)


async def _started(
    start: Callable[[], Coroutine[None, None, tuple[Running, str]]],
) -> tuple[float, float]:
    """Return the seconds until a process is ready, and its megabytes then."""
    running, address = await start()
    seconds = await ready(address, running)
    megabytes = running.memory_mb
    await running.stop()
    return seconds, megabytes


async def _our_api(install: Installation) -> tuple[Running, str]:
    return await install.start("serve"), f"{install.url}/health/live"


async def _bare_api(install: Installation, url: str) -> tuple[Running, str]:
    port = free_port()
    command = bare_command(port=port, database=url, tour_id=_NOBODY, owner_id=_NOBODY)
    return await install.spawn("bare", *command), f"http://127.0.0.1:{port}/"


def _figures(
    ours: list[tuple[float, float]], bare: list[tuple[float, float]]
) -> tuple[Figure, ...]:
    seconds, megabytes = zip(*ours, strict=True)
    peer_seconds, peer_megabytes = zip(*bare, strict=True)
    return (
        Figure(
            name="cold start",
            formula="process started to the first 200 of /health/live",
            values=seconds,
            size=_SIZE,
            unit="s",
        ),
        Figure(
            name="memory when ready",
            formula="resident memory of the process and its children",
            values=megabytes,
            size=_SIZE,
            unit="MB",
        ),
        Figure(
            name="cold start ÷ bare Starlette + psycopg",
            formula="cold start ÷ that of the peer, started in turn",
            values=_ratios(seconds, peer_seconds),
            size=_SIZE,
        ),
        Figure(
            name="memory ÷ bare Starlette + psycopg",
            formula="memory when ready ÷ that of the peer",
            values=_ratios(megabytes, peer_megabytes),
            size=_SIZE,
        ),
    )


def _ratios(ours: tuple[float, ...], theirs: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(a / b for a, b in zip(ours, theirs, strict=True))
