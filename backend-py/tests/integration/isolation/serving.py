"""The world behind a real server, for clients that know nothing of our loop."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from tests.databases import DatabaseUrls
from tests.integration.isolation.world import World, open_world

START_S = 60.0


@contextmanager
def served(urls: DatabaseUrls, folder: Path) -> Iterator[tuple[World, str]]:
    """Serve a world in a thread of its own; yield it with its address."""
    serving = _Serving(urls, folder)
    thread = threading.Thread(target=serving.run)
    thread.start()
    try:
        yield serving.wait()
    finally:
        serving.stop()
        thread.join()


class _Serving:
    def __init__(self, urls: DatabaseUrls, folder: Path) -> None:
        self._urls = urls
        self._folder = folder
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._ready = threading.Event()
        self._world: World | None = None
        self._server: uvicorn.Server | None = None

    def run(self) -> None:
        asyncio.run(self._serve())

    def wait(self) -> tuple[World, str]:
        assert self._ready.wait(START_S)
        assert self._world is not None
        return self._world, f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def stop(self) -> None:
        if self._server is not None:
            self._server.should_exit = True

    async def _serve(self) -> None:
        async with open_world(self._urls, self._folder) as world:
            config = uvicorn.Config(
                world.app, lifespan="off", log_config=None, access_log=False
            )
            self._world, self._server = world, uvicorn.Server(config)
            self._ready.set()
            await self._server.serve(sockets=[self._socket])
