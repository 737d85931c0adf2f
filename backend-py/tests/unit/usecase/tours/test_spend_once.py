"""One thing is bought at once: set aside before, charged for after."""

from decimal import Decimal

import pytest

from tests.unit.usecase.tours.money import DEAR, LIMITS, UNCOUNTED_GUESTS, budgets
from tests.unit.usecase.tours.planning import Planning
from walkumentary.domain.accounts.limits import PriceTooHigh, bucket_of
from walkumentary.domain.accounts.usage import FREE, Usage
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.usecase.tours.spend_once import SpendOnce

MOST = Usage(provider="memory", model="script", tokens_in=2_000, tokens_out=20_000)
TAKEN = Usage(provider="memory", model="script", tokens_in=1_000, tokens_out=10_000)
KIND = "recognition"


@pytest.fixture
def planning() -> Planning:
    return Planning(prices=DEAR, limits=LIMITS)


@pytest.fixture
def spending(planning: Planning) -> SpendOnce:
    return SpendOnce(
        begin=planning.begin,
        budgets=budgets(planning.clock, LIMITS, UNCOUNTED_GUESTS),
        prices=DEAR,
        ids=SequentialIds(),
    )


async def bought_in_vain(spending: SpendOnce, planning: Planning) -> None:
    async with spending.buying(planning.actor, kind=KIND, expected=MOST) as bought:
        bought.used(TAKEN)
        raise GatewayUnavailable("It broke off.")


async def spent(planning: Planning) -> Decimal:
    async with planning.begin(planning.actor) as work:
        bucket = bucket_of(planning.clock.now())
        day = await work.budget.day(planning.actor.user_id, bucket=bucket)
    return day.usd


async def test_the_price_is_set_aside_while_it_is_bought(
    planning: Planning, spending: SpendOnce
) -> None:
    async with spending.buying(planning.actor, kind=KIND, expected=MOST):
        during = await spent(planning)

    assert during == DEAR.usd(MOST)


async def test_what_was_taken_is_charged_and_the_rest_comes_back(
    planning: Planning, spending: SpendOnce
) -> None:
    async with spending.buying(planning.actor, kind=KIND, expected=MOST) as bought:
        bought.used(TAKEN)

    assert await spent(planning) == DEAR.usd(TAKEN)
    (charge,) = planning.store.charges.values()
    assert (charge.bill, charge.tokens_out) == (bought.bill, 10_000)


async def test_what_failed_costs_nothing(
    planning: Planning, spending: SpendOnce
) -> None:
    with pytest.raises(GatewayUnavailable):
        await bought_in_vain(spending, planning)

    assert await spent(planning) == FREE


async def test_what_was_there_already_costs_nothing_and_says_what_it_saved(
    planning: Planning, spending: SpendOnce
) -> None:
    async with spending.buying(planning.actor, kind=KIND, expected=MOST):
        pass

    (charge,) = planning.store.charges.values()
    assert (charge.usd, charge.saved_usd) == (FREE, DEAR.usd(MOST))


async def test_without_money_for_it_nothing_is_bought(
    planning: Planning, spending: SpendOnce
) -> None:
    async with (
        spending.buying(planning.actor, kind=KIND, expected=MOST),
        spending.buying(planning.actor, kind=KIND, expected=MOST),
        spending.buying(planning.actor, kind=KIND, expected=MOST),
        spending.buying(planning.actor, kind=KIND, expected=MOST),
    ):
        with pytest.raises(PriceTooHigh):
            async with spending.buying(planning.actor, kind=KIND, expected=MOST):
                pytest.fail("It was bought.")


async def test_it_is_no_tour_of_the_day(
    planning: Planning, spending: SpendOnce
) -> None:
    async with (
        spending.buying(planning.actor, kind=KIND, expected=MOST),
        planning.begin(planning.actor) as work,
    ):
        bucket = bucket_of(planning.clock.now())
        day = await work.budget.day(planning.actor.user_id, bucket=bucket)

    assert (day.tours, day.at_once) == (0, 0)


async def test_what_is_free_leaves_no_trace(
    planning: Planning, spending: SpendOnce
) -> None:
    nothing = Usage(provider="memory", model="script")

    async with spending.buying(planning.actor, kind=KIND, expected=nothing):
        pass

    assert not planning.store.reservations
    assert not planning.store.charges
