"""Valhalla's own HTTP server, as its wheel brings it, on loopback."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import valhalla

from walkumentary.infra.routing.tile_config import engine_config
from walkumentary.infra.routing.tile_store import TileStore, tiles_of

_PROGRAM = Path(valhalla.PYVALHALLA_DIR) / "bin" / "valhalla_service"
_PARTS = ("loki", "thor", "odin", "meili")
_DEADLINE_S = 20.0


@contextmanager
def valhalla_service(store: TileStore) -> Iterator[str]:
    """Serve a map until the block is left; yield the address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # Its sockets have short names, and so must the folder.
    with TemporaryDirectory(prefix="v", dir="/tmp") as folder:
        config = Path(folder) / "c.json"
        config.write_text(_config(store, Path(folder), port))
        process = subprocess.Popen([_PROGRAM, config, "1"])  # noqa: S603
        try:
            url = f"http://127.0.0.1:{port}"
            _await(url)
            yield url
        finally:
            process.kill()
            process.wait()


def _config(store: TileStore, folder: Path, port: int) -> str:
    build = store.current()
    assert build is not None
    config = json.loads(engine_config(tiles_of(build), says=False))
    for part in _PARTS:
        config[part]["service"]["proxy"] = f"ipc://{folder}/{part}"
    config["httpd"]["service"] |= {
        "listen": f"tcp://127.0.0.1:{port}",
        "loopback": f"ipc://{folder}/loopback",
        "interrupt": f"ipc://{folder}/interrupt",
    }
    return json.dumps(config)


def _await(url: str) -> None:
    until = time.monotonic() + _DEADLINE_S
    while not _answers(url):
        assert time.monotonic() < until, "valhalla_service does not answer"
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/status", timeout=1.0).is_success
    except httpx.HTTPError:
        return False
