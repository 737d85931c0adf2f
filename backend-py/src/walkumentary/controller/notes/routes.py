"""Landmark notes over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from walkumentary.controller.context import Notes, ReadsNotes
from walkumentary.controller.notes.schemas import NoteSearchView, PlaceNotesView
from walkumentary.controller.position import Language, Near
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.domain.notes.search import (
    MAX_QUERY,
    MAX_RADIUS_M,
    MAX_TAGS,
    NoteSearch,
)
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.usecase.notes.read_place_notes import ReadPlaceNotesQuery

router = APIRouter(prefix="/v1", tags=["notes"], route_class=StrictRoute)


@router.get("/notes/search", responses=problems(401, 404, 422, 503))
async def search(
    notes: Notes,
    actor: ReadsNotes,
    near: Near,
    query: Annotated[
        str,
        Query(
            min_length=1,
            max_length=MAX_QUERY,
            examples=["How many wooden piles hold up the palace?"],
        ),
    ],
    location_id: Annotated[
        UUID | None, Query(description="A landmark, or a city to search around")
    ] = None,
    radius_m: Annotated[
        float | None,
        Query(
            gt=0,
            le=MAX_RADIUS_M,
            description="Around the position; 2,500 unless told.",
        ),
    ] = None,
    language: Annotated[str | None, Query(pattern=r"^[a-z]{2,3}$")] = None,
    tags: Annotated[
        list[str] | None,
        Query(max_length=MAX_TAGS, description="Any of these interests"),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> NoteSearchView:
    """Find the notes that answer a question, by similarity and by words."""
    found = await notes.search.execute(
        NoteSearch(
            actor=actor,
            query=query,
            place_id=PlaceId(location_id) if location_id else None,
            near=near,
            radius_m=radius_m,
            language=language,
            tags=tuple(tags or ()),
            limit=limit,
        )
    )
    return NoteSearchView.of(found)


@router.get("/locations/{location_id}/notes", responses=problems(401, 404, 422, 503))
async def of_location(
    location_id: UUID, notes: Notes, actor: ReadsNotes, language: Language = "en"
) -> PlaceNotesView:
    """Read what is told about a place, in reading order."""
    query = ReadPlaceNotesQuery(
        actor=actor, place_id=PlaceId(location_id), language=language
    )
    return PlaceNotesView.of(await notes.of_place.execute(query))
