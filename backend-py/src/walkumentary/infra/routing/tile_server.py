"""The Valhalla child process: questions in, the engine's own JSON out.

The engine reads tiles without checking them: a damaged one can end its process, which
must not be ours. This one ends with its input.

Usage: ``python -m walkumentary.infra.routing.tile_server TILES``
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from valhalla import Actor, ValhallaError

from walkumentary.infra.routing import tile_protocol as protocol
from walkumentary.infra.routing.tile_config import engine_config

type Actions = Mapping[str, Callable[[str], str]]


def main() -> None:
    """Open the tiles, greet, then answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = _private_output()
    actor = _opened(Path(sys.argv[1]))
    actions: Actions = {
        "route": actor.route,
        "sources_to_targets": actor.matrix,
        "locate": actor.locate,
    }
    _write(replies, b"")
    for body in _questions(sys.stdin.buffer):
        _write(replies, _reply(actions, body))


def _opened(tiles: Path) -> Actor:
    with NamedTemporaryFile("w", suffix=".json") as file:
        file.write(engine_config(tiles, says=False))
        file.flush()
        return Actor(Path(file.name))


def _reply(actions: Actions, body: bytes) -> bytes:
    action, request = protocol.read_question(body)
    try:
        return protocol.ANSWERED + actions[action](request).encode()
    except ValhallaError as error:
        return protocol.refusal(error.code, error.message)
    except RuntimeError as error:
        return protocol.refusal(0, str(error))


def _private_output() -> BinaryIO:
    """Keep the way to the parent to ourselves; a stray print goes to stderr."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return replies


def _questions(requests: BinaryIO) -> Iterator[bytes]:
    while length := requests.read(protocol.LENGTH_BYTES):
        yield requests.read(int.from_bytes(length))


def _write(replies: BinaryIO, body: bytes) -> None:
    replies.write(protocol.message(body))
    replies.flush()


if __name__ == "__main__":
    main()
