"""A tour's events as Server-Sent Events."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from walkumentary.controller.context import ReadsTours, Tours
from walkumentary.controller.problem import problem, problems, request_id_of
from walkumentary.domain.shared.errors import AppError
from walkumentary.domain.shared.ids import TourId
from walkumentary.gateway.events import Event
from walkumentary.usecase.tours.follow_tour import FollowTourQuery

router = APIRouter(prefix="/v1/tours", tags=["tours"])


async def _followed(
    tour_id: UUID,
    tours: Tours,
    actor: ReadsTours,
    last_event_id: Annotated[str, Header(pattern=r"^\d{1,18}$")] = "0",
) -> AsyncIterator[Event]:
    """Check everything before the stream starts, so refusals are problems."""
    query = FollowTourQuery(
        actor=actor, tour_id=TourId(tour_id), after=int(last_event_id)
    )
    return await tours.follow.execute(query)


@router.get(
    "/{tour_id}/events",
    response_class=EventSourceResponse,
    responses=problems(401, 404, 422),
)
async def follow(
    request: Request, events: Annotated[AsyncIterator[Event], Depends(_followed)]
) -> AsyncIterator[ServerSentEvent]:
    """Follow a tour: status, stop_ready, audio_ready, error, done.

    Ids count from 1; ``Last-Event-ID`` resumes after the last one seen. What goes
    wrong on the way is an ``error`` without an id, which holds a problem document.
    """
    try:
        async for event in events:
            yield ServerSentEvent(
                id=str(event.seq), event=event.kind, data=dict(event.body)
            )
    except AppError as error:
        body = problem(
            error, instance=request.url.path, request_id=request_id_of(request)
        )
        yield ServerSentEvent(event="error", data=body)
