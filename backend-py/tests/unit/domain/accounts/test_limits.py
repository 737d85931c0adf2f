"""What a tier may spend."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from walkumentary.domain.accounts.limits import (
    TIERS,
    Day,
    DayFull,
    PriceTooHigh,
    TooManyAtOnce,
    bucket_of,
    until_tomorrow_s,
)
from walkumentary.domain.accounts.periods import PeriodName, period_of

EVENING = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)


def a_day(usd: str = "0", *, tours: int = 0, at_once: int = 0) -> Day:
    return Day(
        bucket="2026-11-21",
        tier="free",
        usd=Decimal(usd),
        tours=tours,
        at_once=at_once,
    )


def check(day: Day, price: str = "0.10") -> None:
    day.check(TIERS["free"], price_usd=Decimal(price), now=EVENING)


@pytest.mark.parametrize(
    ("tier", "request_usd", "day_usd"),
    [("free", "0.50", "1"), ("basic", "1.50", "10"), ("premium", "5", "50")],
)
def test_tiers_are_those_of_the_specification(
    tier: str, request_usd: str, day_usd: str
) -> None:
    limits = TIERS[tier]

    assert limits.usd_per_request == Decimal(request_usd)
    assert limits.usd_per_day == Decimal(day_usd)


@pytest.mark.parametrize(
    ("spent", "price"), [("0", "0.50"), ("0.50", "0.50"), ("0.99", "0.01")]
)
def test_what_fits_is_allowed(spent: str, price: str) -> None:
    check(a_day(spent), price)


@pytest.mark.parametrize(
    ("spent", "price"), [("0", "0.51"), ("0.60", "0.41"), ("1", "0.01"), ("2", "0.01")]
)
def test_what_does_not_fit_names_price_and_limits(spent: str, price: str) -> None:
    with pytest.raises(PriceTooHigh) as refusal:
        check(a_day(spent), price)

    assert f"{price}0 USD" in refusal.value.detail
    assert "0.50 USD" in refusal.value.detail


def test_a_day_that_is_spent_says_when_the_next_begins() -> None:
    with pytest.raises(PriceTooHigh) as refusal:
        check(a_day("1"), "0.10")

    assert refusal.value.retry_after_s == 3_600


def test_what_costs_too_much_for_one_request_will_tomorrow_too() -> None:
    with pytest.raises(PriceTooHigh) as refusal:
        check(a_day(), "0.60")

    assert refusal.value.retry_after_s is None


def test_what_costs_nothing_fits_into_a_day_that_is_spent() -> None:
    check(a_day("1"), "0")


def test_tours_are_counted() -> None:
    check(a_day(tours=19))

    with pytest.raises(DayFull) as refusal:
        check(a_day(tours=20))

    assert refusal.value.retry_after_s == 3_600


def test_tours_at_once_are_counted() -> None:
    check(a_day(at_once=2))

    with pytest.raises(TooManyAtOnce):
        check(a_day(at_once=3))


@pytest.mark.parametrize(
    ("spent", "more", "levels"),
    [
        ("0", "0.79", ()),
        ("0.70", "0.10", (80,)),
        ("0.95", "0.05", (80, 100)),
        ("1", "0", ()),
    ],
)
def test_levels_are_reached(spent: str, more: str, levels: tuple[int, ...]) -> None:
    reached = a_day(spent).alerts(TIERS["free"], more_usd=Decimal(more))

    assert reached == levels


def test_a_day_is_one_of_utc() -> None:
    assert bucket_of(EVENING) == "2026-11-21"
    assert until_tomorrow_s(EVENING) == 3_600


@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [
        (PeriodName.TODAY, (2027, 1, 31), (2027, 2, 1)),
        (PeriodName.YESTERDAY, (2027, 1, 30), (2027, 1, 31)),
        (PeriodName.THIS_MONTH, (2027, 1, 1), (2027, 2, 1)),
        (PeriodName.LAST_MONTH, (2026, 12, 1), (2027, 1, 1)),
    ],
)
def test_periods_follow_the_calendar(
    name: PeriodName, begins: tuple[int, int, int], ends: tuple[int, int, int]
) -> None:
    now = datetime(2027, 1, 31, 12, 0, tzinfo=UTC)

    period = period_of(name, now=now)

    assert period.begins == datetime(*begins, tzinfo=UTC)
    assert period.ends == datetime(*ends, tzinfo=UTC)
