"""Which other sites' pages may ask us: those on a list."""

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

METHODS = ("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE")
ASKED = (
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "last-event-id",
    "range",
    "x-api-key",
    "x-request-id",
)
TOLD = (
    "accept-ranges",
    "content-disposition",
    "content-range",
    "etag",
    "idempotency-replayed",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "www-authenticate",
    "x-audio-state",
    "x-request-id",
)
KEPT_S = 600
"""How long a browser may remember what it was allowed."""


class ListedOrigins(CORSMiddleware):
    """Starlette's, with what this API asks and tells.

    Args:
        app: what comes behind.
        origins: ``https://app.example``; ``*`` for any.
        credentials: whether browsers may send their cookies for us along.
    """

    def __init__(
        self, app: ASGIApp, *, origins: Sequence[str], credentials: bool
    ) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=ASKED,
            allow_credentials=credentials,
            expose_headers=TOLD,
            max_age=KEPT_S,
        )
