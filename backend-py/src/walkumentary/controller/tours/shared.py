"""Tours by link: read and heard without an account, as long as the link lasts.

The token in the address is all that is asked; no route here knows a bearer.
"""

from fastapi import APIRouter, Request, Response

from walkumentary.controller.context import Tours
from walkumentary.controller.problem import problems
from walkumentary.controller.tours import files
from walkumentary.controller.tours.shared_views import (
    API,
    SharedTourView,
    SharedTranscriptView,
)
from walkumentary.controller.tours.sound import SOUND_ANSWERS, sound
from walkumentary.domain.tours.sharing import share_hash
from walkumentary.usecase.tours.open_audio import SharedAudioQuery
from walkumentary.usecase.tours.read_shared import SharedTourQuery

router = APIRouter(prefix=API, tags=["sharing"])

JSON = "application/json"
UNSTORED = {"cache-control": "no-store"}


@router.get("/{token}", response_model=SharedTourView, responses=problems(404, 503))
async def shared_tour(token: str, tours: Tours) -> Response:
    """Read a shared tour, whole, with the addresses of its media."""
    query = SharedTourQuery(token=token, address=f"{API}/{token}")
    text = await tours.shared.execute(query)
    return Response(text, media_type=JSON, headers=UNSTORED)


@router.head("/{token}/audio", include_in_schema=False)
@router.get(
    "/{token}/audio",
    response_class=Response,
    responses={**SOUND_ANSWERS, **problems(404, 416, 503)},
)
async def shared_audio(token: str, request: Request, tours: Tours) -> Response:
    """Hear a shared tour; before it is finished the stream grows with it."""
    return await sound(request, tours, SharedAudioQuery(share=share_hash(token)))


@router.head("/{token}/stops/{stop}/audio", include_in_schema=False)
@router.get(
    "/{token}/stops/{stop}/audio",
    response_class=Response,
    responses={**SOUND_ANSWERS, **problems(404, 416, 503)},
)
async def shared_stop_audio(
    token: str, stop: int, request: Request, tours: Tours
) -> Response:
    """Hear one stop of a shared tour."""
    query = SharedAudioQuery(share=share_hash(token), stop=stop)
    return await sound(request, tours, query)


@router.get("/{token}/transcript", responses=problems(404, 503))
@router.get("/{token}/transcript.json", responses=problems(404, 503))
async def shared_transcript(
    token: str, tours: Tours, response: Response
) -> SharedTranscriptView:
    """Read every spoken sentence with its exact times."""
    response.headers.update(UNSTORED)
    return SharedTranscriptView.of(await tours.shared_transcript.execute(token))


@router.get(
    "/{token}/transcript.vtt",
    response_class=Response,
    responses={200: {"content": {"text/vtt": {}}}, **problems(404, 503)},
)
async def shared_transcript_vtt(token: str, tours: Tours) -> Response:
    """Read the transcript as WebVTT."""
    moments = await tours.shared_transcript.execute(token)
    kind = "text/vtt; charset=utf-8"
    return Response(files.webvtt(moments), media_type=kind, headers=UNSTORED)


@router.get(
    "/{token}/route.geojson",
    response_class=Response,
    responses={200: {"content": {"application/geo+json": {}}}, **problems(404, 503)},
)
@router.get(
    "/{token}/route",
    response_class=Response,
    responses={200: {"content": {"application/geo+json": {}}}, **problems(404, 503)},
)
async def shared_route_geojson(token: str, tours: Tours) -> Response:
    """Read the walk as GeoJSON: a point per stop, a line per leg."""
    walk = files.geojson(await tours.shared_route.execute(token))
    return Response(walk, media_type="application/geo+json", headers=UNSTORED)


@router.get(
    "/{token}/route.gpx",
    response_class=Response,
    responses={200: {"content": {"application/gpx+xml": {}}}, **problems(404, 503)},
)
async def shared_route_gpx(token: str, tours: Tours) -> Response:
    """Read the walk as GPX 1.1: waypoints and a track."""
    walk = files.gpx(await tours.shared_route.execute(token))
    return Response(walk, media_type="application/gpx+xml", headers=UNSTORED)
