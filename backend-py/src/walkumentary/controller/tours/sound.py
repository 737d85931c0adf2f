"""Sound over HTTP: a file with ranges once it is finished, a stream while it grows."""

from collections.abc import AsyncIterator

from fastapi import HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from walkumentary.controller.conditional import is_held
from walkumentary.controller.tours.ranges import ByteRange, Unsatisfiable, requested
from walkumentary.domain.tours.tour import TourNotFound
from walkumentary.usecase.tours import TourUseCases
from walkumentary.usecase.tours.open_audio import (
    Audio,
    AudioQuery,
    Hearing,
)

MPEG = "audio/mpeg"
IMMUTABLE = "private, max-age=31536000, immutable"
REVALIDATED = "private, no-cache"
SOUND_ANSWERS: dict[int | str, dict[str, object]] = {
    200: {"content": {MPEG: {}}, "description": "Whole, or growing while it is made"},
    206: {"content": {MPEG: {}}, "description": "A part of finished sound"},
    304: {"description": "You have it"},
}


class SoundResponse(StreamingResponse):
    """Sound that breaks off where its link is revoked: less than was announced."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; without the rest, the server drops the connection."""
        try:
            await super().__call__(scope, receive, send)
        except TourNotFound:
            return


async def sound(request: Request, tours: TourUseCases, query: Hearing) -> Response:
    """Answer with what can be heard now.

    Raises:
        TourNotFound, StopNotFound: there is nothing to be heard.
        HTTPException: 416, the range lies outside the sound.
    """
    audio = await tours.open_audio.execute(query)
    if not audio.complete:
        return _growing(request, tours, query)
    return _finished(request, tours, query, audio)


def _growing(request: Request, tours: TourUseCases, query: Hearing) -> Response:
    headers = {
        "accept-ranges": "none",
        "cache-control": "no-store",
        "x-audio-state": "growing",
    }
    if request.method == "HEAD":
        return StreamingResponse(_nothing(), media_type=MPEG, headers=headers)
    stream = tours.open_audio.grow(query)
    return StreamingResponse(stream, media_type=MPEG, headers=headers)


def _finished(
    request: Request, tours: TourUseCases, query: Hearing, audio: Audio
) -> Response:
    headers = {
        "accept-ranges": "bytes",
        "cache-control": _freshness(request, query, audio),
        "etag": f'"{audio.tag}"',
        "x-audio-state": "finished",
    }
    if is_held(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    part = _part(request, headers["etag"], size=audio.size)
    return _sent(request, tours, query, audio, part=part, headers=headers)


def _sent(
    request: Request,
    tours: TourUseCases,
    query: Hearing,
    audio: Audio,
    *,
    part: ByteRange | None,
    headers: dict[str, str],
) -> Response:
    whole = ByteRange(0, audio.size - 1)
    sent = part or whole
    headers["content-length"] = str(sent.length)
    if part:
        headers["content-range"] = f"bytes {part.first}-{part.last}/{audio.size}"
    stream = tours.open_audio.stream(
        query, audio.pieces, first=sent.first, last=sent.last
    )
    return SoundResponse(
        _nothing() if request.method == "HEAD" else stream,
        status_code=206 if part else 200,
        media_type=MPEG,
        headers=headers,
    )


def _freshness(request: Request, query: Hearing, audio: Audio) -> str:
    """Let an owner keep for ever what the address names by its version.

    Who listens by a link asks each time: the copy they hold may not outlive it.
    """
    named = request.query_params.get("v") == str(audio.version)
    return IMMUTABLE if named and isinstance(query, AudioQuery) else REVALIDATED


def _part(request: Request, etag: str, *, size: int) -> ByteRange | None:
    try:
        return requested(_range(request, etag), size=size)
    except Unsatisfiable as error:
        raise HTTPException(
            416,
            f"The sound has {size:,} bytes; ask for a range inside them.",
            headers={"content-range": f"bytes */{size}"},
        ) from error


def _range(request: Request, etag: str) -> str | None:
    """Return the Range header, unless If-Range names other bytes."""
    condition = request.headers.get("if-range", etag)
    return request.headers.get("range") if condition == etag else None


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""
