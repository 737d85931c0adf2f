"""Start a tour: plan it, store it, and have it made."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.grounding import mode
from walkumentary.domain.tours.interests import SPOKEN, canonical_all
from walkumentary.domain.tours.request import Loop, TourEnd, TourRequest
from walkumentary.domain.tours.tour import MAX_TITLE, Tour, TourNotFound
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.unit_of_work import AlreadyStored, Begin, TourWork
from walkumentary.usecase.tours.afford_walk import AffordWalk
from walkumentary.usecase.tours.plan_walk import PlannedTour, PlanWalkQuery
from walkumentary.usecase.tours.telling import tell_status

START_S = 2.0
"""Seconds until a worker has begun, in the estimate of readiness."""
TIMES_REAL_TIME = 25.0
"""How much faster than it plays a tour is made, in the same estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedTour:
    """A tour on its way."""

    tour: Tour
    estimated_ready_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateTour:
    """Plan at once, so that refusals are immediate; the rest is a job."""

    afford_walk: AffordWalk
    begin: Begin[TourWork]
    narrator: NarratorGateway
    clock: Clock
    ids: Ids

    async def execute(self, query: PlanWalkQuery) -> StartedTour:
        """Store the planned tour together with the job that makes it.

        Raises:
            PlaceNotFound, StyleNotAvailable, LanguageNotAvailable, VoiceNotAvailable,
            NoLandmarksNearby, MinutesTooFew, StepFreeNotAvailable,
            GatewayUnavailable: as ``PlanWalk``.
            PriceTooHigh, DayFull, TooManyAtOnce, GuestDayFull, GuestsSpentAll: as
                ``AffordWalk``.
            TooManyWaiting, PlanningFull: too many are planning.
        """
        try:
            return await self._begun(query) or await self._admitted(query)
        except AlreadyStored:
            # Another attempt at the same request was faster.
            if begun := await self._begun(query):
                return begun
            raise

    async def _begun(self, query: PlanWalkQuery) -> StartedTour | None:
        """Return what an earlier attempt at the same request left."""
        if query.tour_id is None:
            return None
        async with self.begin(query.actor) as work:
            with suppress(TourNotFound):
                owner_id = query.actor.user_id
                tour = await work.tours.get(query.tour_id, owner_id=owner_id)
                return _started(tour)
        return None

    async def _admitted(self, query: PlanWalkQuery) -> StartedTour:
        async with self.afford_walk.admitted(query):
            return await self._begin(query)

    async def _begin(self, query: PlanWalkQuery) -> StartedTour:
        planned, quote = await self.afford_walk.execute(query)
        tour = self._tour(query, planned)
        async with self.begin(query.actor) as work:
            await self.afford_walk.reserve(work, query, tour, quote)
            await work.tours.add(tour)
            await work.tours.add_sentences(tour.id, planned.plan.framing)
            await tell_status(work, tour, planned.plan.framing)
            await work.jobs.make_tour(tour.id, owner_id=tour.owner_id)
            await work.commit()
        return _started(tour)

    def _tour(self, query: PlanWalkQuery, planned: PlannedTour) -> Tour:
        plan, request = planned.plan, query.request
        now = self.clock.now()
        return Tour(
            id=query.tour_id or TourId(self.ids.new()),
            owner_id=query.actor.user_id,
            title=_title(planned, request),
            description=_description(planned, request),
            language=request.language,
            narration_style=request.style.value,
            interests=request.interests,
            duration_minutes=request.duration_minutes,
            request=_recorded(request, planned),
            place_id=plan.anchor.place_id,
            place_name=plan.anchor.place_name,
            city=plan.anchor.city,
            start=plan.anchor.start,
            end_leg=plan.end_leg,
            voice=planned.voice.id,
            speech_provider=planned.voice.provider,
            speech_model=planned.voice.model,
            speed=request.speed,
            llm_provider=self.narrator.writer.provider,
            llm_model=self.narrator.writer.model,
            walking_s=plan.walking_s,
            walking_m=plan.walking_m,
            climb_m=plan.climb_m,
            talking_s=plan.talking_s,
            slack_s=plan.slack_s,
            limited_by=plan.limited_by,
            certificate=plan.certificate,
            route_source=plan.route_source,
            stops=plan.stops,
            created_at=now,
            updated_at=now,
        )


def _started(tour: Tour) -> StartedTour:
    ready_s = START_S + tour.talking_s / TIMES_REAL_TIME
    return StartedTour(tour=tour, estimated_ready_s=round(ready_s, 1))


def _title(planned: PlannedTour, request: TourRequest) -> str:
    stops = planned.plan.stops
    topics = [SPOKEN[interest] for interest in canonical_all(request.interests)[:2]]
    theme = f"{' and '.join(topics)} " if topics else ""
    walk = f"{theme}from {stops[0].name} to {stops[-1].name}"
    city = planned.plan.anchor.city
    title = f"{city}: {walk}" if city else walk[:1].upper() + walk[1:]
    return title[:MAX_TITLE]


def _description(planned: PlannedTour, request: TourRequest) -> str:
    plan = planned.plan
    names = ", ".join(stop.name for stop in plan.stops)
    return (
        f"{len(plan.stops)} stops in {request.duration_minutes} minutes, "
        f"{plan.walking_m / 1000:.1f} km on foot: {names}."
    )


def _recorded(request: TourRequest, planned: PlannedTour) -> Mapping[str, object]:
    """Return the values used, defaults included."""
    return {
        "coordinates": _position(request.coordinates),
        "start": _position(request.start),
        "end": _end(request.end),
        "voice": planned.voice.id,
        "notes_language": planned.notes_language,
        "grounding_mode": mode(request.language, notes=planned.notes_language),
        "degraded": list(planned.degraded),
        "query": request.query,
        "location_id": str(request.location_id) if request.location_id else None,
        "interests": list(request.interests),
        "duration_minutes": request.duration_minutes,
        "language": request.language,
        "narration_style": request.style.value,
        "speed": request.speed,
        "discovery": request.discovery,
        "pace": request.pace.value,
        "step_free": request.step_free,
        "radius_m": request.radius_m,
    }


def _end(end: TourEnd) -> Mapping[str, float] | str:
    if isinstance(end, Coordinates):
        return _at(end)
    return "loop" if isinstance(end, Loop) else "open"


def _position(position: Coordinates | None) -> Mapping[str, float] | None:
    return _at(position) if position else None


def _at(position: Coordinates) -> Mapping[str, float]:
    return {"latitude": position.latitude_deg, "longitude": position.longitude_deg}
