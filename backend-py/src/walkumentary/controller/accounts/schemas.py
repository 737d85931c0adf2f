"""Wire shapes of accounts."""

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, Field

from walkumentary.usecase.accounts.read_usage import UsageReport


class LimitsView(BaseModel):
    """What the tier allows; null where there is no limit."""

    tier: str = Field(examples=["free"])
    usd_per_request: float
    usd_per_day: float
    tours_per_day: int | None
    tours_at_once: int | None


class LeftView(BaseModel):
    """What is left today, reservations taken off; null where there is no limit."""

    usd_today: float
    usd_next_request: float
    tours_today: int | None
    tours_at_once: int | None


class UsageView(BaseModel):
    """A period's usage, and today's allowance."""

    begins_at: datetime
    ends_at: datetime
    calls: int = Field(description="Made to providers")
    tokens_in: int
    tokens_out: int
    characters: int = Field(description="Spoken by paid voices")
    usd: float = Field(description="Charged")
    cache_hits: int = Field(description="Things that were there already")
    saved_usd: float = Field(description="What they would have cost")
    limits: LimitsView
    left: LeftView

    @classmethod
    def of(cls, report: UsageReport) -> "UsageView":
        """Render a report."""
        used = report.used
        return cls(
            begins_at=report.period.begins,
            ends_at=report.period.ends,
            calls=used.calls,
            tokens_in=used.tokens_in,
            tokens_out=used.tokens_out,
            characters=used.characters,
            usd=_usd(used.usd),
            cache_hits=used.cache_hits,
            saved_usd=_usd(used.saved_usd),
            limits=_limits(report),
            left=_left(report),
        )


def _limits(report: UsageReport) -> LimitsView:
    limits = report.limits
    return LimitsView(
        tier=report.today.tier,
        usd_per_request=_usd(limits.usd_per_request),
        usd_per_day=_usd(limits.usd_per_day),
        tours_per_day=limits.tours_per_day,
        tours_at_once=limits.tours_at_once,
    )


def _left(report: UsageReport) -> LeftView:
    limits, today = report.limits, report.today
    return LeftView(
        usd_today=_usd(max(Decimal(0), limits.usd_per_day - today.usd)),
        usd_next_request=_usd(today.left_usd(limits)),
        tours_today=_rest(limits.tours_per_day, today.tours),
        tours_at_once=_rest(limits.tours_at_once, today.at_once),
    )


def _rest(limit: int | None, used: int) -> int | None:
    return None if limit is None else max(0, limit - used)


def _usd(amount: Decimal) -> float:
    return float(round(amount, 6))
