"""Telling where somebody is."""

import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark, north_of, put_place
from tests.unit.usecase.doubles import ScriptedGeocoder, place_usecases
from walkumentary.domain.places.search import SearchInvalid
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import GatewayTimeout
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.usecase.places.detect_place import (
    Detected,
    DetectPlaceQuery,
)

ME = makers.an_actor()
OCEAN = Coordinates(-48.9, -123.4)


async def _detect(
    knowledge: Knowledge,
    position: Coordinates = makers.DAM,
    *,
    accuracy_m: float | None = None,
    radius_m: float = 1_000.0,
    location_type: str | None = None,
    limit: int = 20,
    geocoder: ScriptedGeocoder | None = None,
) -> Detected:
    query = DetectPlaceQuery(
        actor=ME,
        position=position,
        accuracy_m=accuracy_m,
        radius_m=radius_m,
        location_type=location_type,
        limit=limit,
    )
    return await place_usecases(knowledge, geocoder=geocoder).detect.execute(query)


async def test_the_nearest_address_and_city_tell_where_one_is(
    knowledge: Knowledge,
) -> None:
    await put_place(knowledge, makers.a_place(position=north_of(makers.DAM, 100)))

    detected = await _detect(knowledge)

    assert detected.whereabouts == Whereabouts(
        address="Dam, Amsterdam",
        city="Amsterdam",
        country="Netherlands",
        country_code="NL",
    )


async def test_a_far_address_is_not_where_one_is_but_its_city_is(
    knowledge: Knowledge,
) -> None:
    await put_place(knowledge, makers.a_place(position=north_of(makers.DAM, 200)))

    exact = await _detect(knowledge)
    vague = await _detect(knowledge, accuracy_m=60.0)

    assert (exact.whereabouts.address, exact.whereabouts.city) == (None, "Amsterdam")
    assert vague.whereabouts.address == "Dam, Amsterdam"


async def test_in_the_ocean_nothing_is_known(knowledge: Knowledge) -> None:
    await put_place(knowledge, makers.a_place())

    detected = await _detect(knowledge, OCEAN)

    assert detected == Detected(
        whereabouts=Whereabouts(
            address=None, city=None, country=None, country_code=None
        ),
        around=[],
        degraded=[],
    )


STREET = Whereabouts(
    address="Damrak 1, Amsterdam",
    city="Amsterdam",
    country="Netherlands",
    country_code="NL",
)


async def test_where_own_places_know_the_address_nobody_else_is_asked(
    knowledge: Knowledge,
) -> None:
    await put_place(knowledge, makers.a_place(position=north_of(makers.DAM, 100)))
    geocoder = ScriptedGeocoder(where=STREET)

    detected = await _detect(knowledge, geocoder=geocoder)

    assert detected.whereabouts.address == "Dam, Amsterdam"
    assert geocoder.reversals == []


async def test_where_own_places_know_nothing_the_geocoder_does(
    knowledge: Knowledge,
) -> None:
    detected = await _detect(knowledge, geocoder=ScriptedGeocoder(where=STREET))

    assert detected.whereabouts == STREET
    assert list(detected.degraded) == []


async def test_what_the_geocoder_does_not_say_own_places_do(
    knowledge: Knowledge,
) -> None:
    await put_place(knowledge, makers.a_place(position=north_of(makers.DAM, 200)))
    geocoder = ScriptedGeocoder(where=Whereabouts(address="Damrak 1"))

    detected = await _detect(knowledge, geocoder=geocoder)

    assert (detected.whereabouts.address, detected.whereabouts.city) == (
        "Damrak 1",
        "Amsterdam",
    )


async def test_a_geocoder_that_is_away_is_said_and_what_is_known_is_told(
    knowledge: Knowledge,
) -> None:
    await put_place(knowledge, makers.a_place(position=north_of(makers.DAM, 200)))
    geocoder = ScriptedGeocoder(fails_with=GatewayTimeout("Too slow."))

    detected = await _detect(knowledge, geocoder=geocoder)

    assert list(detected.degraded) == ["geocoder"]
    assert detected.whereabouts.city == "Amsterdam"
    assert len(detected.around) == 1


async def test_what_is_around_comes_nearest_first(knowledge: Knowledge) -> None:
    far = makers.a_place(name="Far", position=north_of(makers.DAM, 300))
    await put_place(knowledge, far)
    near, _ = await a_landmark(
        knowledge, "A palace.", position=north_of(makers.DAM, 100)
    )

    detected = await _detect(knowledge)

    assert [one.place for one in detected.around] == [near, far]
    assert [one.note_count for one in detected.around] == [1, 0]


async def test_only_the_radius_and_the_type_asked_for_are_shown(
    knowledge: Knowledge,
) -> None:
    for metres, kind in ((50, "church"), (400, "museum"), (600, "museum")):
        place = makers.a_place(
            name=f"{kind} {metres}",
            location_type=kind,
            position=north_of(makers.DAM, metres),
        )
        await put_place(knowledge, place)

    detected = await _detect(knowledge, radius_m=500.0, location_type="museum")

    assert [one.place.name for one in detected.around] == ["museum 400"]


async def test_a_city_is_where_one_is_not_around(knowledge: Knowledge) -> None:
    city = makers.a_place(name="Amsterdam", location_type="city")
    await put_place(knowledge, city)

    detected = await _detect(knowledge)
    cities = await _detect(knowledge, location_type="city")

    assert list(detected.around) == []
    assert [one.place for one in cities.around] == [city]


async def test_no_more_than_the_limit_are_shown(knowledge: Knowledge) -> None:
    for metres in (10, 20, 30):
        place = makers.a_place(name=str(metres), position=north_of(makers.DAM, metres))
        await put_place(knowledge, place)

    detected = await _detect(knowledge, limit=2)

    assert [one.place.name for one in detected.around] == ["10", "20"]


@pytest.mark.parametrize(
    ("radius_m", "accuracy_m", "limit", "pointer"),
    [
        (99.0, None, 20, "/radius_m"),
        (5_001.0, None, 20, "/radius_m"),
        (float("nan"), None, 20, "/radius_m"),
        (500.0, -1.0, 20, "/accuracy_m"),
        (500.0, None, 0, "/limit"),
        (500.0, None, 101, "/limit"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(
    knowledge: Knowledge,
    radius_m: float,
    accuracy_m: float | None,
    limit: int,
    pointer: str,
) -> None:
    with pytest.raises(SearchInvalid) as refused:
        await _detect(knowledge, radius_m=radius_m, accuracy_m=accuracy_m, limit=limit)

    assert [problem.pointer for problem in refused.value.fields] == [pointer]


async def test_an_outage_is_an_error(knowledge: Knowledge) -> None:
    async with knowledge.outage():
        with pytest.raises(DatabaseUnavailable):
            await _detect(knowledge)
