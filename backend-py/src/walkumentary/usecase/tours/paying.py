"""Who pays for a tour, and what becomes of the money set aside for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from walkumentary.domain.accounts.limits import Day, Limits, bucket_of
from walkumentary.domain.accounts.usage import Bill, Subject
from walkumentary.domain.shared.ids import UserId
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.budget import Reservation
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import TourWork


def bill_of(tour: Tour) -> Bill:
    """Return who pays for the tour: its owner."""
    return Bill(owner_id=tour.owner_id, subject=Subject("tour", tour.id))


async def settle(work: TourWork, tour: Tour) -> None:
    """Give back what is left once nothing more will happen to the tour.

    A tour without a single stop to read or hear does not count as one.
    """
    if tour.finished:
        delivered = any(stop.written for stop in tour.stops)
        await work.budget.settle(bill_of(tour), delivered=delivered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """Allowances by tier, taken from day by day."""

    limits: Mapping[str, Limits]
    clock: Clock

    async def today(self, work: TourWork, owner_id: UserId) -> Day:
        """Return what the person has spent today; their other requests wait."""
        bucket = bucket_of(self.clock.now())
        return await work.budget.day(owner_id, bucket=bucket)

    async def set_aside(
        self, work: TourWork, tour: Tour, day: Day, *, usd: Decimal
    ) -> None:
        """Reserve for the tour, and have the person told when much is spent."""
        bill = bill_of(tour)
        await work.budget.reserve(Reservation(bill=bill, bucket=day.bucket, usd=usd))
        for level in day.alerts(self.limits[day.tier], more_usd=usd):
            await self._alert(work, tour.owner_id, day.bucket, level)

    async def set_more_aside(self, work: TourWork, tour: Tour, *, usd: Decimal) -> None:
        """Reserve again for a tour that is gone on with.

        Raises:
            PriceTooHigh: there is no money for the rest.
        """
        day = await self.today(work, tour.owner_id)
        limits = self.limits[day.tier]
        day.check_money(limits, price_usd=usd, now=self.clock.now())
        paid = await work.budget.paid(bill_of(tour))
        await self.set_aside(work, tour, day, usd=paid.usd + usd)

    async def _alert(
        self, work: TourWork, owner_id: UserId, bucket: str, level: int
    ) -> None:
        if await work.budget.first_alert(owner_id, bucket=bucket, level=level):
            await work.jobs.alert_budget(owner_id, bucket=bucket, level=level)
