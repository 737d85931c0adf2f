"""The page at ``/``: package data, read once and served from memory.

Only the names read at start-up can be asked for, so no path leads elsewhere.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath

from fastapi import APIRouter, HTTPException, Request, Response

from walkumentary.controller.conditional import is_held

INDEX = "index.html"

MEDIA_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class PageFile:
    """One file of the page; ``etag`` is a digest of its bytes."""

    body: bytes
    media_type: str
    etag: str


def page_router() -> APIRouter:
    """Return the routes of the page: ``/``, links to tours, and its files."""
    shelf = page_files()
    router = APIRouter(include_in_schema=False)

    async def index(request: Request) -> Response:
        return _answer(shelf[INDEX], request)

    async def file(name: str, request: Request) -> Response:
        return _answer(_found(shelf, name), request)

    router.add_api_route("/", index, methods=["GET", "HEAD"])
    router.add_api_route("/shared/{token}", index, methods=["GET", "HEAD"])
    router.add_api_route("/page/{name}", file, methods=["GET", "HEAD"])
    return router


def page_files() -> Mapping[str, PageFile]:
    """Read the page's files, by name."""
    folder = files("walkumentary") / "page"
    return {
        entry.name: _page_file(entry.read_bytes(), MEDIA_TYPES[suffix])
        for entry in folder.iterdir()
        if (suffix := PurePosixPath(entry.name).suffix) in MEDIA_TYPES
    }


def _page_file(body: bytes, media_type: str) -> PageFile:
    digest = hashlib.sha256(body).hexdigest()
    return PageFile(body=body, media_type=media_type, etag=f'"{digest[:32]}"')


def _found(shelf: Mapping[str, PageFile], name: str) -> PageFile:
    if name not in shelf:
        raise HTTPException(404, "The page has no such file.")
    return shelf[name]


def _answer(file: PageFile, request: Request) -> Response:
    headers = {**HEADERS, "ETag": file.etag}
    if is_held(request, file.etag):
        return Response(status_code=304, headers=headers)
    return Response(file.body, headers=headers, media_type=file.media_type)
