"""Answering questions with notes."""

import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark, north_of, put_place
from tests.unit.usecase.doubles import WatchedEmbedder
from walkumentary.domain.notes.search import NoteSearch, NoteSearchInvalid
from walkumentary.domain.places.place import PlaceNotFound
from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.usecase.notes.search_notes import FoundNotes, SearchNotes

ME = makers.an_actor()
PILES = "Builders drove wooden piles through the peat below the palace."


async def _search(
    knowledge: Knowledge,
    query: str = "wooden piles below the palace",
    *,
    embedder: WatchedEmbedder | None = None,
    place_id: PlaceId | None = None,
    near: Coordinates | None = None,
    radius_m: float | None = None,
    tags: tuple[str, ...] = (),
) -> FoundNotes:
    search = SearchNotes(
        places=knowledge.places,
        notes=knowledge.notes,
        embedder=embedder or WatchedEmbedder(),
    )
    return await search.execute(
        NoteSearch(
            actor=ME,
            query=query,
            place_id=place_id,
            near=near,
            radius_m=radius_m,
            tags=tags,
        )
    )


async def test_the_note_that_answers_is_found(knowledge: Knowledge) -> None:
    _, (note,) = await a_landmark(knowledge, PILES)

    found = await _search(knowledge)

    assert [hit.note for hit in found.hits] == [note]
    assert found.degraded == ()


@pytest.mark.parametrize(
    "failure", [GatewayUnavailable("Away."), GatewayTimeout("Slow.")]
)
async def test_while_the_embedder_is_down_words_answer_and_it_says_so(
    knowledge: Knowledge, failure: GatewayError
) -> None:
    await a_landmark(knowledge, PILES)

    found = await _search(knowledge, embedder=WatchedEmbedder(fails_with=failure))

    assert len(found.hits) == 1
    assert found.hits[0].vector is None
    assert found.degraded == ("embedder",)


async def test_a_landmark_answers_for_itself_alone(knowledge: Knowledge) -> None:
    place, _ = await a_landmark(knowledge, PILES, position=makers.DAM)
    await a_landmark(knowledge, PILES, position=makers.DAM)

    found = await _search(knowledge, place_id=place.id)

    assert [hit.note.place_id for hit in found.hits] == [place.id]


async def test_a_city_answers_for_what_lies_around(knowledge: Knowledge) -> None:
    city = makers.a_place(location_type="city", position=makers.DAM)
    await put_place(knowledge, city)
    inside, _ = await a_landmark(knowledge, PILES, position=north_of(makers.DAM, 4_900))
    await a_landmark(knowledge, PILES, position=north_of(makers.DAM, 5_100))

    found = await _search(knowledge, place_id=city.id)

    assert [hit.note.place_id for hit in found.hits] == [inside.id]


async def test_a_position_without_a_radius_means_around(knowledge: Knowledge) -> None:
    inside, _ = await a_landmark(knowledge, PILES, position=north_of(makers.DAM, 2_400))
    await a_landmark(knowledge, PILES, position=north_of(makers.DAM, 2_600))

    found = await _search(knowledge, near=makers.DAM)
    narrow = await _search(knowledge, near=makers.DAM, radius_m=100)

    assert [hit.note.place_id for hit in found.hits] == [inside.id]
    assert list(narrow.hits) == []


async def test_tags_are_taken_in_everyday_words(knowledge: Knowledge) -> None:
    food, _ = await a_landmark(knowledge, PILES, tags=("culinary",))
    await a_landmark(knowledge, PILES, tags=("historical",))

    found = await _search(knowledge, tags=("food",))

    assert [hit.note.place_id for hit in found.hits] == [food.id]


async def test_nonsense_is_not_answered(knowledge: Knowledge) -> None:
    await a_landmark(knowledge, PILES)

    found = await _search(knowledge, "zxqv wkpj")

    assert list(found.hits) == []


async def test_an_unknown_place_is_not_found(knowledge: Knowledge) -> None:
    with pytest.raises(PlaceNotFound):
        await _search(knowledge, place_id=makers.a_place_id())


async def test_an_outage_of_the_database_is_an_error(knowledge: Knowledge) -> None:
    async with knowledge.outage():
        with pytest.raises(DatabaseUnavailable):
            await _search(knowledge)


@pytest.mark.parametrize(
    ("query", "near", "radius_m", "language", "tags", "limit", "pointer"),
    [
        (" ", None, None, None, (), 10, "/query"),
        ("x" * 501, None, None, None, (), 10, "/query"),
        ("a", makers.DAM, 0.0, None, (), 10, "/radius_m"),
        ("a", makers.DAM, 50_001.0, None, (), 10, "/radius_m"),
        ("a", None, 10.0, None, (), 10, "/radius_m"),
        ("a", None, None, "English", (), 10, "/language"),
        ("a", None, None, None, ("x",) * 13, 10, "/tags"),
        ("a", None, None, None, (), 0, "/limit"),
        ("a", None, None, None, (), 101, "/limit"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(
    query: str,
    near: Coordinates | None,
    radius_m: float | None,
    language: str | None,
    tags: tuple[str, ...],
    limit: int,
    pointer: str,
) -> None:
    with pytest.raises(NoteSearchInvalid) as refused:
        NoteSearch(
            actor=ME,
            query=query,
            near=near,
            radius_m=radius_m,
            language=language,
            tags=tags,
            limit=limit,
        )

    assert [problem.pointer for problem in refused.value.fields] == [pointer]
