"""One's own account: read, changed, and what tours begin with."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import httpx
import pytest

from tests import makers
from tests.unit.controller.accounts.people import known
from tests.unit.controller.app import ME, STRANGER, WALK, Product
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryBegin
from walkumentary.usecase.accounts.read_preferences import ReadPreferences

PREFERENCES = "/v1/me/preferences"


@pytest.fixture
async def anna(house: Product) -> AsyncIterator[httpx.AsyncClient]:
    """Whoever has an account."""
    await known(house)
    async with house.client() as client:
        yield client


async def test_people_see_what_is_known_of_them(anna: httpx.AsyncClient) -> None:
    response = await anna.get("/v1/me")

    assert response.status_code == 200
    assert (response.headers["etag"], response.json()["version"]) == ('"1"', 1)
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == {
        "id": str(ME.user_id),
        "kind": "user",
        "role": "user",
        "tier": "free",
        "email": f"Anna-{ME.user_id}@example.org",
        "username": None,
        "display_name": "Anna",
        "preferences": {
            "interests": None,
            "language": None,
            "default_tour_duration": None,
            "audio_speed": None,
            "theme": None,
            "units": None,
        },
        "created_at": "2026-11-21T12:00:00Z",
        "version": 1,
    }


async def test_whoever_has_no_account_is_nobody(
    house: Product, anna: httpx.AsyncClient
) -> None:
    async with house.client(STRANGER) as stranger:
        read = await stranger.get("/v1/me")
        changed = await stranger.patch("/v1/me", json={"display_name": "Eve"})

    assert {read.status_code, changed.status_code} == {401}
    assert read.json()["code"] == "no-such-account"
    assert (await anna.get("/v1/me")).json()["display_name"] == "Anna"


async def test_reading_is_using_the_account_once_an_hour(
    house: Product, anna: httpx.AsyncClient
) -> None:
    house.clock.advance(seconds=3_599)
    await anna.get("/v1/me")
    early = house.store.users[ME.user_id].seen_at
    house.clock.advance(seconds=1)
    async with house.client() as later:
        response = await later.get("/v1/me")

    assert early == makers.NOON
    assert house.store.users[ME.user_id].seen_at == house.clock.now()
    assert response.json()["version"] == 1


async def test_a_name_is_changed_and_taken_away(anna: httpx.AsyncClient) -> None:
    changed = await anna.patch("/v1/me", json={"display_name": "  Änne "})
    kept = await anna.patch("/v1/me", json={})
    gone = await anna.patch("/v1/me", json={"display_name": None})

    assert changed.json()["display_name"] == "Änne"
    assert (kept.json(), kept.headers["etag"]) == (changed.json(), '"2"')
    assert (gone.json()["display_name"], gone.headers["etag"]) == (None, '"3"')


async def test_a_username_is_somebody_s_alone(
    house: Product, anna: httpx.AsyncClient
) -> None:
    await known(house, STRANGER)
    async with house.client(STRANGER) as stranger:
        first = await stranger.patch("/v1/me", json={"username": "Änne.B"})
        taken = await anna.patch("/v1/me", json={"username": "ÄNNE.b"})
        kept = await stranger.patch("/v1/me", json={"display_name": "B"})
        given_up = await stranger.patch("/v1/me", json={"username": None})
        free = await anna.patch("/v1/me", json={"username": "änne.b"})

    assert (first.status_code, first.json()["username"]) == (200, "Änne.B")
    assert (taken.status_code, taken.json()["code"]) == (409, "username-taken")
    assert kept.json()["username"] == "Änne.B"
    assert given_up.json()["username"] is None
    assert (free.status_code, free.json()["username"]) == (200, "änne.b")


@pytest.mark.parametrize("name", ["ab", "x" * 31, "a b c", "-abc", "a\x00bc"])
async def test_a_username_that_could_be_misread_is_refused(
    anna: httpx.AsyncClient, name: str
) -> None:
    response = await anna.patch("/v1/me", json={"username": name})

    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/username"


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x00b", "a\nb", "\u202eabc"])
async def test_a_name_nobody_can_see_is_refused(
    anna: httpx.AsyncClient, name: str
) -> None:
    response = await anna.patch("/v1/me", json={"display_name": name})

    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/display_name"


@pytest.mark.parametrize("field", ["id", "role", "tier", "kind", "email", "version"])
async def test_nobody_makes_more_of_themselves(
    anna: httpx.AsyncClient, field: str
) -> None:
    before = (await anna.get("/v1/me")).json()

    response = await anna.patch("/v1/me", json={field: "operator"})

    assert response.status_code == 422
    assert (await anna.get("/v1/me")).json() == before


@pytest.mark.parametrize("path", ["/v1/me", PREFERENCES])
@pytest.mark.parametrize(
    ("tag", "status"),
    [('"1"', 200), ('"9", "1"', 200), ("*", 200), ('"2"', 412), ('W/"1"', 412)],
)
async def test_a_change_may_say_what_it_starts_from(
    anna: httpx.AsyncClient, path: str, tag: str, status: int
) -> None:
    body = {"display_name": "Eve"} if path == "/v1/me" else {"language": "de"}

    response = await anna.patch(path, json=body, headers={"if-match": tag})

    assert response.status_code == status
    changed = (await anna.get("/v1/me")).json()["version"] == 2
    assert changed == (status == 200)


async def test_a_version_is_good_for_one_change(anna: httpx.AsyncClient) -> None:
    tag = {"if-match": (await anna.get("/v1/me")).headers["etag"]}

    first = await anna.patch("/v1/me", json={"display_name": "A"}, headers=tag)
    second = await anna.patch("/v1/me", json={"display_name": "B"}, headers=tag)

    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["code"] == "stale"
    assert (await anna.get("/v1/me")).json()["display_name"] == "A"


async def test_preferences_are_patched_and_reset_one_by_one(
    anna: httpx.AsyncClient,
) -> None:
    await anna.patch(
        PREFERENCES, json={"language": "de-AT", "interests": ["art"], "units": "metric"}
    )

    patched = await anna.patch(
        PREFERENCES, json={"interests": None, "default_tour_duration": 45}
    )

    assert patched.json()["preferences"] == {
        "interests": None,
        "language": "de-AT",
        "default_tour_duration": 45,
        "audio_speed": None,
        "theme": None,
        "units": "metric",
    }
    assert (await anna.get("/v1/me")).json() == patched.json()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"interests": ["art"] * 11}, "/interests"),
        ({"interests": ["art", "x" * 61]}, "/interests/1"),
        ({"interests": "art"}, "/interests"),
        ({"language": "no language"}, "/language"),
        ({"default_tour_duration": 4}, "/default_tour_duration"),
        ({"default_tour_duration": 181}, "/default_tour_duration"),
        ({"default_tour_duration": 30.5}, "/default_tour_duration"),
        ({"audio_speed": 0.4}, "/audio_speed"),
        ({"audio_speed": 2.1}, "/audio_speed"),
        ({"theme": "pink"}, "/theme"),
        ({"units": "parsec"}, "/units"),
        ({"colour": "red"}, "/colour"),
    ],
)
async def test_what_no_tour_could_follow_is_refused(
    anna: httpx.AsyncClient, body: Mapping[str, object], pointer: str
) -> None:
    response = await anna.patch(PREFERENCES, json=body)

    assert response.status_code == 422
    assert [one["pointer"] for one in response.json()["errors"]] == [pointer]
    assert (await anna.get("/v1/me")).json()["version"] == 1


async def test_a_tour_begins_with_what_its_person_likes(
    house: Product, anna: httpx.AsyncClient
) -> None:
    await house.load_city()
    place = {"coordinates": WALK["coordinates"]}
    likes = {
        "interests": ["history"],
        "language": "en-GB",
        "default_tour_duration": 25,
        "audio_speed": 1.5,
    }

    before = await _generated(anna, place)
    await anna.patch(PREFERENCES, json=likes)
    liked = await _generated(anna, place)
    await anna.patch(PREFERENCES, json=dict.fromkeys(likes))
    after = await _generated(anna, place)

    assert before == after == ([], "en", 30, 1.0)
    assert liked == (["history"], "en-GB", 25, 1.5)


async def test_what_is_asked_for_goes_before_what_is_liked(
    house: Product, anna: httpx.AsyncClient
) -> None:
    await house.load_city()
    await anna.patch(
        PREFERENCES, json={"default_tour_duration": 25, "interests": ["history"]}
    )
    place = {"coordinates": WALK["coordinates"]}

    tour = await _generated(anna, {**place, "interests": [], "duration_minutes": 20})

    assert tour == ([], "en", 20, 1.0)


async def test_an_estimate_begins_with_what_its_person_likes(
    house: Product, anna: httpx.AsyncClient
) -> None:
    await house.load_city()
    place = {"coordinates": WALK["coordinates"]}
    short = await anna.post(
        "/v1/tours/estimate", json={**place, "duration_minutes": 15}
    )
    await anna.patch(PREFERENCES, json={"default_tour_duration": 15})

    liked = await anna.post("/v1/tours/estimate", json=place)

    assert (liked.status_code, liked.json()) == (200, short.json())


async def test_a_complete_request_asks_nobody_s_preferences(
    house: Product, anna: httpx.AsyncClient
) -> None:
    await house.load_city()
    complete = {**WALK, "language": "en", "speed": 1}
    away = ReadPreferences(begin=MemoryBegin(MemoryStore(reachable=False)))
    accounts = replace(house.usecases.accounts, preferences=away)
    house.app.state.usecases = replace(house.usecases, accounts=accounts)

    asked = await anna.post("/v1/tours/generate", json=complete)
    left_open = await anna.post("/v1/tours/generate", json=WALK)

    assert (asked.status_code, left_open.status_code) == (202, 503)


async def _generated(
    client: httpx.AsyncClient, body: Mapping[str, object]
) -> tuple[list[str], str, int, float]:
    started = await client.post("/v1/tours/generate", json=body)
    assert started.status_code == 202, started.text
    tour = (await client.get(f"/v1/tours/{started.json()['tour_id']}")).json()
    return (
        tour["interests"],
        tour["language"],
        tour["duration_minutes"],
        tour["speed"],
    )
