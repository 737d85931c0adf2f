"""Jobs: a name and arguments become a use case."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
import structlog

from tests import makers
from tests.unit.controller.app import ME, STRANGER, WALK, Product, a_ready_tour
from walkumentary.controller.jobs import GIVE_UP, HANDLERS, SCHEDULE, Handler
from walkumentary.domain.accounts.usage import Bill, Subject
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.shared.errors import GatewayRefused
from walkumentary.domain.shared.ids import PieceKey, TourId
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.ledger import ProviderCall
from walkumentary.gateway.unit_of_work import DatabaseUnavailable
from walkumentary.usecase.tours.sweep_orphans import OWNER

MAKE, FORSAKE = HANDLERS["tours.make"], GIVE_UP["tours.make"]
BOTH = pytest.mark.parametrize("handler", [MAKE, FORSAKE])


def arguments(tour_id: TourId, owner: Actor = ME) -> Mapping[str, str]:
    return {"tour_id": str(tour_id), "owner_id": str(owner.user_id)}


async def a_started_tour(house: Product) -> TourId:
    await house.load_city()
    async with house.client() as me:
        started = (await me.post("/v1/tours/generate", json=WALK)).json()
    (tour_id,) = house.store.tours
    assert str(tour_id) == started["tour_id"]
    return tour_id


def now(house: Product, tour_id: TourId) -> Tour:
    return house.store.tours[tour_id].tour


async def test_the_job_of_a_generated_tour_makes_it(house: Product) -> None:
    tour_id = await a_started_tour(house)
    (job,) = house.store.jobs

    await HANDLERS[job.name](house.usecases, job.args)

    assert now(house, tour_id).state == life.READY


async def test_making_again_changes_nothing(house: Product) -> None:
    tour_id = await a_started_tour(house)
    await MAKE(house.usecases, arguments(tour_id))
    made, spoken = now(house, tour_id), len(house.speech.spoken)

    await MAKE(house.usecases, arguments(tour_id))

    assert now(house, tour_id) == made
    assert len(house.speech.spoken) == spoken


async def test_a_refusing_writer_ends_the_tour_in_error(house: Product) -> None:
    tour_id = await a_started_tour(house)
    house.narrator.fails_with(GatewayRefused("Not this."))

    await MAKE(house.usecases, arguments(tour_id))

    assert now(house, tour_id).state == life.ERROR


@BOTH
async def test_a_tour_deleted_meanwhile_is_no_failure(
    house: Product, handler: Handler
) -> None:
    await handler(house.usecases, arguments(makers.a_tour_id()))

    assert house.store.tours == {}
    assert house.store.events == {}


@BOTH
async def test_a_job_in_anothers_name_does_nothing(
    house: Product, handler: Handler
) -> None:
    tour = await house.keep(makers.a_tour(owner_id=ME.user_id))

    await handler(house.usecases, arguments(tour.id, STRANGER))

    assert now(house, tour.id) == tour


@BOTH
async def test_an_outage_is_left_to_the_engine(
    house: Product, handler: Handler
) -> None:
    tour = await house.keep(makers.a_tour(owner_id=ME.user_id))
    house.store.reachable = False

    with pytest.raises(DatabaseUnavailable):
        await handler(house.usecases, arguments(tour.id))


async def test_a_tour_tried_too_often_ends_and_its_listeners_know(
    house: Product,
) -> None:
    tour = await house.keep(makers.a_tour(owner_id=ME.user_id))

    await FORSAKE(house.usecases, arguments(tour.id))

    failed = now(house, tour.id)
    assert failed.state == life.ERROR
    assert failed.failure is not None
    assert failed.failure.code == "gave-up"
    kinds = [event.kind for event in house.store.events.values()]
    assert kinds == ["status", "error", "done"]


async def test_a_finished_tour_is_not_given_up(house: Product) -> None:
    tour, script = a_ready_tour()
    await house.keep(tour, script)

    await FORSAKE(house.usecases, arguments(tour.id))

    assert now(house, tour.id) == tour


async def test_a_given_up_tour_can_be_retried(house: Product) -> None:
    tour_id = await a_started_tour(house)
    await FORSAKE(house.usecases, arguments(tour_id))

    async with house.client() as me:
        await me.post(f"/v1/tours/{tour_id}/retry")
    await MAKE(house.usecases, house.store.jobs[-1].args)

    assert now(house, tour_id).state == life.READY
    assert now(house, tour_id).failure is None


async def test_the_sweep_deletes_what_nobody_uses(house: Product) -> None:
    tour, script = a_ready_tour()
    unused, unused_script = a_ready_tour()
    await house.keep(tour, script)
    await house.keep(unused, unused_script)
    async with house.client() as me:
        await me.delete(f"/v1/tours/{unused.id}")
    house.clock.advance(days=31)

    await HANDLERS["tours.sweep_audio"](house.usecases, {})

    kept = {sentence.piece_key for sentence in script}
    assert set(house.store.pieces) == kept
    assert len(house.files.files) == len(kept)


async def test_the_sweep_of_orphans_knows_the_products_own_files(
    house: Product,
) -> None:
    await house.keep(*a_ready_tour())
    kept = set(house.files.files)
    orphan = makers.a_piece(
        key=PieceKey(f"{house.clock.now().hour:02x}".ljust(64, "0"))
    )
    house.files.files[orphan.path] = b"frames"

    await HANDLERS["tours.sweep_orphans"](house.usecases, {})

    assert house.files.files.keys() == {OWNER, *kept}


async def test_orphans_in_a_storage_of_another_database_are_left_alone(
    house: Product,
) -> None:
    house.files.files[OWNER] = b"theirs"
    before = dict(house.files.files)

    await HANDLERS["tours.sweep_orphans"](house.usecases, {})

    assert house.files.files == before


async def test_a_tour_whose_job_was_lost_is_made_all_the_same(house: Product) -> None:
    tour_id = await a_started_tour(house)
    house.store.jobs.clear()

    await HANDLERS["tours.resume"](house.usecases, {})
    (job,) = house.store.jobs
    await HANDLERS[job.name](house.usecases, job.args)

    assert now(house, tour_id).state == life.READY


async def test_narrations_nobody_asks_for_are_written_anew(house: Product) -> None:
    tour_id = await a_started_tour(house)
    await MAKE(house.usecases, arguments(tour_id))
    async with house.client() as me:
        await me.delete(f"/v1/tours/{tour_id}")
    house.clock.advance(days=8)

    await HANDLERS["tours.sweep_narrations"](house.usecases, {})

    assert not house.store.narrations


async def test_operators_are_told_of_a_budget(
    house: Product,
) -> None:
    alert = {"owner_id": str(ME.user_id), "bucket": "2026-11-21", "level": "80"}

    with structlog.testing.capture_logs() as told:
        await HANDLERS["ops.alert_budget"](house.usecases, alert)

    (line,) = told
    assert (line["event"], line["level_percent"]) == ("budget_level_reached", 80)


async def test_calls_of_processes_that_died_are_settled(house: Product) -> None:
    call = ProviderCall(
        id=makers.a_tour_id(),
        bill=Bill(owner_id=ME.user_id, subject=Subject("tour", makers.a_tour_id())),
        operation="narrate",
        provider="openai",
        model="gpt",
        reserved_usd=Decimal("0.02"),
        started_at=house.clock.now(),
    )
    async with house.gateways.begin_ledger(SYSTEM) as work:
        await work.ledger.start(call)
        await work.commit()
    house.clock.advance(seconds=16 * 60)

    await HANDLERS["ops.sweep_ledger"](house.usecases, {})

    (row,) = house.store.ledger.values()
    assert (row.state, row.usd) == ("unknown", Decimal("0.02"))


def test_what_runs_by_itself_has_a_handler() -> None:
    assert SCHEDULE.keys() | GIVE_UP.keys() <= HANDLERS.keys()


async def test_an_archived_tour_is_made_like_any_other(house: Product) -> None:
    tour_id = await a_started_tour(house)
    await house.change(replace(now(house, tour_id), archived_at=makers.NOON))

    await MAKE(house.usecases, arguments(tour_id))

    assert now(house, tour_id).state == life.READY
