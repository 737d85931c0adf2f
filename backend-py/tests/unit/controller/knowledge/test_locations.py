"""Places over HTTP."""

import httpx
import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark, north_of, put_place
from tests.unit.usecase.doubles import ScriptedGeocoder
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import GatewayUnavailable

SEARCH, DETECT = "/v1/locations/search", "/v1/locations/detect"
DAM = {"latitude": 52.3731, "longitude": 4.8922}


def _pointers(response: httpx.Response) -> list[str]:
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    return [error["pointer"] for error in response.json()["errors"]]


async def test_a_search_shows_where_how_far_and_how_well(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    place = makers.a_place(name="Royal Palace", position=north_of(makers.DAM, 500))
    await put_place(knowledge, place)

    response = await client.get(SEARCH, params={"query": "roy", **DAM})

    assert response.status_code == 200
    (item,) = response.json()["items"]
    assert item["location"]["id"] == str(place.id)
    assert item["location"]["coordinates"]["longitude"] == 4.8922
    assert item["location"]["city"] == "Amsterdam"
    assert item["distance_m"] == pytest.approx(500, abs=1)
    assert 0 < item["score"] < 1
    assert (item["source"], item["has_notes"]) == ("test", False)
    assert response.json()["suggestions"] == ["Royal Palace"]
    assert response.json()["degraded"] == []


async def test_nothing_found_is_an_empty_list(client: httpx.AsyncClient) -> None:
    response = await client.get(SEARCH, params={"query": "nowhere"})

    assert response.json() == {"items": [], "suggestions": [], "degraded": []}


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({}, "/query/query"),
        ({"query": ""}, "/query/query"),
        ({"query": "   "}, "/query"),
        ({"query": "x" * 201}, "/query/query"),
        ({"query": "dam", "limit": "0"}, "/query/limit"),
        ({"query": "dam", "limit": "101"}, "/query/limit"),
        ({"query": "dam", "radius_m": "0"}, "/query/radius_m"),
        ({"query": "dam", "radius_m": "nan"}, "/query/radius_m"),
        ({"query": "dam", "radius_m": "10"}, "/radius_m"),
        ({"query": "dam", "latitude": "91", "longitude": "0"}, "/query/latitude"),
        ({"query": "dam", "latitude": "nan", "longitude": "0"}, "/query/latitude"),
        ({"query": "dam", "latitude": "52"}, "/longitude"),
        ({"query": "dam", "longitude": "4"}, "/latitude"),
        ({"query": "dam", "language": "English"}, "/query/language"),
    ],
)
async def test_a_bad_search_names_the_field(
    client: httpx.AsyncClient, params: dict[str, str], pointer: str
) -> None:
    response = await client.get(SEARCH, params=params)

    assert _pointers(response) == [pointer]


async def test_detection_shows_where_one_is_and_what_is_around(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    place, _ = await a_landmark(
        knowledge, "A palace.", position=north_of(makers.DAM, 100)
    )

    response = await client.post(DETECT, json=DAM)

    assert response.status_code == 200
    assert response.json()["whereabouts"] == {
        "address": "Dam, Amsterdam",
        "city": "Amsterdam",
        "country": "Netherlands",
        "country_code": "NL",
    }
    (item,) = response.json()["items"]
    assert item["location"]["id"] == str(place.id)
    assert item["distance_m"] == pytest.approx(100, abs=1)
    assert item["bearing_deg"] == pytest.approx(0, abs=0.1)
    assert item["has_notes"] is True


async def test_in_the_ocean_detection_is_honest(client: httpx.AsyncClient) -> None:
    response = await client.post(DETECT, json={"latitude": -48.9, "longitude": -123.4})

    assert set(response.json()["whereabouts"].values()) == {None}
    assert response.json()["items"] == []


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"latitude": 90.1}, "/latitude"),
        ({"longitude": None}, "/longitude"),
        ({"radius_m": 99}, "/radius_m"),
        ({"radius_m": 5_001}, "/radius_m"),
        ({"accuracy_m": -1}, "/accuracy_m"),
        ({"limit": 0}, "/limit"),
        ({"colour": "red"}, "/colour"),
    ],
)
async def test_a_bad_detection_names_the_field(
    client: httpx.AsyncClient, change: dict[str, object], pointer: str
) -> None:
    response = await client.post(DETECT, json={**DAM, **change})

    assert _pointers(response) == [pointer]


