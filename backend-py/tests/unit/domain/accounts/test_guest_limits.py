"""What guests may have in a day, however many accounts they make."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from walkumentary.domain.accounts.limits import (
    GuestDay,
    GuestDayFull,
    GuestLimits,
    GuestsSpentAll,
)

EVENING = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
PRODUCTION = GuestLimits(tours_per_day=3, usd_per_day=Decimal(1))
LAPTOP = replace(PRODUCTION, keyless_counts=False)
FREE, CHEAP = Decimal(0), Decimal("0.01")


def test_the_first_tours_of_an_address_fit() -> None:
    GuestDay(tours=2).check(PRODUCTION, price_usd=FREE, now=EVENING)


@pytest.mark.parametrize("price", [FREE, CHEAP])
def test_an_address_has_so_many_tours_a_day(price: Decimal) -> None:
    with pytest.raises(GuestDayFull) as refusal:
        GuestDay(tours=3).check(PRODUCTION, price_usd=price, now=EVENING)

    assert refusal.value.retry_after_s == 3_600


def test_all_guests_together_have_so_much_money_a_day() -> None:
    spent = GuestDay(usd=Decimal("0.995"))

    spent.check(PRODUCTION, price_usd=Decimal("0.005"), now=EVENING)
    with pytest.raises(GuestsSpentAll) as refusal:
        spent.check(PRODUCTION, price_usd=CHEAP, now=EVENING)

    assert refusal.value.retry_after_s == 3_600


def test_what_is_free_needs_no_money() -> None:
    GuestDay(usd=Decimal(5)).check(PRODUCTION, price_usd=FREE, now=EVENING)


def test_on_a_laptop_free_tours_are_not_counted() -> None:
    GuestDay(tours=99).check(LAPTOP, price_usd=FREE, now=EVENING)
    GuestDay(tours=99).check(LAPTOP, price_usd=CHEAP, now=EVENING)


def test_on_a_laptop_tours_that_cost_money_are_counted() -> None:
    with pytest.raises(GuestDayFull):
        GuestDay(tours=99, paid_tours=3).check(LAPTOP, price_usd=CHEAP, now=EVENING)


def test_on_a_laptop_money_is_limited() -> None:
    with pytest.raises(GuestsSpentAll):
        GuestDay(usd=Decimal(1)).check(LAPTOP, price_usd=CHEAP, now=EVENING)
