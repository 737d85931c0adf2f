"""Conditional requests (RFC 9110, section 13): what the client holds already."""

import re
from typing import Annotated

from fastapi import Depends, Header, Request

_STRONG = re.compile(r'"(\d{1,9})"')


def is_held(request: Request, etag: str) -> bool:
    """Return whether If-None-Match names the bytes: ``*`` or a list, compared weakly.

    Source: RFC 9110, section 13.1.2.
    """
    held = request.headers.get("if-none-match", "").split(",")
    return not {"*", etag}.isdisjoint(tag.strip().removeprefix("W/") for tag in held)


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
