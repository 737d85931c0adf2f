"""What tours cost, whom, and how much of it is there."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests import makers
from tests.packs import CENTRE
from tests.unit.infra.metering.test_books import COUNTED, CountingNarrator
from tests.unit.usecase.tours.money import DEAR, LIMITS
from tests.unit.usecase.tours.planning import Planning
from tests.unit.usecase.tours.stage import Stage
from tests.unit.usecase.tours.test_make_tour_fallbacks import DOWN
from walkumentary.domain.accounts.limits import (
    TIERS,
    DayFull,
    PriceTooHigh,
    TooManyAtOnce,
    bucket_of,
)
from walkumentary.domain.accounts.usage import Bill, Subject
from walkumentary.domain.tours.request import TourRequest
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.budget import Reservation
from walkumentary.infra.memory.unit_of_work import assert_no_open_work
from walkumentary.usecase.tours.delete_tour import DeleteTour
from walkumentary.usecase.tours.paying import bill_of
from walkumentary.usecase.tours.steer_tour import CancelTour

HERE = TourRequest(coordinates=CENTRE, duration_minutes=30)


async def spend(planning: Planning, usd: str, *, tours: int = 1) -> None:
    """Let the person have spent money on tours that are being made."""
    async with planning.begin(planning.actor) as work:
        for _ in range(tours):
            subject = Subject("tour", makers.a_tour_id())
            bill = Bill(owner_id=planning.actor.user_id, subject=subject)
            bucket = bucket_of(planning.clock.now())
            await work.budget.reserve(
                Reservation(bill=bill, bucket=bucket, usd=Decimal(usd))
            )
        await work.commit()


@pytest.fixture
def planning() -> Planning:
    return Planning(prices=DEAR, limits=LIMITS)


async def test_an_estimate_names_the_price_and_spends_nothing(
    planning: Planning,
) -> None:
    estimate = await planning.estimate.execute(planning.query(HERE))

    assert 0 < estimate.quote.usd < Decimal("0.5")
    assert estimate.quote.saved_usd == 0
    assert not planning.store.reservations


async def test_generating_sets_the_estimated_price_aside(planning: Planning) -> None:
    estimate = await planning.estimate.execute(planning.query(HERE))

    await planning.generate.execute(planning.query(HERE))

    (held,) = planning.store.reservations.values()
    assert held.reservation.usd == estimate.quote.usd
    assert held.state == "open"


async def test_what_others_had_made_costs_nothing(planning: Planning) -> None:
    fresh = await planning.estimate.execute(planning.query(HERE))
    second = fresh.plan.stops[1]
    narration = makers.a_narration(key=second.narration_key)
    planning.store.narrations[narration.key] = narration

    again = await planning.estimate.execute(planning.query(HERE))

    assert again.quote.usd < fresh.quote.usd
    assert again.quote.saved_usd > 0


async def test_what_does_not_fit_is_refused_with_the_minutes_that_would(
    planning: Planning,
) -> None:
    whole = await planning.estimate.execute(planning.query(HERE))
    nearly_all = Decimal(1) - whole.quote.usd * Decimal("0.8")
    await spend(planning, str(nearly_all))

    with pytest.raises(PriceTooHigh) as refusal:
        await planning.estimate.execute(planning.query(HERE))
    with pytest.raises(PriceTooHigh) as same:
        await planning.generate.execute(planning.query(HERE))

    assert same.value.detail == refusal.value.detail
    minutes = int(refusal.value.detail.rsplit(" minutes would fit.", 1)[0].split()[-1])
    shorter = replace(HERE, duration_minutes=minutes)
    assert minutes < HERE.duration_minutes
    await planning.estimate.execute(planning.query(shorter))


async def test_where_nothing_is_left_no_length_fits(planning: Planning) -> None:
    await spend(planning, "1")

    with pytest.raises(PriceTooHigh, match="No length would fit"):
        await planning.estimate.execute(planning.query(HERE))


async def test_tours_of_a_day_are_counted(planning: Planning) -> None:
    await spend(planning, "0", tours=20)

    with pytest.raises(DayFull):
        await planning.generate.execute(planning.query(HERE))


async def test_tours_at_once_are_counted(planning: Planning) -> None:
    await spend(planning, "0", tours=3)

    with pytest.raises(TooManyAtOnce):
        await planning.generate.execute(planning.query(HERE))


async def test_operators_are_told_once_when_much_is_spent(planning: Planning) -> None:
    await spend(planning, "0.80")
    short = replace(HERE, duration_minutes=15)

    for _ in range(2):
        await planning.generate.execute(planning.query(short))

    alerts = [job.args for job in planning.store.jobs if job.name == "ops.alert_budget"]
    assert [alert["level"] for alert in alerts] == ["80"]


@pytest.fixture
def stage() -> Stage:
    return Stage(prices=DEAR)


async def reserve(stage: Stage, tour: Tour, usd: str = "0.40") -> None:
    async with stage.begin(stage.actor) as work:
        day = await stage.budgets.today(work, stage.actor.user_id)
        await stage.budgets.set_aside(
            work, stage.actor, bill_of(tour), day, usd=Decimal(usd)
        )
        await work.commit()


async def spent(stage: Stage) -> Decimal:
    async with stage.begin(stage.actor) as work:
        return (await stage.budgets.today(work, stage.actor.user_id)).usd


async def test_a_finished_tour_costs_what_was_charged(stage: Stage) -> None:
    tour = await stage.a_tour()
    await reserve(stage, tour)

    await stage.make(tour)

    charges = [charge.usd for charge in stage.store.charges.values()]
    assert 0 < sum(charges) < Decimal("0.40")
    assert stage.stored(tour).cost_usd == pytest.approx(float(sum(charges)))
    assert await spent(stage) == sum(charges)


async def test_what_exists_is_not_charged_for_again(stage: Stage) -> None:
    first = await stage.a_made_tour()
    again = await stage.a_tour(
        stops=tuple(replace(s, written=False, authors=()) for s in first.stops)
    )
    before = len(stage.store.charges)

    await stage.make(again)

    new = list(stage.store.charges.values())[before:]
    assert {charge.usd for charge in new} == {Decimal(0)}
    assert all(charge.saved_usd > 0 for charge in new)
    assert stage.stored(again).cost_usd == 0


async def test_a_tour_with_nothing_to_show_gives_everything_back(stage: Stage) -> None:
    tour = await stage.a_tour()
    await reserve(stage, tour)
    stage.narrator.fails_with(DOWN)
    stage.speech.fails_with(DOWN)

    await stage.make(tour)

    (held,) = stage.store.reservations.values()
    assert held.state == "void"
    assert await spent(stage) == 0


async def test_a_cancelled_tour_gives_back_what_was_not_spent(stage: Stage) -> None:
    tour = await stage.a_tour()
    await reserve(stage, tour)

    await CancelTour(begin=stage.begin, clock=stage.clock).execute(stage.query(tour))

    assert await spent(stage) == 0


async def test_a_deleted_tour_gives_back_what_was_not_spent(stage: Stage) -> None:
    tour = await stage.a_tour()
    await reserve(stage, tour)

    delete = DeleteTour(begin=stage.begin, storage=stage.files)
    await delete.execute(stage.query(tour))

    assert await spent(stage) == 0


async def test_a_retry_sets_the_rest_aside(stage: Stage) -> None:
    tour = await stage.a_tour()
    await reserve(stage, tour)
    stage.narrator.fails_with(DOWN, name="Tower 2")
    await stage.make(tour)
    stage.narrator.recovers()
    charged = await spent(stage)

    await stage.retry(tour)

    (held,) = stage.store.reservations.values()
    assert held.state == "open"
    assert charged < held.reservation.usd < Decimal("0.40")


async def test_a_retry_there_is_no_money_for_is_refused(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.narrator.fails_with(DOWN)
    await stage.make(tour)
    other = await stage.a_tour()
    await reserve(stage, other, "1")

    with pytest.raises(PriceTooHigh):
        await stage.retry(tour)

    assert stage.stored(tour).finished


async def test_a_retry_takes_no_place_that_was_given_back(stage: Stage) -> None:
    most = TIERS["free"].tours_at_once
    assert most
    tour = await stage.a_tour()
    await reserve(stage, tour, "0.01")
    await CancelTour(begin=stage.begin, clock=stage.clock).execute(stage.query(tour))
    for _ in range(most):
        await reserve(stage, await stage.a_tour(), "0.01")

    with pytest.raises(TooManyAtOnce):
        await stage.retry(tour)

    assert stage.stored(tour).finished


async def test_a_narration_costs_what_its_provider_counted(stage: Stage) -> None:
    stage.narrators = CountingNarrator(before=assert_no_open_work)
    tour = await stage.a_tour()

    await stage.make(tour)

    made = stage.stored(tour)
    narrations = [made.stops[n].narration_key for n in range(len(made.stops))]
    charged = [c for c in stage.store.charges.values() if c.item in narrations]
    assert [one.usd for one in charged] == [DEAR.usd(COUNTED)] * len(made.stops)
    assert made.tokens_in == COUNTED.tokens_in * len(made.stops)
    assert made.tokens_out == COUNTED.tokens_out * len(made.stops)


async def test_a_narration_that_failed_is_charged_to_nobody(stage: Stage) -> None:
    narrator = CountingNarrator(before=assert_no_open_work)
    narrator.fails_with(DOWN, name="Tower 2", sentence=2)
    stage.narrators = narrator
    tour = await stage.a_tour()

    await stage.make(tour)

    failed = stage.stored(tour).stops[1].narration_key
    assert failed not in {charge.item for charge in stage.store.charges.values()}
