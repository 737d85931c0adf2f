"""Places over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from walkumentary.controller.context import (
    Places,
    PlacesSpender,
    ReadsPlaces,
    WritesPlaces,
)
from walkumentary.controller.places.picture_form import FORM, PictureForm
from walkumentary.controller.places.schemas import (
    DetectedLocationView,
    DetectLocationBody,
    LocationDetailView,
    LocationSearchView,
    LocationView,
    NearbyLocationsView,
    NearLocationView,
    RecognitionView,
    StoreLocationBody,
)
from walkumentary.controller.position import Language, Near
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.domain.places.search import MAX_QUERY, PlaceSearch
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.usecase.places.detect_place import MAX_RADIUS_M, MIN_RADIUS_M
from walkumentary.usecase.places.nearby_landmarks import NearbyLandmarksQuery
from walkumentary.usecase.places.read_place import ReadPlaceQuery
from walkumentary.usecase.places.recognize_place import RecognizePlaceQuery

RECOGNIZE = "/v1/locations/recognize"
"""Where bodies may be as large as a picture."""

router = APIRouter(prefix="/v1/locations", tags=["places"], route_class=StrictRoute)


@router.get("/search", responses=problems(401, 422, 503))
async def search(
    places: Places,
    actor: ReadsPlaces,
    near: Near,
    query: Annotated[
        str, Query(min_length=1, max_length=MAX_QUERY, examples=["Dam Square"])
    ],
    radius_m: Annotated[
        float | None,
        Query(
            gt=0,
            allow_inf_nan=False,
            description="Up to 2,500 nothing from outside is found; needs a position.",
            examples=[1_500],
        ),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    language: Language = "en",
    *,
    typing: Annotated[
        bool,
        Query(
            description="The text is still being typed: a geocoder that may not"
            " complete it is not asked."
        ),
    ] = False,
) -> LocationSearchView:
    """Find places by name, alias or part of one; one typing error a word is forgiven.

    With a position, nearer is better. What the geocoder adds comes after the places
    known here; while it is away, ``degraded`` says so.
    """
    result = await places.search.execute(
        PlaceSearch(
            actor=actor,
            query=query,
            near=near,
            radius_m=radius_m,
            limit=limit,
            language=language,
            typing=typing,
        )
    )
    return LocationSearchView.of(result)


@router.post("/detect", responses=problems(401, 422, 503))
async def detect(
    body: DetectLocationBody, places: Places, actor: ReadsPlaces
) -> DetectedLocationView:
    """Ask where a position is, and what is around."""
    return DetectedLocationView.of(await places.detect.execute(body.query(actor)))


@router.post(
    "",
    status_code=201,
    responses={
        200: {"model": LocationView, "description": "It was stored already"},
        **problems(401, 422, 503),
    },
)
async def store(
    body: StoreLocationBody, places: Places, actor: WritesPlaces, response: Response
) -> LocationView:
    """Store a search result for everybody, or a place of one's own for oneself.

    Storing it again, or another of its name within 75 m, returns the stored one.
    """
    stored = await places.store.execute(body.command(actor))
    response.status_code = 201 if stored.is_new else 200
    response.headers["location"] = f"{router.prefix}/{stored.place.id}"
    return LocationView.of(stored.place)


@router.post(
    "/recognize",
    responses=problems(401, 402, 413, 415, 422, 503),
    openapi_extra={"requestBody": FORM},
)
async def recognize(
    form: PictureForm, places: Places, actor: PlacesSpender
) -> RecognitionView:
    """Tell which landmark a picture shows, or that nobody can.

    The position in the picture, or the one sent with it, comes first, then a model
    where there is one. The picture is not kept, and its metadata is sent to nobody.
    """
    query = RecognizePlaceQuery(
        actor=actor,
        image=form.image,
        position=form.position,
        language=form.language,
    )
    return RecognitionView.of(await places.recognize.execute(query))


@router.get("/{location_id}", responses=problems(401, 404, 422, 503))
async def read(
    location_id: UUID, places: Places, actor: ReadsPlaces, language: Language = "en"
) -> LocationDetailView:
    """Read a place, with its notes summed up in a language."""
    query = ReadPlaceQuery(
        actor=actor, place_id=PlaceId(location_id), language=language
    )
    return LocationDetailView.of_detail(await places.read.execute(query))


@router.get("/{location_id}/nearby", responses=problems(401, 404, 422, 503))
async def nearby(
    location_id: UUID,
    places: Places,
    actor: ReadsPlaces,
    radius_m: Annotated[float, Query(ge=MIN_RADIUS_M, le=MAX_RADIUS_M)] = 1_000.0,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> NearbyLocationsView:
    """Show the landmarks with notes around a place, nearest first."""
    query = NearbyLandmarksQuery(
        actor=actor, place_id=PlaceId(location_id), radius_m=radius_m, limit=limit
    )
    around = await places.nearby.execute(query)
    return NearbyLocationsView(items=[NearLocationView.of(near) for near in around])
