"""Tours over HTTP: make, read, change."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from walkumentary.controller.conditional import ExpectedVersions, etag_of
from walkumentary.controller.context import (
    Accounts,
    ReadsTours,
    Spender,
    Tours,
    WritesTours,
)
from walkumentary.controller.idempotency import EffectId
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.controller.tours.bodies import (
    ChangeTourBody,
    GenerateTourBody,
    RegenerateAudioBody,
)
from walkumentary.controller.tours.shared_views import TourLinkView
from walkumentary.controller.tours.views import (
    EvidenceView,
    StartedTourView,
    TourEstimateView,
    TourPageView,
    TourStatusView,
    TourView,
)
from walkumentary.domain.accounts.preferences import Preferences
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import PlaceId, TourId
from walkumentary.domain.tours.request import TourRequest
from walkumentary.domain.tours.status import Status
from walkumentary.gateway.tour_views import TourFilter
from walkumentary.usecase.tours.change_tour import ChangeTourCommand
from walkumentary.usecase.tours.plan_walk import PlanWalkQuery
from walkumentary.usecase.tours.read_tour import ListToursQuery, TourQuery
from walkumentary.usecase.tours.read_transcript import EvidenceQuery
from walkumentary.usecase.tours.steer_tour import RegenerateAudioCommand

router = APIRouter(prefix="/v1/tours", tags=["tours"], route_class=StrictRoute)

JSON = "application/json"
_VERSION = re.compile(r'"version": ?(\d+), ?"(?:created|updated)_at"')
"""The tour's own, not that of its audio."""


async def _wanted(
    body: GenerateTourBody, accounts: Accounts, actor: WritesTours
) -> TourRequest:
    """Return what is asked for, the person's preferences in it."""
    if body.is_complete:
        return body.request(Preferences())
    return body.request(await accounts.preferences.execute(actor))


WantedTour = Annotated[TourRequest, Depends(_wanted)]


@router.post("/estimate", responses=problems(401, 402, 404, 413, 415, 422, 429, 503))
async def estimate(
    request: WantedTour, tours: Tours, actor: Spender
) -> TourEstimateView:
    """Show the tour that would be made; spends nothing."""
    query = PlanWalkQuery(actor=actor, request=request)
    return TourEstimateView.of(await tours.estimate.execute(query))


@router.post(
    "/generate",
    status_code=202,
    responses=problems(401, 402, 404, 413, 415, 422, 429, 503),
)
async def generate(
    request: WantedTour, tours: Tours, actor: Spender, effect: EffectId
) -> StartedTourView:
    """Plan a tour at once and have it written and spoken."""
    query = PlanWalkQuery(
        actor=actor, request=request, tour_id=TourId(effect) if effect else None
    )
    return StartedTourView.of(await tours.generate.execute(query))


