"""What a tier may spend, and whether one more tour fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType

from walkumentary.domain.shared.errors import BudgetSpent, LimitReached

ALERT_LEVELS = (80, 100)
"""Per cent of a day's budget; told once each. Source: spec, models, cost."""


class PriceTooHigh(BudgetSpent):
    """One request costs more than the tier may spend on one, or has left today."""

    code = "price-too-high"
    title = "More than the budget allows"


class DayFull(LimitReached):
    """The tier's tours of the day are used up."""

    code = "day-full"
    title = "No more tours today"


class TooManyAtOnce(LimitReached):
    """So many tours are being made already."""

    code = "too-many-at-once"
    title = "Too many tours at once"


class GuestDayFull(LimitReached):
    """The tours of the day that guests may have from one address are used up."""

    code = "guest-day-full"
    title = "No more tours without an account today"


class GuestsSpentAll(BudgetSpent):
    """All guests together have spent what is there for them today."""

    code = "guests-spent-all"
    title = "The guests' budget is spent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of one tier; None means there is none."""

    usd_per_request: Decimal
    usd_per_day: Decimal
    tours_per_day: int | None = None
    tours_at_once: int | None = None


def _tier(request: str, day: str, tours: int, at_once: int) -> Limits:
    return Limits(
        usd_per_request=Decimal(request),
        usd_per_day=Decimal(day),
        tours_per_day=tours,
        tours_at_once=at_once,
    )


TIERS: Mapping[str, Limits] = MappingProxyType(
    {
        "free": _tier("0.50", "1", 20, 3),
        "basic": _tier("1.50", "10", 100, 10),
        "premium": _tier("5", "50", 500, 30),
    }
)
"""Source: spec, models, cost, for the amounts; the numbers of tours are ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a person has spent and reserved of one day's allowance (UTC)."""

    bucket: str
    tier: str
    usd: Decimal = Decimal(0)
    tours: int = 0
    at_once: int = 0

    def left_usd(self, limits: Limits) -> Decimal:
        """Return the most the next request may cost."""
        left = max(Decimal(0), limits.usd_per_day - self.usd)
        return min(left, limits.usd_per_request)

    def check(self, limits: Limits, *, price_usd: Decimal, now: datetime) -> None:
        """Refuse what does not fit.

        Raises:
            PriceTooHigh: the money for it is not there.
            DayFull: the tours of the day are used up.
            TooManyAtOnce: others are being made.
        """
        self.check_money(limits, price_usd=price_usd, now=now)
        self._check_tours(limits, now=now)

    def check_money(self, limits: Limits, *, price_usd: Decimal, now: datetime) -> None:
        """Refuse what there is no money for.

        Raises:
            PriceTooHigh: more than a request may cost, or than is left of the day.
        """
        if price_usd > self.left_usd(limits):
            raise self._too_dear(limits, price_usd=price_usd, now=now)

    def _check_tours(self, limits: Limits, *, now: datetime) -> None:
        if _is_reached(limits.tours_per_day, self.tours):
            raise DayFull(
                f"{limits.tours_per_day} tours a day are yours; come back tomorrow.",
                retry_after_s=until_tomorrow_s(now),
            )
        if _is_reached(limits.tours_at_once, self.at_once):
            raise TooManyAtOnce(
                f"{self.at_once} of your tours are being made; wait for one of them.",
                retry_after_s=30.0,
            )

    def _too_dear(
        self, limits: Limits, *, price_usd: Decimal, now: datetime
    ) -> PriceTooHigh:
        left = self.left_usd(limits)
        is_tomorrow_better = price_usd <= limits.usd_per_request
        return PriceTooHigh(
            f"This costs about {price_usd:.3f} USD; a request may cost "
            f"{limits.usd_per_request} USD and a day {limits.usd_per_day} USD, of "
            f"which {left:.3f} USD can be spent now.",
            retry_after_s=until_tomorrow_s(now) if is_tomorrow_better else None,
        )

    def alerts(self, limits: Limits, *, more_usd: Decimal) -> tuple[int, ...]:
        """Return the alert levels that are reached once so much more is spent."""
        if not more_usd:
            return ()
        share = 100 * (self.usd + more_usd) / limits.usd_per_day
        return tuple(level for level in ALERT_LEVELS if share >= level)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestLimits:
    """What guests may have in a day, however many accounts they make.

    Args:
        tours_per_day: from one address.
        usd_per_day: all of them together.
        keyless_counts: tours that cost nothing are counted too.
    """

    tours_per_day: int
    usd_per_day: Decimal
    keyless_counts: bool = True

    def concerns(self, price_usd: Decimal) -> bool:
        """Return whether a tour of that price is limited at all."""
        return self.keyless_counts or price_usd > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestDay:
    """What guests have spent and reserved of a day (UTC), and from one address.

    ``usd`` is all guests'; ``tours`` are the address's, ``paid_tours`` those of them
    that cost something.
    """

    usd: Decimal = Decimal(0)
    tours: int = 0
    paid_tours: int = 0

    def check(self, limits: GuestLimits, *, price_usd: Decimal, now: datetime) -> None:
        """Refuse what does not fit.

        Raises:
            GuestsSpentAll: the money for it is not there.
            GuestDayFull: the tours of the address are used up.
        """
        if limits.concerns(price_usd):
            self._check_tours(limits, now=now)
            self.check_money(limits, price_usd=price_usd, now=now)

    def _check_tours(self, limits: GuestLimits, *, now: datetime) -> None:
        tours = self.tours if limits.keyless_counts else self.paid_tours
        if _is_reached(limits.tours_per_day, tours):
            raise GuestDayFull(
                f"{limits.tours_per_day} tours a day can be had from here without an "
                "account; sign up, or come back tomorrow.",
                retry_after_s=until_tomorrow_s(now),
            )

    def check_money(
        self, limits: GuestLimits, *, price_usd: Decimal, now: datetime
    ) -> None:
        """Refuse what there is no money for.

        Raises:
            GuestsSpentAll: more than is left of the day for all guests.
        """
        if price_usd > max(Decimal(0), limits.usd_per_day - self.usd):
            raise GuestsSpentAll(
                "What there is for guests today does not pay for this; sign up, or "
                "come back tomorrow.",
                retry_after_s=until_tomorrow_s(now),
            )


def bucket_of(now: datetime) -> str:
    """Return the name of a day's allowance, such as ``2026-11-21``."""
    return now.astimezone(UTC).date().isoformat()


def until_tomorrow_s(now: datetime) -> float:
    """Return the seconds until the next day's allowance begins."""
    today = now.astimezone(UTC)
    tomorrow = datetime.combine(today.date() + timedelta(days=1), time.min, UTC)
    return (tomorrow - today).total_seconds()


def _is_reached(limit: int | None, used: int) -> bool:
    return limit is not None and used >= limit
