"""Composition: what every request passes before it meets a route, outermost last."""

from starlette.applications import Starlette

from walkumentary.bootstrap.edge import Edge
from walkumentary.controller.places.picture_form import MAX_FORM_BYTES
from walkumentary.controller.places.routes import RECOGNIZE
from walkumentary.controller.rate_limits import admission, too_many
from walkumentary.middleware.body_limit import BodyLimitMiddleware
from walkumentary.middleware.client_address import ClientAddressMiddleware
from walkumentary.middleware.cors import ListedOrigins
from walkumentary.middleware.rate_limit import RateLimitMiddleware
from walkumentary.middleware.request_id import RequestIdMiddleware
from walkumentary.middleware.security_headers import SecurityHeadersMiddleware
from walkumentary.middleware.unlisted import UnlistedMiddleware

MAX_BODY_BYTES = 1_000_000
"""Bodies above this are refused while being read. Source: spec, accounts."""

LARGER_BODIES = {RECOGNIZE: MAX_FORM_BYTES}
"""Where a picture is sent."""

UNLISTED = ("/shared/", "/v1/shared/")
"""What a link opens is for whom it was given to, and for no search engine."""


def guard(app: Starlette, edge: Edge) -> None:
    """Put the middleware before an application."""
    app.add_middleware(
        BodyLimitMiddleware, max_bytes=MAX_BODY_BYTES, larger=LARGER_BODIES
    )
    if edge.rates is not None:
        app.add_middleware(
            RateLimitMiddleware, admit=admission(edge.rates), refuse=too_many
        )
    app.add_middleware(UnlistedMiddleware, paths=UNLISTED)
    if edge.cors_origins:
        app.add_middleware(
            ListedOrigins,
            origins=edge.cors_origins,
            credentials=edge.cors_credentials,
        )
    app.add_middleware(SecurityHeadersMiddleware, https_only=edge.https_only)
    app.add_middleware(RequestIdMiddleware)
    app.add_middleware(ClientAddressMiddleware, trusted=edge.trusted_proxies)
