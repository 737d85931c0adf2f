"""Budgets in memory."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from walkumentary.domain.accounts.limits import Day, GuestDay
from walkumentary.domain.accounts.usage import Bill, Charge, Paid, Subject
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.budget import Reservation
from walkumentary.infra.memory.store import Reserved
from walkumentary.infra.memory.transaction import Transaction


class MemoryBudget:
    """Budgets inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def day(self, owner_id: UserId, *, bucket: str) -> Day:
        """Return what is spent and reserved; others who ask wait."""
        await self._transaction.lock(f"budget:{owner_id}")
        own = [
            one
            for _, one in self._transaction.reservations.items()
            if one.reservation.bill.owner_id == owner_id and self._sees(one)
        ]
        today = [one for one in own if one.reservation.bucket == bucket]
        user = self._transaction.users[owner_id]
        return Day(
            bucket=bucket,
            tier=user.tier if user else "free",
            usd=sum((self._counted(one) for one in today), Decimal(0)),
            tours=sum(_is_tour(one) and one.state != "void" for one in today),
            at_once=sum(_is_tour(one) and one.state == "open" for one in own),
        )

    async def guests_day(self, guest_address: bytes, *, bucket: str) -> GuestDay:
        """Return what guests spent; others who ask wait."""
        await self._transaction.lock("budget:guests")
        rows = [one for _, one in self._transaction.reservations.items()]
        guests = [
            one
            for one in rows
            if one.reservation.bucket == bucket and one.reservation.guest_address
        ]
        here = [
            one
            for one in guests
            if one.reservation.guest_address == guest_address
            and _is_tour(one)
            and one.state != "void"
        ]
        return GuestDay(
            usd=sum((self._spent(one) for one in guests), Decimal(0)),
            tours=len(here),
            paid_tours=sum(self._cost_something(one) for one in here),
        )

    async def reserve(self, reservation: Reservation) -> None:
        """Set money aside; a settled reservation is opened again."""
        self._transaction.check_may_write(reservation.bill.owner_id)
        subject = reservation.bill.subject
        self._transaction.reservations[subject] = Reserved(reservation, "open")

    async def settle(self, bill: Bill, *, delivered: bool) -> None:
        """Give back what was reserved and not charged."""
        held = self._transaction.reservations[bill.subject]
        if held is not None and self._sees(held):
            state = "settled" if delivered else "void"
            self._transaction.reservations[bill.subject] = replace(held, state=state)

    async def counts(self, bill: Bill) -> bool:
        """Return whether the subject is one of its day."""
        held = self._transaction.reservations[bill.subject]
        return held is not None and self._sees(held) and held.state != "void"

    async def charge(self, charge: Charge) -> None:
        """Charge for a thing, unless it was charged for already."""
        self._transaction.check_may_write(charge.bill.owner_id)
        key = (charge.bill.subject, charge.item)
        if self._transaction.charges[key] is None:
            self._transaction.charges[key] = charge
            now = self._transaction.store.clock.now()
            self._transaction.charged_at[key] = now

    async def paid(self, bill: Bill) -> Paid:
        """Return what the subject has cost."""
        own = self._charged(bill.subject)
        return Paid(
            sum((one.usd for one in own), Decimal(0)),
            sum(one.tokens_in for one in own),
            sum(one.tokens_out for one in own),
        )

    async def first_alert(self, owner_id: UserId, *, bucket: str, level: int) -> bool:
        """Note a level; return whether it was the first time."""
        key = (owner_id, bucket, level)
        is_first = self._transaction.alerts[key] is None
        self._transaction.alerts[key] = True
        return is_first

    def _sees(self, one: Reserved) -> bool:
        return self._transaction.sees(one.reservation.bill.owner_id)

    def _counted(self, one: Reserved) -> Decimal:
        charged = self._charged(one.reservation.bill.subject)
        return _spent(one, charged)

    def _spent(self, one: Reserved) -> Decimal:
        """Return what somebody spent, whoever asks."""
        return _spent(one, self._all_charged(one.reservation.bill.subject))

    def _cost_something(self, one: Reserved) -> bool:
        return bool(one.reservation.usd or self._spent(one))

    def _all_charged(self, subject: Subject) -> list[Charge]:
        rows = self._transaction.charges.items()
        return [row for key, row in rows if key[0] == subject]

    def _charged(self, subject: Subject) -> list[Charge]:
        rows = self._transaction.charges.items()
        seen = self._transaction.sees
        return [
            row for key, row in rows if key[0] == subject and seen(row.bill.owner_id)
        ]


def _spent(one: Reserved, charges: Sequence[Charge]) -> Decimal:
    charged = sum((charge.usd for charge in charges), Decimal(0))
    reserved = one.reservation.usd if one.state == "open" else Decimal(0)
    return max(reserved, charged)


def _is_tour(one: Reserved) -> bool:
    return one.reservation.bill.subject.kind == "tour"
