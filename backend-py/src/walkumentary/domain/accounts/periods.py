"""Days and months, as bills are read (UTC)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum


class PeriodName(StrEnum):
    """What can be asked for."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``begins`` (inclusive) to ``ends`` (exclusive)."""

    begins: datetime
    ends: datetime


def period_of(name: PeriodName, *, now: datetime) -> Period:
    """Return the period that has the name now."""
    first, last = _BOUNDS[name](now.astimezone(UTC).date())
    return Period(_midnight(first), _midnight(last))


type _Days = tuple[date, date]


def _today(day: date) -> _Days:
    return day, day + timedelta(days=1)


def _yesterday(day: date) -> _Days:
    return day - timedelta(days=1), day


def _this_month(day: date) -> _Days:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)


def _last_month(day: date) -> _Days:
    first = day.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), first


_BOUNDS: Mapping[PeriodName, Callable[[date], _Days]] = {
    PeriodName.TODAY: _today,
    PeriodName.YESTERDAY: _yesterday,
    PeriodName.THIS_MONTH: _this_month,
    PeriodName.LAST_MONTH: _last_month,
}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
