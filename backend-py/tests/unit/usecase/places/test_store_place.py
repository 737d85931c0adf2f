"""Storing places: results for everybody, one's own for oneself."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import makers
from tests.contracts.knowledge import Knowledge, north_of, put_place
from tests.unit.usecase.doubles import (
    ScriptedGeocoder,
    place_usecases,
    result_key,
    result_seal,
)
from walkumentary.domain.places.own import OwnPlace, PlaceInvalid
from walkumentary.domain.places.place import Place, PlaceNotFound
from walkumentary.domain.places.search import PlaceSearch
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.results import ResultTokenInvalid
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.system.result_tokens import TTL_S, SealedResults
from walkumentary.usecase.places.store_place import StoredPlace, StorePlaceCommand

ME, STRANGER = makers.an_actor(), makers.an_actor()
BAKERY = OwnPlace(name="Grandmother's bakery", position=makers.DAM)
MAPPED = makers.a_place(source="osm", source_id="way/7", name="Rose Garden")


async def _store(
    knowledge: Knowledge, place: OwnPlace | str, *, actor: Actor = ME
) -> StoredPlace:
    store = place_usecases(knowledge).store
    return await store.execute(StorePlaceCommand(actor=actor, place=place))


async def test_a_result_is_stored_for_everybody(knowledge: Knowledge) -> None:
    stored = await _store(knowledge, result_seal().seal(MAPPED))

    assert (stored.place, stored.is_new) == (MAPPED, True)
    assert await knowledge.places.get(MAPPED.id, actor=STRANGER) == MAPPED


async def test_a_result_of_a_search_can_be_stored(knowledge: Knowledge) -> None:

    places = place_usecases(knowledge, geocoder=ScriptedGeocoder(places=[MAPPED]))
    found = await places.search.execute(PlaceSearch(actor=ME, query="rose garden"))
    token = found.items[0].result_token or ""

    stored = await _store(knowledge, token)
    again = await places.search.execute(PlaceSearch(actor=ME, query="rose garden"))

    assert stored.place == found.items[0].place
    assert [match.result_token for match in again.items] == [None]


async def test_storing_a_result_twice_changes_nothing(knowledge: Knowledge) -> None:
    richer = replace(MAPPED, opening_hours="24/7")
    await put_place(knowledge, richer)

    stored = await _store(knowledge, result_seal().seal(MAPPED))

    assert (stored.place, stored.is_new) == (richer, False)


async def test_what_is_stored_of_its_name_close_by_is_the_place(
    knowledge: Knowledge,
) -> None:
    known = makers.a_place(name="Rose Garden", position=north_of(makers.DAM, 60))
    await put_place(knowledge, known)

    stored = await _store(knowledge, result_seal().seal(MAPPED))

    assert (stored.place.id, stored.is_new) == (known.id, False)


async def test_ones_own_place_is_seen_by_oneself_alone(knowledge: Knowledge) -> None:
    stored = await _store(knowledge, BAKERY)

    assert (stored.place.owner_id, stored.is_new) == (ME.user_id, True)
    assert stored.place.source == "own"
    with pytest.raises(PlaceNotFound):
        await knowledge.places.get(stored.place.id, actor=STRANGER)


async def test_ones_own_place_is_in_the_city_around(knowledge: Knowledge) -> None:
    await put_place(knowledge, makers.a_place(position=north_of(makers.DAM, 900)))

    stored = await _store(knowledge, BAKERY)

    place = stored.place
    assert (place.city, place.country_code) == ("Amsterdam", "NL")
    assert place.address == ""


async def test_telling_of_ones_own_place_twice_stores_it_once(
    knowledge: Knowledge,
) -> None:
    first = await _store(knowledge, BAKERY)
    again = await _store(knowledge, replace(BAKERY, name="  GRANDMOTHER’S   bakery "))
    close = await _store(knowledge, replace(BAKERY, position=north_of(makers.DAM, 50)))
    far = await _store(knowledge, replace(BAKERY, position=north_of(makers.DAM, 90)))

    assert first.place.id == again.place.id == close.place.id != far.place.id
    assert [one.is_new for one in (first, again, close, far)] == [
        True,
        False,
        False,
        True,
    ]


async def test_two_people_may_have_the_same_place(knowledge: Knowledge) -> None:
    mine = await _store(knowledge, BAKERY)
    theirs = await _store(knowledge, BAKERY, actor=STRANGER)

    assert theirs.is_new
    assert mine.place.id != theirs.place.id


@pytest.mark.parametrize(
    ("pointer", "told"),
    [
        ("/name", {"name": ""}),
        ("/name", {"name": "…!"}),
        ("/name", {"name": "x" * 201}),
        ("/name", {"name": "a\x00b"}),
        ("/name", {"name": "a\ud800"}),
        ("/location_type", {"kind": "Café bar"}),
        ("/location_type", {"kind": ""}),
        ("/aliases", {"alias": ""}),
        ("/aliases", {"alias": "x" * 201}),
        ("/address", {"address": "x" * 301}),
    ],
)
def test_a_place_that_cannot_be_is_refused(pointer: str, told: dict[str, str]) -> None:
    with pytest.raises(PlaceInvalid) as refused:
        OwnPlace(
            name=told.get("name", "Bakery"),
            position=makers.DAM,
            location_type=told.get("kind", "bakery"),
            aliases=(told.get("alias", "Bread"),),
            address=told.get("address", ""),
        )

    assert [problem.pointer for problem in refused.value.fields] == [pointer]


async def test_an_outage_is_an_error(knowledge: Knowledge) -> None:
    async with knowledge.outage():
        with pytest.raises(DatabaseUnavailable):
            await _store(knowledge, BAKERY)


def _refused(token: str) -> None:
    with pytest.raises(ResultTokenInvalid) as refused:
        result_seal().unseal(token)
    assert [one.pointer for one in refused.value.fields] == ["/result_token"]


@given(st.text(max_size=300))
def test_a_token_that_is_made_up_is_refused(token: str) -> None:
    _refused(token)


@given(st.integers(0, 5_000), st.integers(1, 255))
def test_a_token_that_was_changed_is_refused(at: int, change: int) -> None:
    sealed = bytearray(base64.urlsafe_b64decode(result_seal().seal(MAPPED)))
    sealed[at % len(sealed)] ^= change

    _refused(base64.urlsafe_b64encode(sealed).decode())


def test_a_token_ends() -> None:
    key, clock = result_key(), FixedClock()
    seal = SealedResults(key, clock=clock)
    token = seal.seal(MAPPED)

    clock.advance(seconds=TTL_S - 1)
    assert seal.unseal(token) == MAPPED
    clock.advance(seconds=1)
    with pytest.raises(ResultTokenInvalid):
        seal.unseal(token)


def test_a_token_never_carries_an_owner() -> None:
    mine: Place = replace(MAPPED, owner_id=ME.user_id)

    assert result_seal().unseal(result_seal().seal(mine)).owner_id is None
