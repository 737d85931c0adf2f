"""Tell search engines to keep out: what stands there was given to somebody."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class UnlistedMiddleware:
    """Adds ``x-robots-tag`` to every answer, good or bad, under these paths."""

    def __init__(self, app: ASGIApp, *, paths: Sequence[str]) -> None:
        self.app = app
        self._paths = tuple(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; below the paths, with the header."""
        below = scope["type"] == "http" and scope["path"].startswith(self._paths)
        await self.app(scope, receive, _Unlisted(send) if below else send)


class _Unlisted:
    """Passes messages on, adding the header to the first."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["x-robots-tag"] = "noindex, nofollow"
        await self._send(message)
