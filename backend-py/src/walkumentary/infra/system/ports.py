"""Whether a TCP port is free, and whether somebody answers on it."""

import asyncio
import socket
import time

from walkumentary.domain.shared.errors import Conflict

_PAUSE_S = 0.05


class CannotListen(Conflict):
    """We may not or cannot listen on an address."""

    code = "cannot-listen"
    title = "The address cannot be listened on"


def refuse_busy_port(host: str, port: int, *, patience_s: float = 0.0) -> None:
    """Check that we can listen there.

    Args:
        host: the address to listen on.
        port: the port to listen on.
        patience_s: how long to wait for whoever is just leaving.

    Raises:
        CannotListen: somebody else does, or the address is none of ours.
    """
    deadline = time.monotonic() + patience_s
    while obstacle := _obstacle(host, port):
        if time.monotonic() >= deadline:
            raise CannotListen(
                f"PORT {port} on HOST {host}: {obstacle}. Stop what listens there, or "
                "set another one."
            )
        time.sleep(_PAUSE_S)


async def answering(host: str, port: int) -> None:
    """Wait until somebody listens there."""
    while not await _answers(host, port):  # noqa: ASYNC110 - nobody would tell us
        await asyncio.sleep(_PAUSE_S)


def _obstacle(host: str, port: int) -> str | None:
    try:
        _bind(host, port)
    except OSError as error:
        return error.strerror
    return None


def _bind(host: str, port: int) -> None:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    family, kind, _, _, address = found[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


async def _answers(host: str, port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True
