"""Conditional requests (RFC 9110, section 13): what the client holds already."""

import hashlib
import re
from typing import Annotated

from fastapi import Depends, Header, Request, Response

_STRONG = re.compile(r'"(\d{1,9})"')


def is_held(request: Request, etag: str) -> bool:
    """Return whether If-None-Match names the bytes: ``*`` or a list, compared weakly.

    Source: RFC 9110, section 13.1.2.
    """
    held = request.headers.get("if-none-match", "").split(",")
    return not {"*", etag}.isdisjoint(tag.strip().removeprefix("W/") for tag in held)


def revalidated(request: Request, response: Response) -> Response:
    """Return a JSON answer with a tag of its bytes, or that the client holds them.

    Left alone is what is not to be stored at all: its addresses run out.
    """
    if request.method != "GET" or not _is_comparable(response):
        return response
    tag = response.headers.setdefault("etag", _digest(response))
    response.headers.setdefault("cache-control", "private, no-cache")
    if not is_held(request, tag):
        return response
    kept = {name: response.headers[name] for name in ("etag", "cache-control")}
    return Response(status_code=304, headers=kept)


def _is_comparable(response: Response) -> bool:
    unstored = "no-store" in response.headers.get("cache-control", "")
    whole = isinstance(getattr(response, "body", None), bytes)
    return response.status_code == 200 and whole and not unstored


def _digest(response: Response) -> str:
    return f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'


def etag_of(version: int) -> str:
    """Return the entity tag of a resource's version."""
    return f'"{version}"'


async def _expected(
    if_match: Annotated[
        str | None,
        Header(
            description="The ETag of what you change; 412 if it was changed meanwhile",
            examples=['"3"'],
        ),
    ] = None,
) -> frozenset[int] | None:
    """Return the versions If-Match names; None where any will do.

    Source: RFC 9110, section 13.1.1: compared strongly, so a weak tag names none.
    """
    if if_match is None or if_match.strip() == "*":
        return None
    tags = (_STRONG.fullmatch(tag.strip()) for tag in if_match.split(","))
    return frozenset(int(tag[1]) for tag in tags if tag)


ExpectedVersions = Annotated[frozenset[int] | None, Depends(_expected)]
"""The versions a change may start from; None for whichever is stored."""
