"""An estimate shows the tour that would be made, and spends nothing."""

import pytest

from tests import makers
from tests.packs import CENTRE
from tests.unit.usecase.tours.planning import Planning
from walkumentary.domain.tours.plan import MinutesTooFew
from walkumentary.domain.tours.request import TourRequest


@pytest.fixture
def planning() -> Planning:
    return Planning()


HERE = TourRequest(coordinates=CENTRE)


async def test_an_estimate_shows_what_generate_makes(planning: Planning) -> None:
    shown = await planning.estimate.execute(planning.query(HERE))
    made = await planning.generate.execute(planning.query(HERE))

    assert shown.plan.stops == made.tour.stops
    assert shown.plan.certificate == made.tour.certificate
    assert shown.voice.id == made.tour.voice


async def test_an_estimate_stores_nothing_and_buys_nothing(planning: Planning) -> None:
    await planning.estimate.execute(planning.query(HERE))

    assert (planning.store.tours, planning.store.jobs) == ({}, [])
    assert (planning.store.narrations, planning.speech.spoken) == ({}, [])


async def test_stops_that_are_narrated_already_cost_nothing(planning: Planning) -> None:
    fresh = await planning.estimate.execute(planning.query(HERE))
    second = fresh.plan.stops[1]
    narration = makers.a_narration(key=second.narration_key)
    planning.store.narrations[narration.key] = narration

    again = await planning.estimate.execute(planning.query(HERE))

    cached = [one.quote.cached_stops for one in (fresh, again)]
    assert cached == [frozenset(), frozenset({2})]


async def test_what_cannot_be_planned_is_refused(planning: Planning) -> None:
    request = TourRequest(coordinates=CENTRE, duration_minutes=5)

    with pytest.raises(MinutesTooFew):
        await planning.estimate.execute(planning.query(request))
