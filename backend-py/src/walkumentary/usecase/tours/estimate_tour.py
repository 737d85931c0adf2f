"""Show the tour that would be made, what it would cost, and what is there already."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.tours.plan import WalkPlan
from walkumentary.domain.tours.quote import Quote
from walkumentary.gateway.speech import Voice
from walkumentary.usecase.tours.afford_walk import AffordWalk
from walkumentary.usecase.tours.plan_walk import PlanWalkQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class TourEstimate:
    """The plan, its voice and its price; ``degraded`` names what was away."""

    plan: WalkPlan
    voice: Voice
    quote: Quote
    degraded: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateTour:
    """Plan without writing, speaking or spending anything."""

    afford_walk: AffordWalk

    async def execute(self, query: PlanWalkQuery) -> TourEstimate:
        """Return the estimate.

        Raises:
            PlaceNotFound, StyleNotAvailable, LanguageNotAvailable, VoiceNotAvailable,
            NoLandmarksNearby, MinutesTooFew, StepFreeNotAvailable,
            GatewayUnavailable: as ``PlanWalk``.
            PriceTooHigh, DayFull, TooManyAtOnce, GuestDayFull, GuestsSpentAll: as
                ``AffordWalk``.
            TooManyWaiting, PlanningFull: too many are planning.
        """
        async with self.afford_walk.admitted(query):
            planned, quote = await self.afford_walk.execute(query)
        return TourEstimate(
            plan=planned.plan,
            voice=planned.voice,
            quote=quote,
            degraded=planned.degraded,
        )
