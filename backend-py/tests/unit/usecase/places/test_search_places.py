"""Finding places by text."""

import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark, north_of, put_place
from tests.unit.usecase.doubles import (
    ScriptedGeocoder,
    place_usecases,
    result_seal,
)
from walkumentary.domain.places.place import Place
from walkumentary.domain.places.search import (
    PlaceSearch,
    PlaceSearchResult,
    SearchInvalid,
)
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import FieldProblem, GatewayUnavailable
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.unit_of_work import DatabaseUnavailable

ME = makers.an_actor()


async def _search(
    knowledge: Knowledge,
    query: str,
    *,
    near: Coordinates | None = None,
    radius_m: float | None = None,
    limit: int = 10,
    geocoder: ScriptedGeocoder | None = None,
) -> PlaceSearchResult:
    return await place_usecases(knowledge, geocoder=geocoder).search.execute(
        PlaceSearch(actor=ME, query=query, near=near, radius_m=radius_m, limit=limit)
    )


async def _put(
    knowledge: Knowledge,
    name: str,
    *,
    city: str = "Amsterdam",
    position: Coordinates = makers.DAM,
    aliases: tuple[str, ...] = (),
) -> Place:
    place = makers.a_place(name=name, city=city, position=position, aliases=aliases)
    await put_place(knowledge, place)
    return place


def _names(result: PlaceSearchResult) -> list[str]:
    return [match.place.name for match in result.items]


async def test_matches_tell_who_knew_them_and_how_far_they_are(
    knowledge: Knowledge,
) -> None:
    place, _ = await a_landmark(
        knowledge, "A palace.", position=north_of(makers.DAM, 500)
    )

    result = await _search(knowledge, place.name, near=makers.DAM)

    (match,) = result.items
    assert (match.place, match.source, match.has_notes) == (place, "test", True)
    assert match.distance_m == pytest.approx(500, abs=1)
    assert list(result.degraded) == []


async def test_what_is_typed_is_completed(knowledge: Knowledge) -> None:
    await _put(knowledge, "Royal Palace")
    await _put(knowledge, "Opera", aliases=("Royal Opera",))
    await _put(knowledge, "Hotel Royal")

    result = await _search(knowledge, "roy")

    assert sorted(result.suggestions) == ["Royal Opera", "Royal Palace"]
    assert len(result.items) == 3


@pytest.mark.parametrize("word", ["fountain", "Theatre", "statue", "gardens"])
async def test_what_every_city_has_is_tried_with_the_citys_name_too(
    knowledge: Knowledge, word: str
) -> None:
    await _put(knowledge, "Dam Square")
    there = await _put(
        knowledge, f"Old Amsterdam {word}", position=north_of(makers.DAM, 4_000)
    )
    await _put(
        knowledge,
        f"Grand {word}",
        city="Paris",
        position=north_of(makers.DAM, -400_000),
    )

    result = await _search(knowledge, word, near=makers.DAM)

    assert result.items[0].place == there
    assert len(result.items) == 2


async def test_a_place_found_twice_is_listed_once(knowledge: Knowledge) -> None:
    await _put(knowledge, "Fountain")

    result = await _search(knowledge, "fountain", near=makers.DAM)

    assert _names(result) == ["Fountain"]


async def test_a_small_radius_is_a_bound(knowledge: Knowledge) -> None:
    await _put(knowledge, "Rose Garden", city="London", position=Coordinates(51.5, 0))

    bounded = await _search(knowledge, "rose garden", near=makers.DAM, radius_m=2_500)
    wide = await _search(knowledge, "rose garden", near=makers.DAM, radius_m=2_501)

    assert (_names(bounded), _names(wide)) == ([], ["Rose Garden"])


async def test_no_more_than_the_limit_are_listed(knowledge: Knowledge) -> None:
    for number in range(3):
        await _put(knowledge, f"Garden {number}")

    result = await _search(knowledge, "garden", near=makers.DAM, limit=2)

    assert len(result.items) == 2


async def test_nothing_known_is_an_empty_answer(knowledge: Knowledge) -> None:
    result = await _search(knowledge, "nowhere at all")

    assert (list(result.items), list(result.suggestions)) == ([], [])


@pytest.mark.parametrize(
    ("query", "near", "radius_m", "limit", "pointer"),
    [
        ("  ", None, None, 10, "/query"),
        ("x" * 201, None, None, 10, "/query"),
        ("dam", makers.DAM, 0.0, 10, "/radius_m"),
        ("dam", makers.DAM, -1.0, 10, "/radius_m"),
        ("dam", makers.DAM, float("nan"), 10, "/radius_m"),
        ("dam", None, 100.0, 10, "/radius_m"),
        ("dam", None, None, 0, "/limit"),
        ("dam", None, None, 101, "/limit"),
    ],
)
async def test_a_search_that_makes_no_sense_is_refused(
    query: str,
    near: Coordinates | None,
    radius_m: float | None,
    limit: int,
    pointer: str,
) -> None:
    with pytest.raises(SearchInvalid) as refused:
        PlaceSearch(actor=ME, query=query, near=near, radius_m=radius_m, limit=limit)

    assert [problem.pointer for problem in refused.value.fields] == [pointer]
    assert isinstance(refused.value.fields[0], FieldProblem)


async def test_an_outage_is_an_error_not_an_empty_answer(knowledge: Knowledge) -> None:
    async with knowledge.outage():
        with pytest.raises(DatabaseUnavailable):
            await _search(knowledge, "dam")


