"""Renaming a tour and putting it away."""

from datetime import timedelta

import pytest

from tests import makers
from tests.unit.usecase.tours.stage import Stage
from walkumentary.domain.tours.tour import MAX_TITLE, TitleInvalid, Tour, TourNotFound
from walkumentary.gateway.unit_of_work import TextNotStorable
from walkumentary.usecase.tours.change_tour import ChangeTour, ChangeTourCommand


async def _change(
    stage: Stage, tour: Tour, *, title: str | None = None, archived: bool | None = None
) -> None:
    command = ChangeTourCommand(
        actor=stage.actor, tour_id=tour.id, title=title, archived=archived
    )
    await ChangeTour(begin=stage.begin, clock=stage.clock).execute(command)


async def test_a_new_title_is_stored_without_blanks_around_it(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.clock.advance(seconds=60)

    await _change(stage, tour, title="  Towers  ")

    stored = stage.stored(tour)
    assert stored.title == "Towers"
    assert stored.version == tour.version + 1
    assert stored.updated_at == tour.updated_at + timedelta(seconds=60)


async def test_a_tour_is_put_away_and_taken_out_again(stage: Stage) -> None:
    tour = await stage.a_tour()

    await _change(stage, tour, archived=True)
    put_away = stage.stored(tour).archived_at
    await _change(stage, tour, archived=False)

    assert put_away == stage.clock.now()
    assert stage.stored(tour).archived_at is None


async def test_what_is_not_named_stays_as_it_is(stage: Stage) -> None:
    tour = await stage.a_tour()

    await _change(stage, tour)

    assert stage.stored(tour) == tour


@pytest.mark.parametrize("title", ["", "   ", "x" * (MAX_TITLE + 1)])
async def test_an_empty_or_endless_title_is_refused(stage: Stage, title: str) -> None:
    tour = await stage.a_tour()

    with pytest.raises(TitleInvalid):
        await _change(stage, tour, title=title)

    assert stage.stored(tour) == tour


async def test_a_title_that_no_database_holds_is_refused(stage: Stage) -> None:
    tour = await stage.a_tour()

    with pytest.raises(TextNotStorable):
        await _change(stage, tour, title="Tow\x00ers")

    assert stage.stored(tour) == tour


async def test_nobody_renames_the_tour_of_someone_else(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.actor = makers.an_actor()

    with pytest.raises(TourNotFound):
        await _change(stage, tour, title="Mine")
