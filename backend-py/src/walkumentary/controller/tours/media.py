"""Sound, transcript, route and bundle: what players and maps open by address."""

from collections.abc import AsyncIterator
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from walkumentary.controller.conditional import is_held
from walkumentary.controller.context import Listener, ReadsTours, Tours
from walkumentary.controller.problem import problems
from walkumentary.controller.tours import files
from walkumentary.controller.tours.ranges import ByteRange, Unsatisfiable, requested
from walkumentary.controller.tours.views import TranscriptView
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.usecase.tours import TourUseCases
from walkumentary.usecase.tours.open_audio import Audio, AudioQuery
from walkumentary.usecase.tours.read_tour import TourQuery

router = APIRouter(prefix="/v1/tours", tags=["media"])

MPEG = "audio/mpeg"
IMMUTABLE = "private, max-age=31536000, immutable"
REVALIDATED = "private, no-cache"
_AUDIO_ANSWERS: dict[int | str, dict[str, object]] = {
    200: {"content": {MPEG: {}}, "description": "Whole, or growing while it is made"},
    206: {"content": {MPEG: {}}, "description": "A part of finished sound"},
    304: {"description": "You have it"},
}


@router.head("/{tour_id}/audio", include_in_schema=False)
@router.get(
    "/{tour_id}/audio",
    response_class=Response,
    responses={**_AUDIO_ANSWERS, **problems(401, 404, 416, 503)},
)
async def tour_audio(
    tour_id: UUID, request: Request, tours: Tours, actor: Listener
) -> Response:
    """Hear the tour; before it is finished the stream grows with it."""
    query = AudioQuery(actor=actor, tour_id=TourId(tour_id))
    return await _audio(request, tours, query)


@router.head("/{tour_id}/stops/{stop}/audio", include_in_schema=False)
@router.get(
    "/{tour_id}/stops/{stop}/audio",
    response_class=Response,
    responses={**_AUDIO_ANSWERS, **problems(401, 404, 416, 503)},
)
async def stop_audio(
    tour_id: UUID, stop: int, request: Request, tours: Tours, actor: Listener
) -> Response:
    """Hear one stop."""
    query = AudioQuery(actor=actor, tour_id=TourId(tour_id), stop=stop)
    return await _audio(request, tours, query)


@router.get("/{tour_id}/transcript", responses=problems(401, 404))
@router.get("/{tour_id}/transcript.json", responses=problems(401, 404))
async def transcript(tour_id: UUID, tours: Tours, actor: ReadsTours) -> TranscriptView:
    """Read every spoken sentence with its exact times."""
    return TranscriptView.of(await tours.transcript.execute(_query(tour_id, actor)))


@router.get(
    "/{tour_id}/transcript.vtt",
    response_class=Response,
    responses={200: {"content": {"text/vtt": {}}}, **problems(401, 404)},
)
async def transcript_vtt(tour_id: UUID, tours: Tours, actor: Listener) -> Response:
    """Read the transcript as WebVTT."""
    moments = await tours.transcript.execute(_query(tour_id, actor))
    return Response(files.webvtt(moments), media_type="text/vtt; charset=utf-8")


@router.get(
    "/{tour_id}/route.geojson",
    response_class=Response,
    responses={200: {"content": {"application/geo+json": {}}}, **problems(401, 404)},
)
@router.get(
    "/{tour_id}/route",
    response_class=Response,
    responses={200: {"content": {"application/geo+json": {}}}, **problems(401, 404)},
)
async def route_geojson(tour_id: UUID, tours: Tours, actor: Listener) -> Response:
    """Read the walk as GeoJSON: a point per stop, a line per leg."""
    tour = await tours.route.execute(_query(tour_id, actor))
    return Response(files.geojson(tour), media_type="application/geo+json")


@router.get(
    "/{tour_id}/route.gpx",
    response_class=Response,
    responses={200: {"content": {"application/gpx+xml": {}}}, **problems(401, 404)},
)
async def route_gpx(tour_id: UUID, tours: Tours, actor: Listener) -> Response:
    """Read the walk as GPX 1.1: waypoints and a track."""
    tour = await tours.route.execute(_query(tour_id, actor))
    return Response(files.gpx(tour), media_type="application/gpx+xml")


@router.get(
    "/{tour_id}/bundle",
    response_class=Response,
    responses={
        200: {"content": {"application/zip": {}}},
        **problems(401, 404, 409, 503),
    },
)
async def bundle(tour_id: UUID, tours: Tours, actor: Listener) -> Response:
    """Take the finished tour along: one zip for offline use."""
    parts = await tours.bundle.execute(_query(tour_id, actor))
    archive = await files.zipped(parts)
    name = f'attachment; filename="walk-{tour_id}.zip"'
    headers = {"content-disposition": name}
    return Response(archive, media_type="application/zip", headers=headers)


async def _audio(request: Request, tours: TourUseCases, query: AudioQuery) -> Response:
    audio = await tours.open_audio.execute(query)
    if not audio.complete:
        return _growing(request, tours, query)
    return _finished(request, tours, audio)


def _growing(request: Request, tours: TourUseCases, query: AudioQuery) -> Response:
    headers = {
        "accept-ranges": "none",
        "cache-control": "no-store",
        "x-audio-state": "growing",
    }
    if request.method == "HEAD":
        return StreamingResponse(_nothing(), media_type=MPEG, headers=headers)
    stream = tours.open_audio.grow(query)
    return StreamingResponse(stream, media_type=MPEG, headers=headers)


def _finished(request: Request, tours: TourUseCases, audio: Audio) -> Response:
    headers = {
        "accept-ranges": "bytes",
        "cache-control": _freshness(request, audio),
        "etag": f'"{audio.tag}"',
        "x-audio-state": "finished",
    }
    if is_held(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    part = _part(request, headers["etag"], size=audio.size)
    return _sent(request, tours, audio, part=part, headers=headers)


def _sent(
    request: Request,
    tours: TourUseCases,
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
    stream = tours.open_audio.stream(audio.pieces, first=sent.first, last=sent.last)
    return StreamingResponse(
        _nothing() if request.method == "HEAD" else stream,
        status_code=206 if part else 200,
        media_type=MPEG,
        headers=headers,
    )


def _freshness(request: Request, audio: Audio) -> str:
    """Let the bytes be kept for ever where the address names their version."""
    named = request.query_params.get("v") == str(audio.version)
    return IMMUTABLE if named else REVALIDATED


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


def _query(tour_id: UUID, actor: Actor) -> TourQuery:
    return TourQuery(actor=actor, tour_id=TourId(tour_id))
