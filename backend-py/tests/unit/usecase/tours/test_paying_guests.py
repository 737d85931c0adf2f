"""Guests have little, and making more of them makes it no more."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from tests import makers
from tests.packs import CENTRE
from tests.unit.usecase.tours.money import DEAR, GUEST_LIMITS, LIMITS
from tests.unit.usecase.tours.planning import Planning
from walkumentary.domain.accounts.limits import (
    GuestDayFull,
    GuestLimits,
    GuestsSpentAll,
)
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.addresses import ClientAddress
from walkumentary.domain.tours.request import TourRequest
from walkumentary.usecase.tours.generate_tour import StartedTour
from walkumentary.usecase.tours.read_tour import TourQuery
from walkumentary.usecase.tours.steer_tour import CancelTour, RetryTour

HERE = TourRequest(coordinates=CENTRE, duration_minutes=20)


def a_guest(address: str = "192.0.2.1") -> Actor:
    guest = makers.an_actor(kind=ActorKind.GUEST)
    return replace(guest, address=ClientAddress.parse(address))


@pytest.fixture
def planning() -> Planning:
    return Planning(limits=LIMITS, guest_limits=GUEST_LIMITS)


@pytest.fixture
def dear() -> Planning:
    limits = replace(GUEST_LIMITS, tours_per_day=99)
    return Planning(prices=DEAR, limits=LIMITS, guest_limits=limits)


async def generated(planning: Planning, guest: Actor) -> StartedTour:
    query = replace(planning.query(HERE), actor=guest)
    return await planning.generate.execute(query)


async def spend_all(planning: Planning) -> None:
    """Have guests make tours until there is no money left for one more."""
    while True:
        await generated(planning, a_guest())


async def test_the_fourth_tour_of_an_address_is_refused_whoever_asks(
    planning: Planning,
) -> None:
    for _ in range(3):
        await generated(planning, a_guest())

    with pytest.raises(GuestDayFull):
        await generated(planning, a_guest())
    await generated(planning, a_guest("192.0.2.2"))


async def test_an_ipv6_subscriber_is_one_address(planning: Planning) -> None:
    for last in range(3):
        await generated(planning, a_guest(f"2001:db8::{last}"))

    with pytest.raises(GuestDayFull):
        await generated(planning, a_guest("2001:db8::ffff:ffff"))
    await generated(planning, a_guest("2001:db8:0:1::1"))


async def test_who_comes_from_nowhere_known_is_counted_too(planning: Planning) -> None:
    nobody = makers.an_actor(kind=ActorKind.GUEST)
    for _ in range(3):
        await generated(planning, nobody)

    with pytest.raises(GuestDayFull):
        await generated(planning, makers.an_actor(kind=ActorKind.GUEST))


async def test_an_estimate_refuses_like_the_tour(planning: Planning) -> None:
    for _ in range(3):
        await generated(planning, a_guest())

    with pytest.raises(GuestDayFull):
        await planning.estimate.execute(replace(planning.query(HERE), actor=a_guest()))


async def test_who_could_have_no_tour_is_refused_before_anything_is_planned(
    planning: Planning,
) -> None:
    for _ in range(3):
        await generated(planning, a_guest())
    nowhere = replace(planning.query(TourRequest(query="Xanadu")), actor=a_guest())

    with pytest.raises(GuestDayFull):
        await planning.generate.execute(nowhere)


async def test_guests_at_once_do_not_get_more(planning: Planning) -> None:
    outcomes = await asyncio.gather(
        *(generated(planning, a_guest()) for _ in range(30)), return_exceptions=True
    )

    assert sum(isinstance(one, StartedTour) for one in outcomes) == 3
    assert sum(isinstance(one, GuestDayFull) for one in outcomes) == 27


async def test_a_user_from_the_same_address_has_tours_of_their_own(
    planning: Planning,
) -> None:
    for _ in range(3):
        await generated(planning, a_guest())

    user = replace(makers.an_actor(), address=ClientAddress.parse("192.0.2.1"))
    await generated(planning, user)


async def test_a_guest_who_signs_up_has_had_the_guest_s_tours_once(
    planning: Planning,
) -> None:
    guest = a_guest()
    for _ in range(2):
        await generated(planning, guest)
    user = replace(guest, kind=ActorKind.USER)

    await generated(planning, user)

    budgets = planning.afford_walk.budgets
    async with planning.begin(user) as work:
        own = await budgets.today(work, user.user_id)
    assert own.tours == 3
    await generated(planning, a_guest())
    with pytest.raises(GuestDayFull):
        await generated(planning, a_guest())


async def test_all_guests_spend_from_one_purse(dear: Planning) -> None:
    with pytest.raises(GuestsSpentAll):
        await spend_all(dear)

    held = [one.reservation.usd for one in dear.store.reservations.values()]
    assert sum(held) <= 1 < sum(held) + held[0]
    with pytest.raises(GuestsSpentAll):
        await generated(dear, a_guest("2001:db8::1"))


async def test_going_on_with_a_tour_is_paid_by_the_guests_too(dear: Planning) -> None:
    guest = a_guest()
    started = await generated(dear, guest)
    command = TourQuery(actor=guest, tour_id=started.tour.id)
    await CancelTour(begin=dear.begin, clock=dear.clock).execute(command)
    with pytest.raises(GuestsSpentAll):
        await spend_all(dear)

    retry = RetryTour(
        begin=dear.begin,
        price_walk=dear.afford_walk.price_walk,
        budgets=dear.afford_walk.budgets,
        clock=dear.clock,
    )
    with pytest.raises(GuestsSpentAll):
        await retry.execute(command)


def test_a_laptop_does_not_count_free_tours_and_production_does() -> None:
    free = Decimal(0)

    production = GuestLimits(tours_per_day=3, usd_per_day=Decimal(1))
    assert production.concerns(free)
    assert not replace(production, keyless_counts=False).concerns(free)
