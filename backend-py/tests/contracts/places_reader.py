"""The promises of the places port, reading side."""

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.knowledge import (
    Knowledge,
    a_landmark,
    a_word,
    north_of,
    put_place,
    reader_of,
    somewhere,
)
from walkumentary.domain.places.place import Place, PlaceNotFound
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.places import FoundPlace
from walkumentary.gateway.unit_of_work import DatabaseUnavailable


async def _matching(
    knowledge: Knowledge,
    text: str,
    *,
    actor: Actor | None = None,
    near: Coordinates | None = None,
    radius_m: float | None = None,
    limit: int = 20,
) -> list[FoundPlace]:
    found = await knowledge.places.matching(
        text,
        actor=actor or makers.an_actor(),
        near=near,
        radius_m=radius_m,
        limit=limit,
    )
    return list(found)


async def _names(knowledge: Knowledge, text: str) -> list[str]:
    return [one.place.name for one in await _matching(knowledge, text)]


async def _put(
    knowledge: Knowledge,
    name: str,
    *,
    aliases: tuple[str, ...] = (),
    city: str = "Amsterdam",
    position: Coordinates | None = None,
    popularity: float = 0.5,
    location_type: str = "palace",
) -> Place:
    place = makers.a_place(
        name=name,
        aliases=aliases,
        city=city,
        position=position or somewhere(),
        popularity=popularity,
        location_type=location_type,
    )
    await put_place(knowledge, place)
    return place