@router.get("", response_model=TourPageView, responses=problems(401, 422, 503))
async def list_tours(
    tours: Tours,
    actor: ReadsTours,
    status: Status | None = None,
    language: str | None = None,
    location_id: UUID | None = None,
    archived: Annotated[bool, Query(description="Only those put away")] = False,  # noqa: FBT002
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """List your tours, newest first."""
    which = TourFilter(
        status=status.value if status else None,
        language=language,
        place_id=PlaceId(location_id) if location_id else None,
        archived=archived,
    )
    query = ListToursQuery(actor=actor, which=which, cursor=cursor, limit=limit)
    return Response(await tours.list.execute(query), media_type=JSON)


@router.get("/{tour_id}", response_model=TourView, responses=problems(401, 404, 503))
async def read(tour_id: UUID, tours: Tours, actor: ReadsTours) -> Response:
    """Read a tour, whole, with signed media addresses."""
    text = await tours.read.execute(_query(tour_id, actor))
    return _versioned(text)


@router.get(
    "/{tour_id}/status", response_model=TourStatusView, responses=problems(401, 404)
)
async def status(tour_id: UUID, tours: Tours, actor: ReadsTours) -> Response:
    """Ask where a tour stands; a failed one answers 200 too."""
    text = await tours.status.execute(_query(tour_id, actor))
    return _versioned(text)


@router.get("/{tour_id}/evidence", responses=problems(401, 404, 422))
async def evidence(
    tour_id: UUID,
    t: Annotated[float, Query(ge=0, description="Second of the tour", examples=[83.2])],
    tours: Tours,
    actor: ReadsTours,
) -> EvidenceView:
    """Read the notes behind the sentence that is heard at a second."""
    query = EvidenceQuery(actor=actor, tour_id=TourId(tour_id), t_s=t)
    return EvidenceView.of(await tours.evidence.execute(query))


@router.patch(
    "/{tour_id}",
    response_model=TourView,
    responses=problems(401, 404, 412, 413, 415, 422, 503),
)
async def change(
    tour_id: UUID,
    body: ChangeTourBody,
    tours: Tours,
    actor: WritesTours,
    versions: ExpectedVersions,
) -> Response:
    """Rename a tour, or put it away."""
    command = ChangeTourCommand(
        actor=actor,
        tour_id=TourId(tour_id),
        title=body.title,
        archived=body.archived,
        versions=versions,
    )
    await tours.change.execute(command)
    return await read(tour_id, tours, actor)


@router.delete("/{tour_id}", status_code=204, responses=problems(401, 404, 412, 503))
async def delete(
    tour_id: UUID, tours: Tours, actor: WritesTours, versions: ExpectedVersions
) -> None:
    """Delete a tour with its private audio."""
    query = TourQuery(actor=actor, tour_id=TourId(tour_id), versions=versions)
    await tours.delete.execute(query)


@router.post(
    "/{tour_id}/share", status_code=201, responses=problems(401, 404, 412, 503)
)
async def share(
    tour_id: UUID,
    tours: Tours,
    actor: WritesTours,
    versions: ExpectedVersions,
    response: Response,
) -> TourLinkView:
    """Make the link by which anybody can read and hear the tour.

    There is one: the link before it stops working. It is shown this once.
    """
    response.headers["cache-control"] = "no-store"
    query = TourQuery(actor=actor, tour_id=TourId(tour_id), versions=versions)
    return TourLinkView.of(await tours.share.execute(query))


@router.delete(
    "/{tour_id}/share", status_code=204, responses=problems(401, 404, 412, 503)
)
async def stop_sharing(
    tour_id: UUID, tours: Tours, actor: WritesTours, versions: ExpectedVersions
) -> None:
    """End the link at once, for the sound that is being heard too."""
    query = TourQuery(actor=actor, tour_id=TourId(tour_id), versions=versions)
    await tours.stop_sharing.execute(query)


@router.post(
    "/{tour_id}/cancel",
    response_model=TourStatusView,
    responses=problems(401, 404, 409, 503),
)
async def cancel(tour_id: UUID, tours: Tours, actor: WritesTours) -> Response:
    """Stop making a tour; finished stops stay."""
    await tours.cancel.execute(_query(tour_id, actor))
    return await status(tour_id, tours, actor)


@router.post(
    "/{tour_id}/retry",
    status_code=202,
    response_model=TourStatusView,
    responses=problems(401, 402, 404, 409, 429, 503),
)
async def retry(tour_id: UUID, tours: Tours, actor: Spender) -> Response:
    """Go on with a failed or cancelled tour."""
    await tours.retry.execute(_query(tour_id, actor))
    return _accepted(await status(tour_id, tours, actor))


@router.post(
    "/{tour_id}/audio/regenerate",
    status_code=202,
    response_model=TourStatusView,
    responses=problems(401, 402, 404, 409, 413, 415, 422, 503),
)
async def regenerate_audio(
    tour_id: UUID, body: RegenerateAudioBody, tours: Tours, actor: Spender
) -> Response:
    """Have the same text spoken in another voice or speed."""
    command = RegenerateAudioCommand(
        actor=actor, tour_id=TourId(tour_id), voice=body.voice, speed=body.speed
    )
    await tours.regenerate_audio.execute(command)
    return _accepted(await status(tour_id, tours, actor))


def _query(tour_id: UUID, actor: Actor) -> TourQuery:
    return TourQuery(actor=actor, tour_id=TourId(tour_id))


def _versioned(text: str) -> Response:
    """Return a view with its version as its tag; its addresses are not to be kept.

    In a text of JSON a name in quotes is no part of any string.
    """
    found = _VERSION.search(text)
    tag = {"etag": etag_of(int(found[1]))} if found else {}
    headers = {"cache-control": "no-store", **tag}
    return Response(text, media_type=JSON, headers=headers)


def _accepted(response: Response) -> Response:
    response.status_code = 202
    return response