def _mapped(name: str, *, metres: float = 500, source_id: str | None = None) -> Place:
    return makers.a_place(
        source="osm",
        source_id=source_id,
        name=name,
        position=north_of(makers.DAM, metres),
    )


async def test_the_geocoders_places_come_after_ones_own(knowledge: Knowledge) -> None:
    own = await _put(knowledge, "Old Rose Garden", position=north_of(makers.DAM, 9_000))
    theirs = _mapped("Rose Garden")

    result = await _search(
        knowledge,
        "rose garden",
        near=makers.DAM,
        geocoder=ScriptedGeocoder(places=[theirs]),
    )

    assert [match.place for match in result.items] == [own, theirs]
    assert [match.source for match in result.items] == ["test", "osm"]
    assert result.items[1].distance_m == pytest.approx(500, abs=1)
    assert 0 < result.items[1].score < 1


async def test_only_what_is_not_stored_has_a_token_and_it_carries_the_place(
    knowledge: Knowledge,
) -> None:
    await _put(knowledge, "Rose Garden", position=north_of(makers.DAM, 9_000))
    theirs = _mapped("Rose Garden")

    result = await _search(
        knowledge, "rose garden", geocoder=ScriptedGeocoder(places=[theirs])
    )

    own, other = result.items
    assert own.result_token is None
    assert result_seal().unseal(other.result_token or "") == theirs


@pytest.mark.parametrize(
    ("name", "metres", "source_id"),
    [
        ("The Rose Garden", 5_000, "way/7"),
        ("ROSE garden", 70, "way/8"),
        ("Rozentuin", 70, "way/8"),
    ],
)
async def test_what_is_one_place_is_listed_once(
    knowledge: Knowledge, name: str, metres: float, source_id: str
) -> None:
    own = makers.a_place(
        source="osm", source_id="way/7", name="Rose Garden", aliases=("Rozentuin",)
    )
    await put_place(knowledge, own)
    theirs = _mapped(name, metres=metres, source_id=source_id)

    result = await _search(
        knowledge, "ro", geocoder=ScriptedGeocoder(places=[theirs], finds_all=True)
    )

    assert [match.place for match in result.items] == [own]


async def test_the_same_name_farther_away_is_listed_too(knowledge: Knowledge) -> None:
    await _put(knowledge, "Rose Garden")
    places = [_mapped("Rose Garden", metres=80), _mapped("Rose Garden", metres=120)]

    result = await _search(
        knowledge, "rose garden", geocoder=ScriptedGeocoder(places=places)
    )

    assert len(result.items) == 2


async def test_where_own_places_fill_the_list_nobody_else_is_asked(
    knowledge: Knowledge,
) -> None:
    await _put(knowledge, "Rose Garden")
    geocoder = ScriptedGeocoder(places=[_mapped("Rose Garden")])

    result = await _search(knowledge, "rose garden", limit=1, geocoder=geocoder)

    assert (len(result.items), geocoder.searches) == (1, [])


async def test_a_geocoder_that_is_away_is_said_never_an_empty_answer_in_disguise(
    knowledge: Knowledge,
) -> None:
    own = await _put(knowledge, "Rose Garden")
    away = ScriptedGeocoder(fails_with=GatewayUnavailable("Away."))

    result = await _search(knowledge, "rose garden", geocoder=away)

    assert [match.place for match in result.items] == [own]
    assert list(result.degraded) == ["geocoder"]


async def test_a_bound_holds_for_the_geocoder_too(knowledge: Knowledge) -> None:
    geocoder = ScriptedGeocoder(
        places=[
            _mapped("Rose Garden", metres=2_400),
            _mapped("Rose Garden Far", metres=2_600),
        ]
    )

    result = await _search(
        knowledge, "rose garden", near=makers.DAM, radius_m=2_500, geocoder=geocoder
    )

    assert _names(result) == ["Rose Garden"]


async def test_the_nearer_of_the_geocoders_comes_first(knowledge: Knowledge) -> None:
    geocoder = ScriptedGeocoder(
        places=[
            _mapped("Rose Garden", metres=300_000),
            _mapped("Rose Garden", metres=900),
        ]
    )

    result = await _search(knowledge, "rose garden", near=makers.DAM, geocoder=geocoder)

    near_m, far_m = (match.distance_m or 0.0 for match in result.items)
    assert near_m < 1_000 < far_m


async def test_what_is_still_typed_is_asked_only_where_that_is_allowed(
    knowledge: Knowledge,
) -> None:
    asked = {}
    for completes in (True, False):
        geocoder = ScriptedGeocoder(places=[_mapped("Rose")], completes=completes)
        search = place_usecases(knowledge, geocoder=geocoder).search
        result = await search.execute(PlaceSearch(actor=ME, query="rose", typing=True))
        asked[completes] = (geocoder.searches, _names(result), list(result.degraded))

    assert asked == {True: (["rose"], ["Rose"], []), False: ([], [], [])}


async def test_the_geocoder_is_told_the_city_of_what_every_city_has(
    knowledge: Knowledge,
) -> None:
    geocoder = ScriptedGeocoder(where=Whereabouts(city="Utrecht"))

    await _search(knowledge, "fountain", near=makers.DAM, geocoder=geocoder)
    await _put(knowledge, "Dam Square")
    await _search(knowledge, "statue", near=makers.DAM, geocoder=geocoder)
    await _search(knowledge, "statue", geocoder=geocoder)
    await _search(knowledge, "rijksmuseum", near=makers.DAM, geocoder=geocoder)

    assert geocoder.searches == [
        "fountain",
        "fountain Utrecht",
        "statue",
        "statue Amsterdam",
        "statue",
        "rijksmuseum",
    ]
