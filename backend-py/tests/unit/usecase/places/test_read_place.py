"""Reading one place, and the landmarks around it."""

import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark, north_of, put_place
from walkumentary.domain.places.place import PlaceNotFound
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.gateway.places import NearPlace
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.usecase.places.nearby_landmarks import (
    NearbyLandmarks,
    NearbyLandmarksQuery,
)
from walkumentary.usecase.places.read_place import (
    NotesSummary,
    PlaceDetail,
    ReadPlace,
    ReadPlaceQuery,
)

ME = makers.an_actor()


async def _read(
    knowledge: Knowledge, place_id: PlaceId, *, language: str = "en"
) -> PlaceDetail:
    read = ReadPlace(places=knowledge.places, notes=knowledge.notes)
    return await read.execute(
        ReadPlaceQuery(actor=ME, place_id=place_id, language=language)
    )


async def _nearby(
    knowledge: Knowledge, place_id: PlaceId, *, limit: int = 20
) -> list[NearPlace]:
    nearby = NearbyLandmarks(places=knowledge.places)
    query = NearbyLandmarksQuery(
        actor=ME, place_id=place_id, radius_m=1_000, limit=limit
    )
    return list(await nearby.execute(query))


async def test_a_place_comes_with_its_notes_summed_up(knowledge: Knowledge) -> None:
    place, _ = await a_landmark(
        knowledge, "The palace is old.", "Its cellar is older.", tags=("historical",)
    )

    detail = await _read(knowledge, place.id)

    assert detail.place == place
    assert detail.notes == NotesSummary(
        language="en",
        count=2,
        words=8,
        tags=("historical",),
        overview="The palace is old.",
    )


async def test_a_place_without_notes_has_an_empty_summary(
    knowledge: Knowledge,
) -> None:
    place, _ = await a_landmark(knowledge, "Het paleis is oud.", language="nl")

    detail = await _read(knowledge, place.id)

    assert (detail.notes.count, detail.notes.overview) == (0, None)


async def test_an_unknown_place_is_not_found(knowledge: Knowledge) -> None:
    private = makers.a_place(owner_id=makers.a_user_id())
    await put_place(knowledge, private)

    for place_id in (makers.a_place_id(), private.id):
        with pytest.raises(PlaceNotFound):
            await _read(knowledge, place_id)
        with pytest.raises(PlaceNotFound):
            await _nearby(knowledge, place_id)


async def test_landmarks_around_a_place_leave_it_out(knowledge: Knowledge) -> None:
    middle, _ = await a_landmark(knowledge, "Here.", position=makers.DAM)
    far, _ = await a_landmark(knowledge, "Farther.", position=north_of(makers.DAM, 900))
    near, _ = await a_landmark(knowledge, "Near.", position=north_of(makers.DAM, 90))
    silent = makers.a_place(name="Silent", position=north_of(makers.DAM, 10))
    await put_place(knowledge, silent)

    around = await _nearby(knowledge, middle.id)

    assert [one.place for one in around] == [near, far]


async def test_around_a_place_that_is_no_landmark_the_limit_holds_too(
    knowledge: Knowledge,
) -> None:
    middle = makers.a_place(name="Silent", position=makers.DAM)
    await put_place(knowledge, middle)
    for metres in (10, 20, 30):
        await a_landmark(knowledge, "A.", position=north_of(makers.DAM, metres))

    assert len(await _nearby(knowledge, middle.id, limit=2)) == 2


async def test_an_outage_is_an_error(knowledge: Knowledge) -> None:
    async with knowledge.outage():
        with pytest.raises(DatabaseUnavailable):
            await _read(knowledge, makers.a_place_id())
        with pytest.raises(DatabaseUnavailable):
            await _nearby(knowledge, makers.a_place_id())