class PlacesReaderContract(PortContract):
    """Places found by id, by text and by position."""

    async def test_a_private_place_is_not_found_by_others(
        self, knowledge: Knowledge
    ) -> None:
        owner, name, position = makers.a_user_id(), a_word(), somewhere()
        place = makers.a_place(owner_id=owner, name=name, position=position)
        await put_place(knowledge, place)
        stranger = makers.an_actor()

        with pytest.raises(PlaceNotFound):
            await knowledge.places.get(place.id, actor=stranger)
        assert await _matching(knowledge, name, actor=stranger) == []
        around = await knowledge.places.around(
            position, actor=stranger, radius_m=100, limit=5
        )
        assert list(around) == []

    async def test_a_private_place_is_found_by_its_owner(
        self, knowledge: Knowledge
    ) -> None:
        owner, name, position = makers.a_user_id(), a_word(), somewhere()
        place = makers.a_place(owner_id=owner, name=name, position=position)
        await put_place(knowledge, place)
        me = reader_of(owner)

        found = await _matching(knowledge, name, actor=me)
        around = await knowledge.places.around(
            position, actor=me, radius_m=100, limit=5
        )

        assert await knowledge.places.get(place.id, actor=me) == place
        assert [one.place.id for one in found] == [place.id]
        assert [one.place.id for one in around] == [place.id]

    async def test_an_unknown_place_is_not_found(self, knowledge: Knowledge) -> None:
        with pytest.raises(PlaceNotFound):
            await knowledge.places.get(makers.a_place_id(), actor=makers.an_actor())

    async def test_exact_names_come_before_beginnings_before_words(
        self, knowledge: Knowledge
    ) -> None:
        word = a_word()
        await _put(knowledge, f"Old {word}", popularity=1.0)
        await _put(knowledge, f"{word} Palace", popularity=0.9)
        await _put(knowledge, word, popularity=0.2)

        found = await _matching(knowledge, word)

        assert [one.place.name for one in found] == [
            word,
            f"{word} Palace",
            f"Old {word}",
        ]
        assert sorted((one.score for one in found), reverse=True) == [
            one.score for one in found
        ]
        assert all(0 <= one.score <= 1 for one in found)

    async def test_case_accents_and_punctuation_do_not_matter(
        self, knowledge: Knowledge
    ) -> None:
        word = a_word()
        await _put(knowledge, f"Hôtel-de-{word}")

        assert await _names(knowledge, f"HOTEL DE {word}!") == [f"Hôtel-de-{word}"]

    async def test_an_alias_in_another_language_finds_the_place(
        self, knowledge: Knowledge
    ) -> None:
        word = a_word()
        await _put(knowledge, f"Palace {a_word()}", aliases=(f"Дворец {word}",))

        assert len(await _names(knowledge, f"дворец {word}")) == 1

    async def test_a_name_with_its_city_finds_the_place(
        self, knowledge: Knowledge
    ) -> None:
        word, city = a_word(), a_word()
        await _put(knowledge, f"{word} Square", city=city)
        await _put(knowledge, f"{word} Square", city="Elsewhere")

        found = await _matching(knowledge, f"{word} Square, {city}")

        assert [one.place.city for one in found] == [city]

    async def test_words_are_found_in_any_order_and_the_last_may_be_begun(
        self, knowledge: Knowledge
    ) -> None:
        word = a_word()
        await _put(knowledge, f"Museum of {word} Painting")

        assert await _names(knowledge, f"painting the {word[:6]}") != []

    @pytest.mark.parametrize(
        "mistyped", ["xijksmuseum", "rijksmuseumm", "irjksmuseum", "rijksmseum"]
    )
    async def test_one_typing_error_a_word_is_forgiven(
        self, knowledge: Knowledge, mistyped: str
    ) -> None:
        word = a_word()
        place = await _put(knowledge, f"Rijksmuseum {word}")

        assert await _names(knowledge, f"{mistyped} {word[1:]}") == [place.name]

    @pytest.mark.parametrize("mistyped", ["xxjksmuseum", "rijksmm", "museumrijks"])
    async def test_more_typing_errors_are_not(
        self, knowledge: Knowledge, mistyped: str
    ) -> None:
        word = a_word()
        await _put(knowledge, f"Rijksmuseum {word}")

        assert await _names(knowledge, f"{mistyped} {word}") == []

    async def test_what_fits_as_typed_hides_what_would_fit_mistyped(
        self, knowledge: Knowledge
    ) -> None:
        word = a_word()
        await _put(knowledge, word)
        await _put(knowledge, f"{word}x")
        await _put(knowledge, f"y{word}")

        assert await _names(knowledge, word) == [word, f"{word}x"]

    async def test_nearer_is_better_among_equals(self, knowledge: Knowledge) -> None:
        word, here = a_word(), somewhere()
        far = await _put(knowledge, word, position=north_of(here, 9_000), popularity=1)
        near = await _put(knowledge, word, position=north_of(here, 900), popularity=0.2)

        found = await _matching(knowledge, word, near=here)

        assert [one.place.id for one in found] == [near.id, far.id]
        assert [one.distance_m for one in found] == pytest.approx(
            [900, 9_000], rel=0.01
        )

    async def test_without_a_position_the_better_known_comes_first(
        self, knowledge: Knowledge
    ) -> None:
        word = a_word()
        small = await _put(knowledge, word, popularity=0.3)
        great = await _put(knowledge, word, popularity=0.9)

        found = await _matching(knowledge, word)

        assert [one.place.id for one in found] == [great.id, small.id]
        assert {one.distance_m for one in found} == {None}

    async def test_within_a_radius_nothing_from_outside_is_found(
        self, knowledge: Knowledge
    ) -> None:
        word, here = a_word(), somewhere()
        inside = await _put(knowledge, f"{word} a", position=north_of(here, 990))
        await _put(knowledge, f"{word} b", position=north_of(here, 1_010))

        found = await _matching(knowledge, word, near=here, radius_m=1_000)

        assert [one.place.id for one in found] == [inside.id]

    async def test_a_radius_holds_for_mistyped_words_too(
        self, knowledge: Knowledge
    ) -> None:
        word, here = a_word(), somewhere()
        await _put(knowledge, word, position=north_of(here, 3_000))

        found = await _matching(knowledge, word[1:], near=here, radius_m=1_000)

        assert found == []

    async def test_no_more_than_the_limit_are_found(self, knowledge: Knowledge) -> None:
        word = a_word()
        for number in range(4):
            await _put(knowledge, f"{word} {number}")

        assert len(await _matching(knowledge, word, limit=3)) == 3

    @pytest.mark.parametrize("text", ["!!!", "' & | ! :* \\", "%", "_", "\x00", "  "])
    async def test_signs_alone_find_nothing(
        self, knowledge: Knowledge, text: str
    ) -> None:
        await _put(knowledge, a_word())

        assert await _names(knowledge, text) == []

    async def test_a_found_place_tells_whether_it_has_notes(
        self, knowledge: Knowledge
    ) -> None:
        silent = await _put(knowledge, a_word())
        place, _ = await a_landmark(knowledge, "A palace stands in the city.")

        (mute,) = await _matching(knowledge, silent.name)
        (told,) = await _matching(knowledge, place.name)

        assert (mute.has_notes, told.has_notes) == (False, True)

    async def test_places_around_come_nearest_first_with_their_direction(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        far = await _put(knowledge, a_word(), position=north_of(here, 300))
        near = await _put(knowledge, a_word(), position=north_of(here, -200))
        await _put(knowledge, a_word(), position=north_of(here, 501))

        around = await knowledge.places.around(
            here, actor=makers.an_actor(), radius_m=500, limit=10
        )

        assert [one.place.id for one in around] == [near.id, far.id]
        assert [one.distance_m for one in around] == pytest.approx([200, 300], abs=1)
        assert [one.bearing_deg for one in around] == pytest.approx([180, 0], abs=0.1)

    async def test_places_around_can_be_of_one_type(self, knowledge: Knowledge) -> None:
        here = somewhere()
        await _put(knowledge, a_word(), position=here)
        museum = await _put(
            knowledge, a_word(), position=north_of(here, 100), location_type="museum"
        )

        around = await knowledge.places.around(
            here,
            actor=makers.an_actor(),
            radius_m=500,
            location_type="museum",
            limit=10,
        )

        assert [one.place.id for one in around] == [museum.id]

    async def test_places_around_can_be_landmarks_only(
        self, knowledge: Knowledge
    ) -> None:
        here = somewhere()
        await _put(knowledge, a_word(), position=here)
        landmark, _ = await a_landmark(
            knowledge, "A palace.", "A tower.", position=north_of(here, 100)
        )

        around = await knowledge.places.around(
            here, actor=makers.an_actor(), radius_m=500, landmarks_only=True, limit=10
        )

        assert [(one.place.id, one.note_count) for one in around] == [(landmark.id, 2)]

    async def test_the_nearest_of_many_are_around(self, knowledge: Knowledge) -> None:
        here = somewhere()
        for metres in (400, 100, 300, 200):
            await _put(knowledge, a_word(), position=north_of(here, metres))

        around = await knowledge.places.around(
            here, actor=makers.an_actor(), radius_m=500, limit=2
        )

        assert [one.distance_m for one in around] == pytest.approx([100, 200], abs=1)

    @pytest.mark.parametrize(
        ("west", "east"), [(179.999, -179.999), (-180.0, 179.9985)]
    )
    async def test_the_180th_meridian_is_no_border(
        self, knowledge: Knowledge, west: float, east: float
    ) -> None:
        latitude = somewhere().latitude_deg
        place = await _put(knowledge, a_word(), position=Coordinates(latitude, east))

        around = await knowledge.places.around(
            Coordinates(latitude, west),
            actor=makers.an_actor(),
            radius_m=500,
            limit=1_000,
        )

        assert place.id in [one.place.id for one in around]

    async def test_around_a_pole_every_longitude_is_near(
        self, knowledge: Knowledge
    ) -> None:
        place = await _put(knowledge, a_word(), position=Coordinates(89.999, -90))

        around = await knowledge.places.around(
            Coordinates(89.999, 90), actor=makers.an_actor(), radius_m=500, limit=100
        )

        assert place.id in [one.place.id for one in around]

    async def test_a_private_note_is_not_counted_for_others(
        self, knowledge: Knowledge
    ) -> None:
        here, owner = somewhere(), makers.a_user_id()
        place, _ = await a_landmark(
            knowledge, "My own story.", position=here, owner_id=owner
        )
        stranger = makers.an_actor()

        (near,) = await knowledge.places.around(
            here, actor=stranger, radius_m=100, limit=5
        )
        landmarks = await knowledge.places.around(
            here, actor=stranger, radius_m=100, landmarks_only=True, limit=5
        )
        (mine,) = await knowledge.places.around(
            here, actor=reader_of(owner), radius_m=100, limit=5
        )
        (found,) = await _matching(knowledge, place.name, actor=stranger)

        assert (near.note_count, list(landmarks), found.has_notes) == (0, [], False)
        assert mine.note_count == 1

    async def test_the_nearest_covered_landmark_is_found_however_far(
        self, knowledge: Knowledge
    ) -> None:
        here, language = somewhere(), f"x{a_word()[:2]}"
        await a_landmark(
            knowledge, "Far.", position=north_of(here, 600_000), language=language
        )
        near, _ = await a_landmark(
            knowledge, "Near.", position=north_of(here, 400_000), language=language
        )
        await a_landmark(knowledge, "Other.", position=here, language="qqq")

        found = await knowledge.places.nearest_covered(
            here, actor=makers.an_actor(), language=language
        )

        assert found is not None
        assert found.place.id == near.id
        assert found.distance_m == pytest.approx(400_000, rel=0.01)

    async def test_where_nothing_is_covered_nothing_is_nearest(
        self, knowledge: Knowledge
    ) -> None:
        owner = makers.a_user_id()
        await a_landmark(knowledge, "Private.", owner_id=owner, language="qzz")

        found = await knowledge.places.nearest_covered(
            somewhere(), actor=makers.an_actor(), language="qzz"
        )

        assert found is None

    async def test_in_an_outage_the_database_is_unavailable(
        self, knowledge: Knowledge
    ) -> None:
        async with knowledge.outage() as away:
            with pytest.raises(DatabaseUnavailable):
                await _matching(away, "anything")
