"""The promises of the places port, written side."""

import asyncio
from dataclasses import replace

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.knowledge import (
    Knowledge,
    a_word,
    north_of,
    put_place,
    reader_of,
    somewhere,
)
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.gateway.places import AddedPlace

AWKWARD = 'Quotes " \' \\ $1 %s :x {"a": [1]} 日本 🗺️ ß é null --'


async def _read(knowledge: Knowledge, place_id: PlaceId) -> Place:
    return await knowledge.places.get(place_id, actor=SYSTEM)


async def add_place(knowledge: Knowledge, place: Place) -> AddedPlace:
    async with knowledge.begin(reader_of(place.owner_id)) as work:
        added = await work.places.add(place)
        await work.commit()
    return added


class PlacesGatewayContract(PortContract):
    """Places are stored once, whoever brings them."""

    async def test_a_place_comes_back_as_it_was_stored(
        self, knowledge: Knowledge
    ) -> None:
        place = replace(
            makers.a_place(name=AWKWARD, aliases=(AWKWARD, "x"), position=somewhere()),
            opening_hours="Mo-Su 10:00-17:00",
            wheelchair="yes",
            wikidata="Q1056152",
            website="https://example.org",
            image_url="https://example.org/a.jpg",
            timezone=None,
        )

        stored = await put_place(knowledge, place)

        assert stored == place.id
        assert await _read(knowledge, place.id) == place

    async def test_several_places_get_their_ids_in_order(
        self, knowledge: Knowledge
    ) -> None:
        places = [makers.a_place(name=a_word(), position=somewhere()) for _ in range(3)]

        async with knowledge.begin(SYSTEM) as work:
            stored = await work.places.put_all(places)
            await work.commit()

        assert list(stored) == [place.id for place in places]

    async def test_a_place_of_the_same_source_is_updated(
        self, knowledge: Knowledge
    ) -> None:
        first = makers.a_place(name=a_word(), position=somewhere())
        again = replace(first, id=makers.a_place_id(), name=a_word(), popularity=0.25)
        await put_place(knowledge, first)

        stored = await put_place(knowledge, again)

        now = await _read(knowledge, first.id)
        assert stored == first.id
        assert now == replace(again, id=first.id, version=2)

    async def test_an_equal_place_changes_nothing(self, knowledge: Knowledge) -> None:
        place = makers.a_place(name=a_word(), position=somewhere())
        await put_place(knowledge, place)

        await put_place(knowledge, place)

        assert (await _read(knowledge, place.id)).version == 1

    async def test_the_same_name_close_by_from_another_source_is_the_same_place(
        self, knowledge: Knowledge
    ) -> None:
        position, name = somewhere(), a_word()
        known = makers.a_place(name=f"Café {name}", position=position)
        other = makers.a_place(
            source="elsewhere",
            name=f"cafe {name.upper()}",
            position=north_of(position, 70),
        )
        await put_place(knowledge, known)

        stored = await put_place(knowledge, other)

        assert stored == known.id
        assert await _read(knowledge, known.id) == known

    async def test_the_same_name_farther_away_is_another_place(
        self, knowledge: Knowledge
    ) -> None:
        position, name = somewhere(), a_word()
        await put_place(knowledge, makers.a_place(name=name, position=position))
        other = makers.a_place(
            source="elsewhere", name=name, position=north_of(position, 80)
        )

        assert await put_place(knowledge, other) == other.id

    async def test_the_same_name_close_by_of_the_same_source_is_another_place(
        self, knowledge: Knowledge
    ) -> None:
        position, name = somewhere(), a_word()
        await put_place(knowledge, makers.a_place(name=name, position=position))
        other = makers.a_place(name=name, position=position)

        assert await put_place(knowledge, other) == other.id

    async def test_a_place_known_already_is_not_merged_into_another(
        self, knowledge: Knowledge
    ) -> None:
        position, name = somewhere(), a_word()
        known = makers.a_place(source="elsewhere", name=a_word(), position=position)
        await put_place(knowledge, known)
        await put_place(knowledge, makers.a_place(name=name, position=position))

        stored = await put_place(knowledge, replace(known, name=name))

        assert stored == known.id

    async def test_a_private_place_is_nobody_elses_twin(
        self, knowledge: Knowledge
    ) -> None:
        position, name = somewhere(), a_word()
        private = makers.a_place(
            owner_id=makers.a_user_id(), name=name, position=position
        )
        await put_place(knowledge, private)
        public = makers.a_place(source="elsewhere", name=name, position=position)

        assert await put_place(knowledge, public) == public.id

    async def test_nobody_writes_a_public_place_but_the_system(
        self, knowledge: Knowledge
    ) -> None:
        place = makers.a_place(name=a_word(), position=somewhere())

        with pytest.raises(Forbidden):
            async with knowledge.begin(reader_of(makers.a_user_id())) as work:
                await work.places.put_all([place])

    async def test_a_place_that_is_added_is_there_to_be_found(
        self, knowledge: Knowledge
    ) -> None:
        place = makers.a_place(name=a_word(), position=somewhere())

        added = await add_place(knowledge, place)

        found = await knowledge.places.matching(
            place.name, actor=SYSTEM, near=None, radius_m=None, limit=1
        )
        assert added == AddedPlace(place_id=place.id, is_new=True)
        assert [one.place for one in found] == [place]

    async def test_adding_changes_nothing_that_is_stored(
        self, knowledge: Knowledge
    ) -> None:
        known = makers.a_place(name=a_word(), position=somewhere())
        await put_place(knowledge, known)
        poorer = replace(known, id=makers.a_place_id(), aliases=(), address="")

        added = await add_place(knowledge, poorer)

        assert added == AddedPlace(place_id=known.id, is_new=False)
        assert await _read(knowledge, known.id) == known

    @pytest.mark.parametrize("source", ["test", "elsewhere"])
    async def test_adding_one_of_the_same_name_close_by_gives_the_stored_one(
        self, knowledge: Knowledge, source: str
    ) -> None:
        position, name = somewhere(), a_word()
        known = makers.a_place(name=name, position=position)
        await put_place(knowledge, known)

        near = await add_place(
            knowledge,
            makers.a_place(source=source, name=name, position=north_of(position, 70)),
        )
        far = await add_place(
            knowledge,
            makers.a_place(source=source, name=name, position=north_of(position, 160)),
        )

        assert (near.place_id, near.is_new, far.is_new) == (known.id, False, True)

    async def test_somebody_elses_place_is_not_what_is_added(
        self, knowledge: Knowledge
    ) -> None:
        position, name = somewhere(), a_word()
        theirs = makers.a_place(
            owner_id=makers.a_user_id(), name=name, position=position
        )
        mine = makers.a_place(owner_id=makers.a_user_id(), name=name, position=position)
        await put_place(knowledge, theirs)

        added = await add_place(knowledge, mine)

        assert added == AddedPlace(place_id=mine.id, is_new=True)

    async def test_nobody_adds_a_public_place_but_the_system(
        self, knowledge: Knowledge
    ) -> None:
        place = makers.a_place(name=a_word(), position=somewhere())

        with pytest.raises(Forbidden):
            async with knowledge.begin(reader_of(makers.a_user_id())) as work:
                await work.places.add(place)

    async def test_of_two_who_add_the_same_at_once_one_does(
        self, knowledge: Knowledge
    ) -> None:
        place = makers.a_place(name=a_word(), position=somewhere())
        twin = replace(place, id=makers.a_place_id())

        one, other = await asyncio.gather(
            add_place(knowledge, place), add_place(knowledge, twin)
        )

        assert one.place_id == other.place_id
        assert {one.is_new, other.is_new} == {True, False}
