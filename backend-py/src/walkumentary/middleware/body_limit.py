"""Refuse bodies that are too large while they are being read."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimitMiddleware:
    """Counts what is received; whoever reads the body meets the refusal.

    Args:
        app: what comes behind.
        max_bytes: for a body on any path.
        larger: paths whose bodies may be larger, and how large.
    """

    def __init__(
        self, app: ASGIApp, *, max_bytes: int, larger: Mapping[str, int]
    ) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a body that ends in an error if it is too large."""
        limited = receive
        if scope["type"] == "http":
            most = self.larger.get(scope["path"], self.max_bytes)
            limited = _Counted(receive, announced=_announced(scope), most=most)
        await self.app(scope, limited, send)


class _Counted:
    """Receives until it was too much, or was announced to be."""

    def __init__(self, receive: Receive, *, announced: int, most: int) -> None:
        self._receive = receive
        self._announced = announced
        self._received = 0
        self._most = most

    async def __call__(self) -> Message:
        self._check(self._announced)
        message = await self._receive()
        self._received += len(message.get("body", b""))
        self._check(self._received)
        return message

    def _check(self, size: int) -> None:
        if size > self._most:
            raise HTTPException(413, f"A body of at most {self._most:,} bytes is read.")


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0
