"""Conditional requests (RFC 9110, section 13): what the client holds already."""

from fastapi import Request


def is_held(request: Request, etag: str) -> bool:
    """Return whether If-None-Match names the bytes: ``*`` or a list, compared weakly.

    Source: RFC 9110, section 13.1.2.
    """
    held = request.headers.get("if-none-match", "").split(",")
    return not {"*", etag}.isdisjoint(tag.strip().removeprefix("W/") for tag in held)
