"""Valhalla on this machine, over tiles of our own, in child processes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from json import dumps
from pathlib import Path
from types import TracebackType
from typing import Self

from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.infra.routing import tile_protocol as protocol
from walkumentary.infra.routing.tile_store import TileStore, tiles_of
from walkumentary.infra.routing.valhalla import ValhallaRefused
from walkumentary.infra.system.child_pool import ChildLost, ChildPool, PoolClosed

_SERVER = "walkumentary.infra.routing.tile_server"
_PATIENCE = 3
"""Questions in a row that a map may kill its process with before it is left alone."""


class TileEngine:
    """Answers from the map in use; a new one is taken up with the next question.

    Args:
        store: where maps lie.
        children: how many questions are answered at once.
        deadline_s: for one question, after which its child counts as hung.
    """

    def __init__(
        self, store: TileStore, *, children: int = 2, deadline_s: float = 10.0
    ) -> None:
        self._store = store
        self._pool = ChildPool(children=children, deadline_s=deadline_s)
        self._losses: dict[Path, int] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._pool.aclose()

    def has_map(self) -> bool:
        """Return whether there is a map, and the engine to read it."""
        return self._store.current() is not None and bool(find_spec("valhalla"))

    async def ask(self, action: str, request: Mapping[str, object]) -> bytes:
        """Return the engine's answer; a child that is lost is replaced once.

        Raises:
            ValhallaRefused: with the engine's error code.
            GatewayUnavailable: no map, or one that ends its process.
        """
        build = self._build()
        question = protocol.question(action, dumps(request))
        with self._losing(build):
            reply = await self._pool.ask((_SERVER, str(tiles_of(build))), question)
        self._losses.pop(build, None)
        return _read(reply)

    def _build(self) -> Path:
        build = self._store.current()
        if build is None:
            raise GatewayUnavailable("There is no walking map on this machine.")
        if self._losses.get(build, 0) >= _PATIENCE:
            raise GatewayUnavailable("The walking map is damaged; build it again.")
        return build

    @contextmanager
    def _losing(self, build: Path) -> Iterator[None]:
        try:
            yield
        except PoolClosed as error:
            raise GatewayUnavailable("The walking map has been closed.") from error
        except ChildLost as error:
            self._losses[build] = self._losses.get(build, 0) + 1
            detail = "The walking map's process was lost twice with one question."
            raise GatewayUnavailable(detail) from error


def _read(reply: bytes) -> bytes:
    kind, content = reply[:1], reply[1:]
    if kind == protocol.REFUSED:
        number, detail = protocol.read_refusal(content)
        raise ValhallaRefused(detail, number=number)
    return content
