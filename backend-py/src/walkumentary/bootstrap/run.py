"""Everything on one machine: the database, the notes, the API and a worker."""

import asyncio
import signal
import sys
from collections.abc import Callable

from walkumentary import __version__
from walkumentary.bootstrap.database import migrate_database, open_database
from walkumentary.bootstrap.settings import Settings
from walkumentary.bootstrap.storage import check_storage
from walkumentary.infra.system.children import Children, children
from walkumentary.infra.system.ports import answering, refuse_busy_port

type Say = Callable[[str], None]

_PATIENCE_S = 4.0
"""An API whose supervisor was killed leaves within this time."""
_STOPPED = "Walkumentary has stopped."
_BROKEN = "Walkumentary has stopped: a part of it ended by itself, see above."
_STOPPING = (signal.SIGINT, signal.SIGTERM)


def run_everything(settings: Settings, say: Say) -> int:
    """Start everything and stay until told to stop, or until a part of it ends.

    Returns:
        0 when told to stop, else the exit code of the part that ended.

    Raises:
        CannotListen: HOST and PORT are not ours to use.
        EmbeddedServerFailed: the database does not start.
        GatewayRefused: the storage's key, or its bucket, is not one to work with.
    """
    for number in _STOPPING:
        signal.signal(number, signal.default_int_handler)
    try:
        return _run(settings, say)
    except KeyboardInterrupt:
        return 0


def _run(settings: Settings, say: Say) -> int:
    refuse_busy_port(settings.host, settings.port, patience_s=_PATIENCE_S)
    say(f"Walkumentary {__version__} is starting.")
    asyncio.run(check_storage(settings))
    with open_database(settings):
        if settings.migration_database_url is not None:
            migrate_database(settings)
        exit_code = asyncio.run(_attend(settings, say))
        for number in _STOPPING:
            # A second Ctrl-C must not keep the database from stopping in good order.
            signal.signal(number, signal.SIG_IGN)
    say(_STOPPED if exit_code == 0 else _BROKEN)
    return exit_code


async def _attend(settings: Settings, say: Say) -> int:
    told = asyncio.Event()
    for number in _STOPPING:
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with children(_command("serve"), _command("worker")) as running:
        ended = asyncio.ensure_future(_ended(running, told))
        ready = asyncio.ensure_future(_ready(settings))
        await asyncio.wait((ended, ready), return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            ready.result()
            say(f"Walkumentary is ready: {_address(settings)} (Ctrl-C stops it)")
        ready.cancel()
        return await ended


def _command(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "walkumentary.cli", name, "--with-parent")


async def _ended(running: Children, told: asyncio.Event) -> int:
    stop = asyncio.ensure_future(told.wait())
    part = asyncio.ensure_future(running.first_exit_code())
    await asyncio.wait((stop, part), return_when=asyncio.FIRST_COMPLETED)
    return 0 if stop.done() else part.result()


async def _ready(settings: Settings) -> None:
    # Slow to load, and the children have a head start this way.
    from walkumentary.bootstrap.starter import load_starter  # noqa: PLC0415

    await load_starter(settings)
    await answering(settings.host, settings.port)


def _address(settings: Settings) -> str:
    anywhere = settings.host in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound
    host = "localhost" if anywhere else settings.host
    return f"http://{host}:{settings.port}"
