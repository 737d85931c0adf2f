"""Notes over HTTP."""

import httpx
import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark, north_of
from tests.unit.controller.knowledge.conftest import ME
from tests.unit.usecase.doubles import WatchedEmbedder
from walkumentary.domain.shared.errors import GatewayUnavailable

SEARCH = "/v1/notes/search"
PILES = "Builders drove wooden piles through the peat below the palace."


async def test_a_hit_shows_the_note_and_why(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    place, (note,) = await a_landmark(knowledge, PILES)

    response = await client.get(SEARCH, params={"query": "wooden piles"})

    assert response.status_code == 200
    (item,) = response.json()["items"]
    assert item["note"]["id"] == str(note.id)
    assert item["note"]["location_id"] == str(place.id)
    assert item["note"]["text"] == PILES
    assert item["note"]["visibility"] == "public"
    assert item["note"]["licence"] == "CC0-1.0"
    assert item["location_name"] == place.name
    assert item["score"] == pytest.approx(2 / 61)
    assert (item["vector"]["rank"], item["text"]["rank"]) == (1, 1)
    assert response.json()["degraded"] == []


async def test_while_the_embedder_is_down_the_answer_says_so(
    client: httpx.AsyncClient, knowledge: Knowledge, embedder: WatchedEmbedder
) -> None:
    await a_landmark(knowledge, PILES)
    embedder.fails_with = GatewayUnavailable("Away.")

    response = await client.get(SEARCH, params={"query": "wooden piles"})

    assert response.json()["degraded"] == ["embedder"]
    assert response.json()["items"][0]["vector"] is None


async def test_a_search_can_be_narrowed(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    place, _ = await a_landmark(knowledge, PILES, position=makers.DAM)
    await a_landmark(knowledge, PILES, position=north_of(makers.DAM, 900))
    narrowings: list[dict[str, str | list[str]]] = [
        {"location_id": str(place.id)},
        {"latitude": "52.3731", "longitude": "4.8922", "radius_m": "100"},
        {"tags": ["religious", "science"]},
        {"language": "nl"},
        {"limit": "1"},
    ]

    counts = [
        len(
            (
                await client.get(SEARCH, params={"query": "wooden piles", **narrow})
            ).json()["items"]
        )
        for narrow in narrowings
    ]

    assert counts == [1, 1, 0, 0, 1]


async def test_nonsense_is_not_answered(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    await a_landmark(knowledge, PILES)

    response = await client.get(SEARCH, params={"query": "zxqv wkpj"})

    assert response.json() == {"items": [], "degraded": []}


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({}, "/query/query"),
        ({"query": "  "}, "/query"),
        ({"query": "x" * 501}, "/query/query"),
        ({"query": "a", "location_id": "dam"}, "/query/location_id"),
        ({"query": "a", "radius_m": "50001"}, "/query/radius_m"),
        ({"query": "a", "radius_m": "100"}, "/radius_m"),
        ({"query": "a", "language": "EN"}, "/query/language"),
        ({"query": "a", "tags": ["x"] * 13}, "/query/tags"),
        ({"query": "a", "limit": "101"}, "/query/limit"),
    ],
)
async def test_a_bad_search_names_the_field(
    client: httpx.AsyncClient, params: dict[str, str | list[str]], pointer: str
) -> None:
    response = await client.get(SEARCH, params=params)

    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


async def test_an_unknown_place_is_a_problem(client: httpx.AsyncClient) -> None:
    response = await client.get(
        SEARCH, params={"query": "a", "location_id": str(makers.a_place_id())}
    )

    assert response.status_code == 404


async def test_notes_of_a_place_are_read_in_order(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    place, _ = await a_landmark(knowledge, "First.", "Second.")

    response = await client.get(f"/v1/locations/{place.id}/notes")

    assert [note["text"] for note in response.json()["items"]] == ["First.", "Second."]


async def test_own_notes_are_marked_as_private(
    client: httpx.AsyncClient, knowledge: Knowledge
) -> None:
    place, _ = await a_landmark(knowledge, "Mine.", owner_id=ME.user_id)

    response = await client.get(f"/v1/locations/{place.id}/notes")

    assert [note["visibility"] for note in response.json()["items"]] == ["private"]
