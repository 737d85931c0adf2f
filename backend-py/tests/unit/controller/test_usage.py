"""What people see of what they used."""

from decimal import Decimal

import httpx
import pytest

from tests import makers
from tests.unit.controller.app import ME, STRANGER, WALK, Product, product
from tests.unit.usecase.tours.money import DEAR
from walkumentary.domain.accounts.limits import TIERS, bucket_of
from walkumentary.domain.accounts.usage import Bill, Charge, Subject
from walkumentary.gateway.budget import Reservation


async def spend(house: Product, usd: str, saved: str = "0") -> None:
    bill = Bill(owner_id=ME.user_id, subject=Subject("tour", makers.a_tour_id()))
    async with house.gateways.begin_tour(ME) as work:
        bucket = bucket_of(house.clock.now())
        await work.budget.reserve(
            Reservation(bill=bill, bucket=bucket, usd=Decimal("0.01"))
        )
        await work.budget.charge(
            Charge(bill=bill, item="a", usd=Decimal(usd), tokens_in=12, tokens_out=5)
        )
        await work.budget.charge(
            Charge(bill=bill, item="b", saved_usd=Decimal(saved), characters=0)
        )
        await work.commit()


async def test_usage_is_ones_own(house: Product) -> None:
    await spend(house, "0.25", saved="0.05")

    async with house.client() as me, house.client(STRANGER) as stranger:
        mine = (await me.get("/v1/me/usage")).json()
        theirs = (await stranger.get("/v1/me/usage")).json()

    assert (mine["usd"], mine["saved_usd"], mine["cache_hits"]) == (0.25, 0.05, 1)
    assert (mine["tokens_in"], mine["tokens_out"]) == (12, 5)
    assert mine["limits"]["tier"] == "free"
    assert mine["left"]["usd_today"] == 0.75
    assert mine["left"]["usd_next_request"] == 0.5
    assert (theirs["usd"], theirs["left"]["usd_today"]) == (0, 1)


@pytest.mark.parametrize(
    ("period", "usd"),
    [("today", 0.0), ("yesterday", 0.25), ("this_month", 0.25), ("last_month", 0.0)],
)
async def test_a_period_can_be_asked_for(
    house: Product, period: str, usd: float
) -> None:
    await spend(house, "0.25")
    house.clock.advance(days=1)

    async with house.client() as me:
        seen = (await me.get("/v1/me/usage", params={"period": period})).json()

    assert seen["usd"] == usd
    assert seen["begins_at"].endswith("T00:00:00Z")


async def test_another_period_is_refused(me: httpx.AsyncClient) -> None:
    refused = await me.get("/v1/me/usage", params={"period": "for_ever"})

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/query/period"


async def test_a_count_that_is_reached_is_429_and_says_when_to_come_back() -> None:
    house = product(limits=TIERS)
    await house.load_city()

    async with house.client() as me:
        answers = [await me.post("/v1/tours/generate", json=WALK) for _ in range(4)]

    assert [one.status_code for one in answers] == [202, 202, 202, 429]
    assert answers[-1].json()["code"] == "too-many-at-once"
    assert answers[-1].headers["retry-after"] == "30"


@pytest.mark.parametrize("verb", ["estimate", "generate"])
async def test_a_price_that_does_not_fit_is_402(verb: str) -> None:
    house = product(prices=DEAR)
    await house.load_city()
    await spend(house, "0.99")

    async with house.client() as me:
        refused = await me.post(f"/v1/tours/{verb}", json=WALK)

    assert refused.status_code == 402
    assert refused.json()["code"] == "price-too-high"
    assert "would fit" in refused.json()["detail"]
    assert refused.headers["retry-after"] == str(12 * 3_600)
