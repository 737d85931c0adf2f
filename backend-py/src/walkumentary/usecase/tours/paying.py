"""Who pays for a tour, and what becomes of the money set aside for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from walkumentary.domain.accounts.limits import Day, GuestLimits, Limits, bucket_of
from walkumentary.domain.accounts.usage import FREE, Bill, Subject
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.addresses import UNKNOWN
from walkumentary.domain.shared.ids import UserId
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.addresses import AddressSealGateway
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
    """Allowances by tier, taken from day by day; guests share one besides."""

    limits: Mapping[str, Limits]
    guest_limits: GuestLimits
    addresses: AddressSealGateway
    clock: Clock

    async def today(self, work: TourWork, owner_id: UserId) -> Day:
        """Return what the person has spent today; their other requests wait."""
        bucket = bucket_of(self.clock.now())
        return await work.budget.day(owner_id, bucket=bucket)

    async def check(self, work: TourWork, actor: Actor, *, price_usd: Decimal) -> Day:
        """Return today, if one more tour of that price fits into it.

        Raises:
            PriceTooHigh, DayFull, TooManyAtOnce: the person's allowance is too small.
            GuestsSpentAll, GuestDayFull: the guests' is.
        """
        day = await self.today(work, actor.user_id)
        now = self.clock.now()
        day.check(self.limits[day.tier], price_usd=price_usd, now=now)
        await self._check_guests(work, actor, bucket=day.bucket, price_usd=price_usd)
        return day

    async def check_open(self, work: TourWork, actor: Actor) -> None:
        """Refuse early whoever could have no tour, whatever it costs.

        Raises:
            DayFull, TooManyAtOnce, GuestDayFull: as ``check``.
        """
        await self.check(work, actor, price_usd=FREE)

    async def set_aside(
        self, work: TourWork, actor: Actor, bill: Bill, day: Day, *, usd: Decimal
    ) -> None:
        """Reserve for a subject, and have the person told when much is spent."""
        await work.budget.reserve(
            Reservation(
                bill=bill,
                bucket=day.bucket,
                usd=usd,
                guest_address=self._guest_address(actor, bucket=day.bucket),
            )
        )
        for level in day.alerts(self.limits[day.tier], more_usd=usd):
            await self._alert(work, bill.owner_id, day.bucket, level)

    async def set_more_aside(
        self, work: TourWork, actor: Actor, tour: Tour, *, usd: Decimal
    ) -> None:
        """Reserve again for a tour that is gone on with.

        Raises:
            PriceTooHigh, GuestsSpentAll: there is no money for the rest.
            DayFull, TooManyAtOnce, GuestDayFull: it was given back, and others have
                taken its place.
        """
        bill = bill_of(tour)
        again = self.affordable if await work.budget.counts(bill) else self.check
        day = await again(work, actor, price_usd=usd)
        paid = await work.budget.paid(bill)
        await self.set_aside(work, actor, bill, day, usd=paid.usd + usd)

    async def affordable(
        self, work: TourWork, actor: Actor, *, price_usd: Decimal
    ) -> Day:
        """Return today, if there is so much money for one more thing.

        Raises:
            PriceTooHigh: the person has not so much.
            GuestsSpentAll: guests have not.
        """
        day = await self.today(work, actor.user_id)
        now = self.clock.now()
        day.check_money(self.limits[day.tier], price_usd=price_usd, now=now)
        await self._check_guests_money(
            work, actor, bucket=day.bucket, price_usd=price_usd
        )
        return day

    async def _check_guests(
        self, work: TourWork, actor: Actor, *, bucket: str, price_usd: Decimal
    ) -> None:
        address = self._guest_address(actor, bucket=bucket)
        if address is None or not self.guest_limits.concerns(price_usd):
            return
        guests = await work.budget.guests_day(address, bucket=bucket)
        guests.check(self.guest_limits, price_usd=price_usd, now=self.clock.now())

    async def _check_guests_money(
        self, work: TourWork, actor: Actor, *, bucket: str, price_usd: Decimal
    ) -> None:
        address = self._guest_address(actor, bucket=bucket)
        if address is None or not price_usd:
            return
        guests = await work.budget.guests_day(address, bucket=bucket)
        guests.check_money(self.guest_limits, price_usd=price_usd, now=self.clock.now())

    def spender(self, actor: Actor) -> str:
        """Return whose allowance the actor spends from: one name for an address."""
        address = self._guest_address(actor, bucket=bucket_of(self.clock.now()))
        return str(actor.user_id) if address is None else address.hex()

    def _guest_address(self, actor: Actor, *, bucket: str) -> bytes | None:
        """Return what a guest is counted by; a user is not counted among guests."""
        if actor.kind is not ActorKind.GUEST:
            return None
        return self.addresses.seal(actor.address or UNKNOWN, bucket=bucket)

    async def _alert(
        self, work: TourWork, owner_id: UserId, bucket: str, level: int
    ) -> None:
        if await work.budget.first_alert(owner_id, bucket=bucket, level=level):
            await work.jobs.alert_budget(owner_id, bucket=bucket, level=level)
