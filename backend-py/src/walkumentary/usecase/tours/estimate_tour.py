"""Show the tour that would be made, and what of it is already there."""

from dataclasses import dataclass

from walkumentary.domain.tours.plan import WalkPlan
from walkumentary.gateway.speech import Voice
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.usecase.tours.plan_walk import PlanWalk, PlanWalkQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class TourEstimate:
    """The plan, its voice, and which stops (1-based) are narrated already."""

    plan: WalkPlan
    voice: Voice
    cached_stops: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateTour:
    """Plan without writing, speaking or spending anything."""

    plan_walk: PlanWalk
    begin: Begin[TourWork]

    async def execute(self, query: PlanWalkQuery) -> TourEstimate:
        """Return the estimate.

        Raises:
            PlaceNotFound, StyleNotAvailable, LanguageNotAvailable, VoiceNotAvailable,
            NoLandmarksNearby, MinutesTooFew, StepFreeNotAvailable,
            GatewayUnavailable: as ``PlanWalk``.
        """
        planned = await self.plan_walk.execute(query)
        stops = planned.plan.stops
        async with self.begin(query.actor) as work:
            known = await work.narrations.known([stop.narration_key for stop in stops])
        cached = frozenset(s.position for s in stops if s.narration_key in known)
        return TourEstimate(plan=planned.plan, voice=planned.voice, cached_stops=cached)
