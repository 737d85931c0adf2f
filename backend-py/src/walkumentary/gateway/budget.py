"""Port: what people may still spend, what is reserved, what they were charged."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from walkumentary.domain.accounts.limits import Day, GuestDay
from walkumentary.domain.accounts.usage import Bill, Charge, Paid
from walkumentary.domain.shared.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What is set aside for a subject until it is settled.

    Args:
        bucket: the day's.
        guest_address: sealed, where a guest spends; None where a user does.
    """

    bill: Bill
    bucket: str
    usd: Decimal
    guest_address: bytes | None = None


class BudgetGateway(Protocol):
    """Budgets inside one transaction."""

    async def day(self, owner_id: UserId, *, bucket: str) -> Day:
        """Return what is spent and reserved; others who ask wait until this ends.

        An open reservation counts in full, or as what was charged, if that is more; a
        settled one as what was charged. A subject that ended with nothing to show
        counts as no tour.
        """
        ...

    async def guests_day(self, guest_address: bytes, *, bucket: str) -> GuestDay:
        """Return what all guests spent and how many tours one address had.

        As in ``day``; guests who ask wait until this ends, whoever they are. Asked
        after ``day``, never before.
        """
        ...

    async def reserve(self, reservation: Reservation) -> None:
        """Set money aside; a settled reservation of the subject is opened again."""
        ...

    async def settle(self, bill: Bill, *, delivered: bool) -> None:
        """Give back what was reserved and not charged, if anything was."""
        ...

    async def counts(self, bill: Bill) -> bool:
        """Return whether the subject is one of its day: not where it was given back."""
        ...

    async def charge(self, charge: Charge) -> None:
        """Charge the subject for a thing, unless it was charged for it already."""
        ...

    async def paid(self, bill: Bill) -> Paid:
        """Return what the subject has cost."""
        ...

    async def first_alert(self, owner_id: UserId, *, bucket: str, level: int) -> bool:
        """Note that somebody was told of a level; return whether it was the first."""
        ...