async def test_a_place_is_read_with_its_notes_summed_up(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    place, _ = await a_landmark(knowledge, "The palace is old.", "So is its cellar.")

    response = await client.get(f"/v1/locations/{place.id}")

    assert response.status_code == 200
    assert response.json()["name"] == place.name
    assert response.json()["attribution"] == "Test pack"
    assert response.json()["opening_hours"] is None
    assert response.json()["notes"] == {
        "language": "en",
        "count": 2,
        "words": 8,
        "tags": ["historical"],
        "overview": "The palace is old.",
    }


async def test_landmarks_nearby_are_listed(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    middle, _ = await a_landmark(knowledge, "Here.", position=makers.DAM)
    other, _ = await a_landmark(knowledge, "There.", position=north_of(makers.DAM, 300))

    near = await client.get(f"/v1/locations/{middle.id}/nearby")
    nearer = await client.get(
        f"/v1/locations/{middle.id}/nearby", params={"radius_m": 200}
    )

    assert [item["location"]["id"] for item in near.json()["items"]] == [str(other.id)]
    assert nearer.json() == {"items": []}


@pytest.mark.parametrize("path", ["", "/nearby", "/notes"])
async def test_an_unknown_place_is_a_problem(
    client: httpx.AsyncClient, path: str
) -> None:
    unknown = await client.get(f"/v1/locations/{makers.a_place_id()}{path}")
    malformed = await client.get(f"/v1/locations/dam{path}")

    assert unknown.status_code == 404
    assert unknown.json()["code"] == "place-not-found"
    assert _pointers(malformed) == ["/path/location_id"]


async def test_an_outage_says_when_to_come_back(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    async with knowledge.outage():
        response = await client.get(SEARCH, params={"query": "dam"})

    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", [SEARCH, "/v1/notes/search"])
async def test_nobody_unknown_may_ask(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(
        path, params={"query": "dam"}, headers={"authorization": "Bearer some.one.else"}
    )

    assert response.status_code == 401


STORE = "/v1/locations"
BAKERY: dict[str, object] = {"name": "Grandmother's bakery", "coordinates": DAM}


async def test_a_result_is_found_stored_and_read(
    client: httpx.AsyncClient, geocoder: ScriptedGeocoder
) -> None:
    geocoder.places = [makers.a_place(source="osm", name="Rose Garden")]
    found = await client.get(SEARCH, params={"query": "rose garden"})
    (item,) = found.json()["items"]

    unread = await client.get(f"{STORE}/{item['location']['id']}")
    first = await client.post(STORE, json={"result_token": item["result_token"]})
    again = await client.post(STORE, json={"result_token": item["result_token"]})
    read = await client.get(first.headers["location"])

    assert (unread.status_code, first.status_code, again.status_code) == (404, 201, 200)
    assert first.json() == again.json() == item["location"]
    assert read.json()["name"] == "Rose Garden"


async def test_ones_own_place_is_stored_once(client: httpx.AsyncClient) -> None:
    first = await client.post(STORE, json=BAKERY)
    again = await client.post(STORE, json=BAKERY)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert first.json()["location_type"] == "place"


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/name", "/coordinates"]),
        ({"name": "x"}, ["/coordinates"]),
        ({"coordinates": DAM}, ["/name"]),
        ({**BAKERY, "name": "!"}, ["/name"]),
        (
            {"name": "x", "coordinates": {"latitude": 91, "longitude": 0}},
            ["/coordinates/latitude"],
        ),
        ({**BAKERY, "location_type": "a b"}, ["/location_type"]),
        ({**BAKERY, "owner_id": str(makers.a_user_id())}, ["/owner_id"]),
        ({**BAKERY, "source": "osm"}, ["/source"]),
        ({"result_token": "made up"}, ["/result_token"]),
        ({"result_token": ""}, ["/result_token"]),
        ({**BAKERY, "result_token": "x"}, ["/coordinates", "/name"]),
    ],
)
async def test_a_bad_place_names_the_field(
    client: httpx.AsyncClient, body: dict[str, object], pointers: list[str]
) -> None:
    response = await client.post(STORE, json=body)

    assert _pointers(response) == pointers


async def test_an_answer_without_the_geocoder_says_so(
    client: httpx.AsyncClient, geocoder: ScriptedGeocoder
) -> None:
    geocoder.fails_with = GatewayUnavailable("Away.")

    searched = await client.get(SEARCH, params={"query": "nowhere"})
    detected = await client.post(DETECT, json=DAM)

    assert searched.json()["degraded"] == ["geocoder"]
    assert detected.json()["degraded"] == ["geocoder"]
    assert (searched.status_code, detected.status_code) == (200, 200)


async def test_a_search_may_say_that_it_is_still_typed(
    client: httpx.AsyncClient, geocoder: ScriptedGeocoder
) -> None:
    geocoder.completes = False

    await client.get(SEARCH, params={"query": "rose", "typing": "true"})
    await client.get(SEARCH, params={"query": "rose"})

    assert geocoder.searches == ["rose"]


async def test_detection_tells_the_address_in_the_language_asked_for(
    client: httpx.AsyncClient, geocoder: ScriptedGeocoder
) -> None:
    geocoder.where = Whereabouts(address="Damrak 1", city="Amsterdam")

    response = await client.post(DETECT, json={**DAM, "language": "nl"})

    assert response.json()["whereabouts"]["address"] == "Damrak 1"
