"""Following what happens to a tour."""

import asyncio
from collections.abc import Sequence

import pytest

from tests import makers
from tests.unit.usecase.tours.stage import Stage
from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.tours.tour import Tour, TourNotFound
from walkumentary.gateway.events import Event, tour_topic
from walkumentary.usecase.tours.delete_tour import DeleteTour
from walkumentary.usecase.tours.follow_tour import FollowTour, FollowTourQuery


def _follow(stage: Stage) -> FollowTour:
    return FollowTour(tours=stage.tours, events=stage.events, signals=stage.signals)


async def _followed(stage: Stage, tour: Tour, *, after: int = 0) -> Sequence[Event]:
    query = FollowTourQuery(actor=stage.actor, tour_id=tour.id, after=after)
    return [event async for event in await _follow(stage).execute(query)]


async def test_every_event_comes_in_order_until_the_tour_is_done(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()

    followed, _ = await asyncio.gather(_followed(stage, tour), stage.make(tour))

    assert followed == await stage.told(tour)
    assert followed[-1].kind == "done"


async def test_who_comes_late_hears_everything_too(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    assert await _followed(stage, tour) == await stage.told(tour)


async def test_one_goes_on_where_one_left_off(stage: Stage) -> None:
    tour = await stage.a_made_tour()

    followed = await _followed(stage, tour, after=7)

    assert followed == (await stage.told(tour))[7:]
    assert followed[0].seq == 8


async def test_after_the_last_event_nothing_comes(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    last = (await stage.told(tour))[-1].seq

    assert await _followed(stage, tour, after=last) == []


async def test_an_end_that_a_retry_took_back_is_left_out(stage: Stage) -> None:
    tour = await stage.a_tour()
    stage.narrator.fails_with(GatewayRefused("No."), name="Tower 2")
    await stage.make(tour)
    stage.narrator.recovers()
    await stage.retry(tour)
    await stage.make(tour)

    followed = await _followed(stage, tour)

    kinds = [event.kind for event in followed]
    assert len(await stage.news(tour, "done")) == 2
    assert kinds.count("done") == 1
    assert kinds[-1] == "done"
    assert "error" not in kinds


async def test_who_heard_the_first_end_hears_the_second_after_a_retry(
    stage: Stage,
) -> None:
    tour = await stage.a_tour()
    stage.narrator.fails_with(GatewayRefused("No."), name="Tower 2")
    await stage.make(tour)
    first = await _followed(stage, tour)
    stage.narrator.recovers()
    await stage.retry(tour)

    second, _ = await asyncio.gather(
        _followed(stage, tour, after=first[-1].seq), stage.make(tour)
    )

    assert [event.kind for event in first[-2:]] == ["error", "done"]
    assert second[-1].kind == "done"
    assert second[-1].body["status"] == "ready"


@pytest.mark.parametrize(("until", "ends"), [(500, 0), (199, 3), (200, 3)])
async def test_more_events_than_are_read_at_once_come_too(
    stage: Stage, until: int, ends: int
) -> None:
    tour = await stage.a_made_tour()
    more = until - len(await stage.told(tour))
    async with stage.begin(stage.actor) as work:
        for kind in ["status"] * more + ["done"] * ends + ["status", "done"]:
            await work.events.append(tour_topic(tour.id), kind=kind, body={})
        await work.commit()

    followed = await _followed(stage, tour)

    told = await stage.told(tour)
    lasting = [event for event in told[:-1] if event.kind not in {"done", "error"}]
    assert followed == [*lasting, told[-1]]


async def test_a_tour_deleted_meanwhile_is_not_found(stage: Stage) -> None:
    tour = await stage.a_tour()
    query = FollowTourQuery(actor=stage.actor, tour_id=tour.id)
    events = await _follow(stage).execute(query)
    delete = DeleteTour(begin=stage.begin, storage=stage.files)
    await delete.execute(stage.query(tour))

    with pytest.raises(TourNotFound):
        [event async for event in events]


async def test_events_that_cannot_be_read_are_said_to_be_so(stage: Stage) -> None:
    tour = await stage.a_tour()
    query = FollowTourQuery(actor=stage.actor, tour_id=tour.id)
    events = await _follow(stage).execute(query)
    stage.store.reachable = False

    with pytest.raises(GatewayUnavailable):
        [event async for event in events]


async def test_nobody_follows_the_tour_of_someone_else(stage: Stage) -> None:
    tour = await stage.a_made_tour()
    stage.actor = makers.an_actor()

    with pytest.raises(TourNotFound):
        await _followed(stage, tour)
