"""A geocoder's answers are kept, its failures are not."""

from dataclasses import dataclass, field

import pytest

from tests import makers
from tests.contracts.geocoder_gateway import found
from tests.contracts.knowledge import north_of
from tests.contracts.turns_gateway import TurnsContract
from tests.unit.usecase.doubles import ScriptedGeocoder
from walkumentary.domain.places.whereabouts import Whereabouts
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.turns import TurnsGateway
from walkumentary.infra.caching.cache import StoreCache
from walkumentary.infra.geocoding.cached import KEPT_S, CachedGeocoder
from walkumentary.infra.memory.cache import MemoryStoreOfBytes
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.turns import MemoryTurns

ROSES = makers.a_place(name="Rose Garden", position=north_of(makers.DAM, 1_000))


class TestMemoryTurns(TurnsContract):
    @pytest.fixture
    def turns(self) -> TurnsGateway:
        return MemoryTurns(FixedClock())


@dataclass(slots=True)
class House:
    """A cached geocoder, what it asks, and its time."""

    inner: ScriptedGeocoder = field(
        default_factory=lambda: ScriptedGeocoder(places=[ROSES])
    )
    clock: FixedClock = field(default_factory=FixedClock)

    def cached(self) -> CachedGeocoder:
        cache = StoreCache(MemoryStoreOfBytes(self.clock))
        return CachedGeocoder(self.inner, name="test", cache=cache)


async def test_the_same_question_is_asked_once_in_three_days() -> None:
    house = House()
    geocoder = house.cached()

    first = await found(geocoder, "rose  garden ")
    again = await found(geocoder, "rose garden")
    house.clock.advance(seconds=KEPT_S + 1)
    await found(geocoder, "rose garden")

    assert first == again == [ROSES]
    assert len(house.inner.searches) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"text": "roses"},
        {"language": "nl"},
        {"limit": 3},
        {"near": north_of(makers.DAM, 5_000)},
        {"near": makers.DAM, "bound_m": 2_000.0},
    ],
)
async def test_another_question_is_asked(other: dict[str, object]) -> None:
    house = House()
    geocoder = house.cached()
    asked: dict[str, object] = {"text": "rose garden", "near": makers.DAM}
    await _search(geocoder, asked)

    await _search(geocoder, {**asked, **other})

    assert len(house.inner.searches) == 2


async def test_a_bound_holds_for_the_very_position_asked_for() -> None:
    house = House()
    geocoder = house.cached()

    at_999_m = await found(geocoder, "rose", near=makers.DAM, bound_m=999.0)
    at_1001_m = await found(geocoder, "rose", near=makers.DAM, bound_m=1_001.0)

    assert (at_999_m, at_1001_m) == ([], [ROSES])


async def test_a_step_aside_is_the_same_place() -> None:
    house = House()
    house.inner.where = Whereabouts(address="Dam 1", city="Amsterdam")
    geocoder = house.cached()

    one = await geocoder.reverse(makers.DAM, language="en")
    other = await geocoder.reverse(north_of(makers.DAM, 2), language="en")

    assert one == other == house.inner.where
    assert len(house.inner.reversals) == 1


async def test_a_failure_is_not_kept() -> None:
    house = House()
    geocoder = house.cached()
    house.inner.fails_with = GatewayUnavailable("Away.")
    with pytest.raises(GatewayUnavailable):
        await found(geocoder, "rose garden")

    house.inner.fails_with = None

    assert await found(geocoder, "rose garden") == [ROSES]


async def _search(geocoder: CachedGeocoder, asked: dict[str, object]) -> None:
    text, near = asked["text"], asked["near"]
    language, limit = asked.get("language", "en"), asked.get("limit", 10)
    bound_m = asked.get("bound_m")
    assert isinstance(text, str)
    assert isinstance(language, str)
    assert isinstance(limit, int)
    assert isinstance(bound_m, float | None)
    assert isinstance(near, type(makers.DAM))
    await geocoder.search(
        text, near=near, bound_m=bound_m, language=language, limit=limit
    )
