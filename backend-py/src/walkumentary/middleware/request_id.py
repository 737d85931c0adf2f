"""Give every request an id and one line in the log."""

import re
import time
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars
from structlog.stdlib import get_logger

log = get_logger("walkumentary.access")

_GIVEN = re.compile(r"[A-Za-z0-9_.-]{8,64}")
_LINK = re.compile(r"^(/v1)?/shared/(tours/)?[^/]+")


class RequestIdMiddleware:
    """Adds ``x-request-id``; a well-formed one from a proxy is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stamp the response and log how it went: method, path, status, time."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        answer = _Answer(send, request_id)
        began = time.perf_counter()
        with bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, answer)
            finally:
                log.info(
                    "request_answered",
                    method=scope["method"],
                    path=_loggable(scope["path"]),
                    status=answer.status,
                    duration_ms=round((time.perf_counter() - began) * 1000, 1),
                )


class _Answer:
    """Passes messages on, adding headers to the first; without one, it is a 500."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["x-request-id"] = self._request_id
        await self._send(message)


def _loggable(path: str) -> str:
    """Return the path without the token of a link: who reads it may use it."""
    return _LINK.sub(r"\1/shared/\2…", path)


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _GIVEN.fullmatch(given) else uuid4().hex
