"""Telling which landmark a picture shows."""

from collections.abc import Sequence

import pytest

from tests import makers
from tests.contracts.knowledge import Knowledge, a_landmark, north_of, put_place
from tests.unit.usecase.doubles import (
    ListedPictures,
    ScriptedGeocoder,
    place_usecases,
)
from walkumentary.domain.places.recognition import FLOOR, Method
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import GatewayTimeout
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.pictures import Picture, PictureUnreadable
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.gateway.vision import LookOrder, Sighting
from walkumentary.infra.caching.cache import StoreCache
from walkumentary.infra.caching.vision import KEPT_S, CachedVision
from walkumentary.infra.memory.cache import MemoryStoreOfBytes
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.unit_of_work import assert_no_open_work
from walkumentary.infra.memory.vision import ScriptedVision
from walkumentary.usecase.places.recognize_place import (
    MAX_CANDIDATES,
    Recognition,
    RecognizePlaceQuery,
)

ME = makers.an_actor()
OCEAN = Coordinates(-48.9, -123.4)


def sees(name: str | None, confidence: float = 0.9) -> ScriptedVision:
    return ScriptedVision(
        sees=Sighting(name=name, description="A palace.", confidence=confidence),
        before=assert_no_open_work,
    )


async def _recognize(
    knowledge: Knowledge,
    *,
    taken_at: Coordinates | None = makers.DAM,
    heading_deg: float | None = None,
    told: Coordinates | None = None,
    vision: ScriptedVision | None = None,
    geocoder: ScriptedGeocoder | None = None,
) -> Recognition:
    picture = Picture(jpeg=b"jpeg", position=taken_at, heading_deg=heading_deg)
    recognize = place_usecases(
        knowledge,
        geocoder=geocoder,
        pictures=ListedPictures({b"photo": picture}),
        vision=vision,
    ).recognize
    return await recognize.execute(
        RecognizePlaceQuery(actor=ME, image=b"photo", position=told)
    )


def _names(recognition: Recognition) -> Sequence[str]:
    return [one.near.place.name for one in recognition.candidates]


async def test_a_landmark_that_stands_out_is_recognised_by_position(
    knowledge: Knowledge,
) -> None:
    place, _ = await a_landmark(
        knowledge, "The palace is old.", position=north_of(makers.DAM, 20)
    )
    vision = sees("Something else")

    shown = await _recognize(knowledge, vision=vision)

    assert (shown.name, shown.place, shown.method) == (place.name, place, Method.EXIF)
    assert shown.where.city == "Amsterdam"
    assert shown.description == "The palace is old."
    assert FLOOR <= shown.confidence < 1
    assert vision.looks == []


async def test_among_several_landmarks_nothing_is_claimed(
    knowledge: Knowledge,
) -> None:
    for metres in (30, -30, 40, -50):
        await a_landmark(knowledge, "Old.", position=north_of(makers.DAM, metres))

    shown = await _recognize(knowledge)

    assert (shown.name, shown.method, shown.confidence) == (None, Method.NONE, 0.0)
    assert len(shown.candidates) == MAX_CANDIDATES
    assert list(shown.degraded) == []


async def test_where_the_camera_looked_decides(knowledge: Knowledge) -> None:
    north, _ = await a_landmark(knowledge, "Old.", position=north_of(makers.DAM, 45))
    south, _ = await a_landmark(knowledge, "Old.", position=north_of(makers.DAM, -40))

    up = await _recognize(knowledge, heading_deg=2.0)
    down = await _recognize(knowledge, heading_deg=178.0)

    assert (up.place, down.place) == (north, south)


async def test_candidates_with_notes_come_first(knowledge: Knowledge) -> None:
    await put_place(knowledge, makers.a_place(name="Untold", position=makers.DAM))
    told, _ = await a_landmark(knowledge, "Old.", position=north_of(makers.DAM, 90))

    shown = await _recognize(knowledge)

    assert list(_names(shown)) == [told.name, "Untold"]


async def test_the_pictures_own_position_goes_before_the_one_sent(
    knowledge: Knowledge,
) -> None:
    place, _ = await a_landmark(knowledge, "Old.", position=makers.DAM)

    own = await _recognize(knowledge, told=OCEAN)
    sent = await _recognize(knowledge, taken_at=None, told=makers.DAM)
    neither = await _recognize(knowledge, taken_at=None)

    assert (own.place, sent.place, neither.place) == (place, place, None)
    assert list(neither.candidates) == []


async def test_a_city_is_no_candidate(knowledge: Knowledge) -> None:
    await put_place(knowledge, makers.a_place(location_type="city"))

    shown = await _recognize(knowledge)

    assert (shown.name, list(shown.candidates)) == (None, [])


