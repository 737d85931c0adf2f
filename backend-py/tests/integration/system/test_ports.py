"""Is a port free, does somebody answer?"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from walkumentary.infra.system.ports import CannotListen, answering, refuse_busy_port

HOST = "127.0.0.1"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A program that listens somewhere."""
    with closing(socket.create_server((HOST, 0))) as listening:
        yield listening


def port_of(listening: socket.socket) -> int:
    return int(listening.getsockname()[1])


def test_a_busy_port_is_refused_and_named(listener: socket.socket) -> None:
    port = port_of(listener)

    with pytest.raises(CannotListen, match=f"PORT {port} .* in use"):
        refuse_busy_port(HOST, port)


def test_a_port_is_free_again_when_its_listener_is_gone(
    listener: socket.socket,
) -> None:
    port = port_of(listener)
    listener.close()

    refuse_busy_port(HOST, port)


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(CannotListen, match=r"HOST 192\.0\.2\.1"):
        refuse_busy_port("192.0.2.1", 8000)


async def test_waiting_ends_when_somebody_listens(listener: socket.socket) -> None:
    port = port_of(listener)
    listener.close()

    waiting = asyncio.create_task(answering(HOST, port))
    await asyncio.sleep(0.1)
    assert not waiting.done()

    with closing(socket.create_server((HOST, port))):
        await asyncio.wait_for(waiting, 5)
