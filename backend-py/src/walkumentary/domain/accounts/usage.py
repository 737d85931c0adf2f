"""What calls to providers use, what they cost, and whom they are for."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from walkumentary.domain.shared.ids import UserId

FREE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Subject:
    """What something was spent on: a tour, later a chat or a plan."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """Who pays for a call, and on what it is spent."""

    owner_id: UserId
    subject: Subject


def own_bill(owner_id: UserId, kind: str) -> Bill:
    """Return the bill of a person for what is kept nowhere, such as a search."""
    return Bill(owner_id=owner_id, subject=Subject(kind, owner_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one call used, as the provider counts it, or as we count what it got.

    Models are paid by tokens (``tokens_in`` holds ``tokens_cached``), voices by
    characters or by seconds of sound.
    """

    provider: str
    model: str
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    characters: int = 0
    seconds: float = 0.0


type Meter = Callable[[Usage], None]
"""Told once for each call whose provider said what it used, failed ones included."""


def unmetered(_: Usage) -> None:
    """Forget it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a person pays for one finished thing; the same thing is paid for once.

    ``saved_usd`` is what it would have cost, had nobody made it before.
    """

    bill: Bill
    item: str
    usd: Decimal = FREE
    saved_usd: Decimal = FREE
    tokens_in: int = 0
    tokens_out: int = 0
    characters: int = 0

    @property
    def is_cached(self) -> bool:
        """Whether somebody had made it before."""
        return self.saved_usd > 0


@dataclass(frozen=True, slots=True)
class Paid:
    """What a subject has cost so far."""

    usd: Decimal
    tokens_in: int
    tokens_out: int
