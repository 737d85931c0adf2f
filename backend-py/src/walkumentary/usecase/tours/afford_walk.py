"""Plan a walk, price it, and see whether the person may have it."""

from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from walkumentary.domain.accounts.limits import PriceTooHigh
from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.tours.quote import Quote
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.admission import AdmissionGateway
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.usecase.tours.paying import Budgets, bill_of
from walkumentary.usecase.tours.plan_walk import PlannedTour, PlanWalk, PlanWalkQuery
from walkumentary.usecase.tours.price_walk import PriceWalk

SHORTEST_MIN = 5
STEP_MIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AffordWalk:
    """Part of ``EstimateTour`` and ``GenerateTour``: both refuse alike.

    Both hold a place of ``admission`` meanwhile: so many plan at once as there is room
    for, and nobody plans who could not have the tour anyway.
    """

    plan_walk: PlanWalk
    price_walk: PriceWalk
    begin: Begin[TourWork]
    budgets: Budgets
    admission: AdmissionGateway

    def admitted(self, query: PlanWalkQuery) -> AbstractAsyncContextManager[None]:
        """Wait for a place to plan in; guests of one address share theirs.

        Raises:
            TooManyWaiting, PlanningFull: as ``AdmissionGateway``.
        """
        return self.admission.admitted(self.budgets.spender(query.actor))

    async def execute(self, query: PlanWalkQuery) -> tuple[PlannedTour, Quote]:
        """Return the plan and its price.

        Raises:
            PlaceNotFound, StyleNotAvailable, LanguageNotAvailable, VoiceNotAvailable,
            NoLandmarksNearby, MinutesTooFew, GatewayUnavailable: as ``PlanWalk``.
            PriceTooHigh: names price, limit, and the minutes that would fit.
            DayFull, TooManyAtOnce: the tier allows no more now.
            GuestDayFull, GuestsSpentAll: guests are allowed no more today.
        """
        async with self.begin(query.actor) as work:
            await self.budgets.check_open(work, query.actor)
        planned, quote = await self._priced(query)
        try:
            async with self.begin(query.actor) as work:
                await self.budgets.check(work, query.actor, price_usd=quote.usd)
        except PriceTooHigh as refusal:
            raise await self._advised(refusal, query) from refusal
        return planned, quote

    async def reserve(
        self, work: TourWork, query: PlanWalkQuery, tour: Tour, quote: Quote
    ) -> None:
        """Set the price of a new tour aside, if the person may have it now.

        Raises:
            PriceTooHigh, DayFull, TooManyAtOnce, GuestDayFull, GuestsSpentAll: it does
                not fit any more.
        """
        day = await self.budgets.check(work, query.actor, price_usd=quote.usd)
        await self.budgets.set_aside(
            work, query.actor, bill_of(tour), day, usd=quote.usd
        )

    async def _priced(self, query: PlanWalkQuery) -> tuple[PlannedTour, Quote]:
        planned = await self.plan_walk.execute(query)
        quote = await self.price_walk.execute(
            planned, actor=query.actor, speed=query.request.speed
        )
        return planned, quote

    async def _advised(
        self, refusal: PriceTooHigh, query: PlanWalkQuery
    ) -> PriceTooHigh:
        """Return the refusal with the minutes that would fit, if any would.

        Many more plans are made for it: not while others wait to have theirs made.
        """
        if self.admission.is_crowded:
            return refusal
        left = await self._left_usd(query)
        minutes = await self._fitting(query, left) if left else None
        advice = f"{minutes} minutes would fit." if minutes else "No length would fit."
        return PriceTooHigh(
            f"{refusal.detail} {advice}", retry_after_s=refusal.retry_after_s
        )

    async def _left_usd(self, query: PlanWalkQuery) -> Decimal:
        async with self.begin(query.actor) as work:
            day = await self.budgets.today(work, query.actor.user_id)
        return day.left_usd(self.budgets.limits[day.tier])

    async def _fitting(self, query: PlanWalkQuery, left: Decimal) -> int | None:
        """Return the longest shorter walk that the money is enough for."""
        longest = query.request.duration_minutes - STEP_MIN
        for minutes in range(longest, SHORTEST_MIN - 1, -STEP_MIN):
            price = await self._price_of(query, minutes)
            if price is not None and price <= left:
                return minutes
        return None

    async def _price_of(self, query: PlanWalkQuery, minutes: int) -> Decimal | None:
        shorter = replace(query.request, duration_minutes=minutes)
        with suppress(Invalid):
            _, quote = await self._priced(replace(query, request=shorter))
            return quote.usd
        return None
