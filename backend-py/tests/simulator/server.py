"""The provider behind a real socket, in this process."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from tests.simulator.app import Provider
from tests.simulator.knobs import Knobs
from tests.simulator.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Simulator:
    """A running provider: its address for clients, its knobs, its ledger."""

    base_url: str
    knobs: Knobs
    calls: Ledger

    @property
    def root(self) -> str:
        """The address without its version, as some clients want it."""
        return self.base_url.removesuffix("/v1")


@asynccontextmanager
async def simulated(knobs: Knobs | None = None) -> AsyncIterator[Simulator]:
    """Serve on a free port of loopback until the block is left."""
    provider = Provider(knobs or Knobs())
    async with served(provider.app()) as address:
        yield Simulator(address, provider.knobs, provider.calls)


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[str]:
    """Serve any application likewise; its address ends in /v1."""
    listening = loopback()
    server = server_of(app)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield base_url(listening)
    finally:
        server.should_exit = True
        await serving


def loopback(port: int = 0) -> socket.socket:
    """Return a listening socket; connections wait in its queue until one serves."""
    listening = socket.create_server(("127.0.0.1", port), backlog=512)
    # The loop does so for sockets it makes; else an answer in two parts takes 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def base_url(listening: socket.socket) -> str:
    """Return the address a client of the API is given."""
    return f"http://127.0.0.1:{listening.getsockname()[1]}/v1"


def server_of(app: Starlette) -> uvicorn.Server:
    """Return a quiet server: faults are on purpose, so nothing is logged of them."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level=100,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)
