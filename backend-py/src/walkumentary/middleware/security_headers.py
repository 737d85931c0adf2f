"""Tell browsers what an answer is not to be used for."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALL: Mapping[str, str] = {
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_DOCUMENT: Mapping[str, str] = {
    "content-security-policy": "; ".join(
        (
            "default-src 'none'",
            "script-src https://cdn.jsdelivr.net 'unsafe-inline'",
            "style-src https://cdn.jsdelivr.net 'unsafe-inline'",
            "img-src 'self' data: https://fastapi.tiangolo.com",
            "worker-src blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""Of the pages that show the OpenAPI document; our own page brings stricter ones."""
_OTHER: Mapping[str, str] = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
}
_MEDIA = ("audio/", "text/vtt", "application/gpx", "application/geo", "application/zip")
"""What other sites' players may embed, by an address that was given to them."""
_HSTS = f"max-age={365 * 86_400}"


class SecurityHeadersMiddleware:
    """Adds what a route has not set itself.

    Args:
        app: what comes behind.
        https_only: tells browsers that came by https never to come otherwise again.
    """

    def __init__(self, app: ASGIApp, *, https_only: bool) -> None:
        self.app = app
        self.https_only = https_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with headers added to the answer."""
        secured = send
        if scope["type"] == "http":
            secured = _secured(send, transport=self._transport(scope))
        await self.app(scope, receive, secured)

    def _transport(self, scope: Scope) -> Mapping[str, str]:
        lasting = self.https_only and scope["scheme"] == "https"
        return {"strict-transport-security": _HSTS} if lasting else {}


def _secured(send: Send, *, transport: Mapping[str, str]) -> Send:
    async def send_secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = MutableHeaders(scope=message)
            own.update(_missing(own, {**_ALL, **_of_kind(own), **transport}))
        await send(message)

    return send_secured


def _missing(own: MutableHeaders, wanted: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in wanted.items() if name not in own}


def _of_kind(own: MutableHeaders) -> Mapping[str, str]:
    kind = own.get("content-type", "")
    if kind.startswith("text/html"):
        return _DOCUMENT
    policy = "cross-origin" if kind.startswith(_MEDIA) else "same-origin"
    return {**_OTHER, "cross-origin-resource-policy": policy}
