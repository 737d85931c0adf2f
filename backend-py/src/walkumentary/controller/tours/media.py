"""Sound, transcript, route and bundle: what players and maps open by address."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from walkumentary.controller.context import Listener, ReadsTours, Tours
from walkumentary.controller.problem import problems
from walkumentary.controller.tours import files
from walkumentary.controller.tours.sound import SOUND_ANSWERS, sound
from walkumentary.controller.tours.views import TranscriptView
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.usecase.tours.open_audio import AudioQuery
from walkumentary.usecase.tours.read_tour import TourQuery

router = APIRouter(prefix="/v1/tours", tags=["media"])


@router.head("/{tour_id}/audio", include_in_schema=False)
@router.get(
    "/{tour_id}/audio",
    response_class=Response,
    responses={**SOUND_ANSWERS, **problems(401, 404, 416, 503)},
)
async def tour_audio(
    tour_id: UUID, request: Request, tours: Tours, actor: Listener
) -> Response:
    """Hear the tour; before it is finished the stream grows with it."""
    query = AudioQuery(actor=actor, tour_id=TourId(tour_id))
    return await sound(request, tours, query)


@router.head("/{tour_id}/stops/{stop}/audio", include_in_schema=False)
@router.get(
    "/{tour_id}/stops/{stop}/audio",
    response_class=Response,
    responses={**SOUND_ANSWERS, **problems(401, 404, 416, 503)},
)
async def stop_audio(
    tour_id: UUID, stop: int, request: Request, tours: Tours, actor: Listener
) -> Response:
    """Hear one stop."""
    query = AudioQuery(actor=actor, tour_id=TourId(tour_id), stop=stop)
    return await sound(request, tours, query)


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


def _query(tour_id: UUID, actor: Actor) -> TourQuery:
    return TourQuery(actor=actor, tour_id=TourId(tour_id))
