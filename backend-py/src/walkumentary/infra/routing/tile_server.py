"""The Valhalla child process: questions in, the engine's own JSON out.

The engine reads tiles without checking them: a damaged one can end its process, which
must not be ours. This one ends with its input.

Usage: ``python -m walkumentary.infra.routing.tile_server TILES``
"""

import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from valhalla import Actor, ValhallaError

from walkumentary.infra.routing import tile_protocol as protocol
from walkumentary.infra.routing.tile_config import engine_config
from walkumentary.infra.system.child_messages import bodies, private_output, send

type Actions = Mapping[str, Callable[[str], str]]


def main() -> None:
    """Open the tiles, greet, then answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = private_output()
    actor = _opened(Path(sys.argv[1]))
    actions: Actions = {
        "route": actor.route,
        "sources_to_targets": actor.matrix,
        "locate": actor.locate,
    }
    send(replies, b"")
    for body in bodies(sys.stdin.buffer):
        send(replies, _reply(actions, body))


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


if __name__ == "__main__":
    main()
