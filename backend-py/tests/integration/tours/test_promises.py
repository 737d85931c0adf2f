"""What is promised of every walk in a starter-pack centre."""

import pytest

from walkumentary.domain.places.place import PlaceNotFound
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.interests import Interest
from walkumentary.domain.tours.plan import (
    MinutesTooFew,
    NoLandmarksNearby,
    WalkPlan,
)
from walkumentary.domain.tours.request import Loop, TourRequest
from walkumentary.usecase import UseCases
from walkumentary.usecase.tours.plan_walk import PlanWalkQuery

pytestmark = pytest.mark.asyncio(loop_scope="module")

CITIES = ("Amsterdam", "Cape Town", "Edinburgh", "London", "Paris", "Rome")
MINUTES = (15, 30, 45, 60)
PAIRS = (("history", "food"), ("art", "legends"), ("churches", "architecture"))


async def _guest(usecases: UseCases) -> Actor:
    signed_in = await usecases.accounts.sign_in_anonymously.execute()
    return signed_in.actor


async def _plan(usecases: UseCases, request: TourRequest) -> WalkPlan:
    query = PlanWalkQuery(actor=await _guest(usecases), request=request)
    return (await usecases.tours.estimate.execute(query)).plan


def _is_kept(plan: WalkPlan, minutes: int) -> bool:
    planned_s = plan.walking_s + plan.talking_s
    return 0.9 * minutes * 60 <= planned_s <= minutes * 60


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("minutes", MINUTES)
async def test_every_city_fills_the_minutes_asked_for(
    usecases: UseCases, city: str, minutes: int
) -> None:
    request = TourRequest(query=city, duration_minutes=minutes)

    plan = await _plan(usecases, request)

    assert _is_kept(plan, minutes), (plan.walking_s, plan.talking_s)
    assert plan.limited_by is None
    assert plan.certificate.upper_bound >= plan.certificate.objective
    assert len({stop.place_id for stop in plan.stops}) == len(plan.stops) >= 3


@pytest.mark.ci
@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize(
    "wishes", [(i.value,) for i in Interest] + list(PAIRS), ids="+".join
)
async def test_every_interest_fills_the_minutes_asked_for(
    usecases: UseCases, city: str, wishes: tuple[str, ...]
) -> None:
    plans = {
        minutes: await _plan(
            usecases,
            TourRequest(query=city, interests=wishes, duration_minutes=minutes),
        )
        for minutes in MINUTES
    }

    assert all(_is_kept(plan, minutes) for minutes, plan in plans.items())


async def test_up_to_seven_stops_the_selection_is_proven_best(
    usecases: UseCases,
) -> None:
    plan = await _plan(usecases, TourRequest(query="Rome", duration_minutes=45))

    assert plan.certificate.gap == 0.0


async def test_a_loop_ends_where_it_starts(usecases: UseCases) -> None:
    plan = await _plan(usecases, TourRequest(query="Pantheon, Rome", end=Loop()))

    assert plan.end_leg is not None
    assert plan.end_leg.path[-1] == plan.anchor.start


async def test_the_ocean_names_the_nearest_covered_place(usecases: UseCases) -> None:
    ocean = TourRequest(coordinates=Coordinates(0.0, -30.0))

    with pytest.raises(NoLandmarksNearby, match=r"nearest covered place is .+ km away"):
        await _plan(usecases, ocean)


async def test_a_name_nobody_knows_is_not_found(usecases: UseCases) -> None:
    with pytest.raises(PlaceNotFound, match="Xanadu"):
        await _plan(usecases, TourRequest(query="Xanadu Pleasure Dome 77"))


async def test_five_minutes_name_the_feasible_minimum(usecases: UseCases) -> None:
    with pytest.raises(MinutesTooFew, match=r"at least \d+"):
        await _plan(usecases, TourRequest(query="Dam Square", duration_minutes=5))


async def test_the_minimum_named_is_enough(usecases: UseCases) -> None:
    with pytest.raises(MinutesTooFew) as refusal:
        await _plan(usecases, TourRequest(query="Dam Square", duration_minutes=5))
    minutes = int(refusal.value.detail.split("at least ")[1].rstrip("."))

    plan = await _plan(
        usecases, TourRequest(query="Dam Square", duration_minutes=minutes)
    )

    assert len(plan.stops) == 3


@pytest.mark.parametrize("city", CITIES)
async def test_three_hours_are_as_long_as_can_be_and_say_why_if_short(
    usecases: UseCases, city: str
) -> None:
    plan = await _plan(usecases, TourRequest(query=city, duration_minutes=180))

    short = plan.walking_s + plan.talking_s < 0.9 * 180 * 60
    assert plan.walking_s + plan.talking_s <= 180 * 60
    assert (plan.limited_by in {"notes", "candidates", "legs"}) == short


@pytest.mark.parametrize("city", CITIES)
async def test_other_wishes_start_or_minutes_change_half_of_the_stops_or_sentences(
    usecases: UseCases, city: str
) -> None:
    base = TourRequest(query=city, interests=("history",), duration_minutes=30)
    plan = await _plan(usecases, base)
    here = plan.anchor.start
    elsewhere = Coordinates(here.latitude_deg + 0.0045, here.longitude_deg)
    others = {
        "interests": TourRequest(query=city, interests=("food", "legends")),
        "start": TourRequest(query=city, interests=("history",), start=elsewhere),
        "minutes": TourRequest(query=city, interests=("history",), duration_minutes=60),
    }

    changed = {
        name: _changed(plan, await _plan(usecases, request))
        for name, request in others.items()
    }

    assert all(share >= 0.5 for share in changed.values()), changed


def _changed(plan: WalkPlan, other: WalkPlan) -> float:
    """Return the share of all narrations in the two walks that only one of them has."""
    told = {stop.narration_key for stop in plan.stops}
    told_there = {stop.narration_key for stop in other.stops}
    return len(told ^ told_there) / len(told | told_there)
