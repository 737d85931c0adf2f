"""Who asks too often is told so, and everybody what is left."""

import re

import httpx
import pytest

from tests import makers
from tests.unit.controller.app import ME, STRANGER, WALK, Product, a_ready_tour, product
from walkumentary.bootstrap.edge import Edge
from walkumentary.domain.ops.rates import Rate, RateInvalid, RatePolicy

POLICY = RatePolicy(
    anonymous=(Rate(3, 3_600),),
    signed_in=(Rate(5, 60), Rate(8, 300)),
    generation=(Rate(2, 60),),
    sign_in=(Rate(2, 60),),
    media=(Rate(4, 60),),
    people_per_address=2,
)
ITEM = re.compile(r'"[a-z0-9-]+";(q|r)=\d+;(w|t)=\d+')


@pytest.fixture
def house() -> Product:
    return product(edge=Edge(rates=POLICY))


async def statuses(
    client: httpx.AsyncClient, path: str, times: int, *, method: str = "GET"
) -> list[int]:
    answers = [await client.request(method, path) for _ in range(times)]
    return [one.status_code for one in answers]


async def test_a_person_passes_as_often_as_the_rate_says(
    house: Product, me: httpx.AsyncClient
) -> None:
    assert await statuses(me, "/v1/tours", 7) == [*[200] * 5, 429, 429]

    house.clock.advance(seconds=60)
    assert await statuses(me, "/v1/tours", 4) == [*[200] * 3, 429]


async def test_the_refusal_says_when_to_come_back(
    house: Product, me: httpx.AsyncClient
) -> None:
    await statuses(me, "/v1/tours", 5)
    house.clock.advance(seconds=20)

    refused = await me.get("/v1/tours")

    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "40"
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "too-many-requests"
    assert refused.json()["request_id"] == refused.headers["x-request-id"]


async def test_what_is_left_is_told_with_every_answer(me: httpx.AsyncClient) -> None:
    answer = await me.get("/v1/tours")
    missing = await me.get("/v1/nothing")

    policy, left = answer.headers["ratelimit-policy"], answer.headers["ratelimit"]
    assert '"signed-in-60s";q=5;w=60' in policy
    assert '"signed-in-60s";r=4;t=60' in left
    assert '"signed-in-60s";r=3;t=60' in missing.headers["ratelimit"]
    for line in (policy, left):
        assert all(ITEM.fullmatch(item) for item in line.split(", "))


async def test_people_have_limits_of_their_own_and_an_address_one_for_all(
    house: Product, me: httpx.AsyncClient
) -> None:
    await statuses(me, "/v1/tours", 5)

    async with house.client(STRANGER) as other:
        theirs = await statuses(other, "/v1/tours", 5)
    async with house.client(makers.an_actor()) as third:
        refused = await third.get("/v1/tours")

    assert theirs == [200] * 5
    assert refused.status_code == 429
    assert '"signed-in-address-60s";r=0' in refused.headers["ratelimit"]


async def test_without_a_token_or_with_a_bad_one_the_address_counts(
    house: Product,
) -> None:
    async with house.client(None) as nobody:
        without = await statuses(nobody, "/v1/tours", 2)
        nobody.headers["authorization"] = "Bearer made.up.token"
        forged = await statuses(nobody, "/v1/tours", 2)

    assert without + forged == [401, 401, 401, 429]


async def test_signing_in_is_limited_more_strictly(house: Product) -> None:
    async with house.client(None) as nobody:
        path = "/v1/auth/anonymous"
        assert await statuses(nobody, path, 3, method="POST") == [201, 201, 429]

    assert len(house.store.users) == 2


async def test_making_tours_is_limited_more_strictly(
    house: Product, me: httpx.AsyncClient
) -> None:
    await house.load_city()

    made = [await me.post("/v1/tours/generate", json=WALK) for _ in range(3)]

    assert [one.status_code for one in made] == [202, 202, 429]
    assert (await me.get("/v1/tours")).status_code == 200


async def test_players_of_signed_addresses_are_counted_apart(
    house: Product, me: httpx.AsyncClient
) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)
    address = (await me.get(f"/v1/tours/{tour.id}")).json()["audio_url"]

    async with house.client(None) as player:
        heard = await statuses(player, address, 5)
        forged = await player.get("/v1/tours?signature=made-up")

    assert heard == [200, 200, 200, 200, 429]
    assert forged.status_code == 401


async def test_health_and_page_are_not_limited(house: Product) -> None:
    async with house.client(None) as nobody:
        answers = [await nobody.get(path) for path in ["/health/live", "/"] * 10]

    assert {one.status_code for one in answers} == {200}
    assert all("ratelimit" not in one.headers for one in answers)


async def test_nobody_is_limited_on_a_laptop() -> None:
    free = product()

    async with free.client(ME) as me:
        answers = [await me.get("/v1/tours") for _ in range(20)]

    assert {one.status_code for one in answers} == {200}
    assert "ratelimit" not in answers[0].headers


async def test_a_sign_in_that_cannot_be_verified_now_counts_by_address(
    house: Product, me: httpx.AsyncClient
) -> None:
    house.store.reachable = False

    answers = await statuses(me, "/v1/tours", 2)

    assert answers == [503, 503]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("100/hour", Rate(100, 3_600)),
        (" 300 / 5 minutes ", Rate(300, 300)),
        ("1/second", Rate(1, 1)),
        ("10000/7days", Rate(10_000, 604_800)),
    ],
)
def test_rates_are_read_as_people_write_them(text: str, rate: Rate) -> None:
    assert Rate.parse(text) == rate


@pytest.mark.parametrize(
    "text",
    [
        "",
        "100",
        "0/hour",
        "-1/hour",
        "1/0 hours",
        "9/fortnight",
        "200000/day",
        "1/8 days",
    ],
)
def test_rates_nobody_could_keep_are_refused(text: str) -> None:
    with pytest.raises(RateInvalid):
        Rate.parse(text)