async def test_what_position_cannot_tell_a_model_is_asked(
    knowledge: Knowledge,
) -> None:
    one, _ = await a_landmark(knowledge, "Old.", position=north_of(makers.DAM, 30))
    other, _ = await a_landmark(knowledge, "Old.", position=north_of(makers.DAM, -40))
    vision = sees(other.name)

    shown = await _recognize(knowledge, vision=vision)

    assert (shown.place, shown.method, shown.confidence) == (other, Method.VISION, 0.9)
    assert shown.description == "A palace."
    (look,) = vision.looks
    assert (look.jpeg, look.where) == (b"jpeg", "Amsterdam, Netherlands")
    assert list(look.candidates) == [one.name, other.name]
    assert look.bill is not None
    assert (look.bill.owner_id, look.bill.subject.kind) == (ME.user_id, "recognition")


async def test_a_model_that_is_unsure_claims_nothing(knowledge: Knowledge) -> None:
    for name, confidence in (
        (None, 0.9),
        ("", 0.9),
        ("!", 0.9),
        ("Palace", FLOOR - 0.01),
        ("Palace", float("nan")),
    ):
        shown = await _recognize(knowledge, vision=sees(name, confidence))

        assert (shown.name, shown.method) == (None, Method.NONE)
        assert shown.description == ""


async def test_a_landmark_nobody_has_stored_is_named_with_the_city_around(
    knowledge: Knowledge,
) -> None:
    geocoder = ScriptedGeocoder(
        where=Whereabouts(city="Utrecht", country="Netherlands")
    )

    shown = await _recognize(knowledge, vision=sees("Dom Tower"), geocoder=geocoder)

    assert (shown.name, shown.place) == ("Dom Tower", None)
    assert (shown.where.city, shown.where.country) == ("Utrecht", "Netherlands")


async def test_without_a_position_a_stored_place_of_that_name_tells_the_city(
    knowledge: Knowledge,
) -> None:
    palace = makers.a_place(name="Royal Palace")
    await put_place(knowledge, palace)

    known = await _recognize(knowledge, taken_at=None, vision=sees("royal palace"))
    unknown = await _recognize(knowledge, taken_at=None, vision=sees("Dom Tower"))

    assert (known.place, known.name, known.where.city) == (
        palace,
        "Royal Palace",
        "Amsterdam",
    )
    assert (unknown.name, unknown.where.city) == ("Dom Tower", None)


async def test_a_place_of_that_name_far_away_is_not_the_one_shown(
    knowledge: Knowledge,
) -> None:
    await put_place(
        knowledge, makers.a_place(name="Royal Palace", position=Coordinates(59.3, 18.0))
    )

    shown = await _recognize(knowledge, vision=sees("Royal Palace"))

    assert (shown.name, shown.place) == ("Royal Palace", None)


async def test_a_model_that_is_away_is_said_and_candidates_are_told(
    knowledge: Knowledge,
) -> None:
    for metres in (30, -40):
        await a_landmark(knowledge, "Old.", position=north_of(makers.DAM, metres))
    away = ScriptedVision(fails_with=GatewayTimeout("Too slow."))

    shown = await _recognize(knowledge, vision=away)

    assert (shown.name, list(shown.degraded)) == (None, ["vision"])
    assert len(shown.candidates) == 2


async def test_a_geocoder_that_is_away_is_said_too(knowledge: Knowledge) -> None:
    away = ScriptedGeocoder(fails_with=GatewayTimeout("Too slow."))

    shown = await _recognize(knowledge, vision=sees("Dom Tower"), geocoder=away)

    assert (shown.name, list(shown.degraded)) == ("Dom Tower", ["geocoder"])


async def test_a_picture_that_cannot_be_opened_is_refused(
    knowledge: Knowledge,
) -> None:
    recognize = place_usecases(knowledge).recognize

    with pytest.raises(PictureUnreadable):
        await recognize.execute(RecognizePlaceQuery(actor=ME, image=b"broken"))


async def test_an_outage_is_an_error(knowledge: Knowledge) -> None:
    async with knowledge.outage():
        with pytest.raises(DatabaseUnavailable):
            await _recognize(knowledge)


async def test_the_same_picture_is_looked_at_once_a_day() -> None:
    vision, clock = sees("Royal Palace"), FixedClock()
    cached = CachedVision(
        vision, name="test", cache=StoreCache(MemoryStoreOfBytes(clock))
    )

    async def look(jpeg: bytes = b"jpeg", language: str = "en") -> Sighting:
        order = LookOrder(jpeg=jpeg, candidates=["a"], where="", language=language)
        return await cached.look(order)

    assert await look() == await look() == vision.sees
    await look(b"other")
    await look(language="nl")
    clock.advance(seconds=KEPT_S)
    await look()

    assert len(vision.looks) == 4
