"""The promises of a transaction."""

import asyncio
from dataclasses import replace

import pytest

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import (
    Database,
    a_stranger,
    owner_of,
    read,
    stored,
    taken_lease,
)
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.tour import Lease, LeaseLost, Tour, TourNotFound
from walkumentary.gateway.unit_of_work import DatabaseUnavailable

A_MOMENT_S = 0.05


class UnitOfWorkContract(PortContract):
    """All or nothing; fenced by leases."""

    async def test_what_is_committed_stays(self, database: Database) -> None:
        tour = makers.a_tour(title="Kept")

        await stored(database, tour)

        kept, _ = await read(database, tour)
        assert kept == tour

    async def test_leaving_without_commit_rolls_back(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour(title="Before"))

        async with database.begin(owner_of(tour)) as work:
            await work.tours.save(replace(tour, title="After"))
            await work.tours.add_sentences(tour.id, makers.a_script())
            await work.events.append("tour:x", kind="status", body={})
            await work.jobs.make_tour(tour.id, owner_id=tour.owner_id)

        left, sentences = await read(database, tour)
        assert (left.title, list(sentences)) == ("Before", [])
        assert await _jobs_of(database, tour.id) == []

    async def test_an_error_rolls_back_and_goes_on(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour(title="Before"))

        with pytest.raises(Interrupted):
            await _save_and_fail(database, replace(tour, title="After"))

        left, _ = await read(database, tour)
        assert left.title == "Before"

    async def test_changes_are_invisible_until_commit(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour(title="Before"))

        async with database.begin(owner_of(tour)) as work:
            await work.tours.save(replace(tour, title="After"))
            seen, _ = await read(database, tour)
            await work.commit()

        now, _ = await read(database, tour)
        assert (seen.title, now.title) == ("Before", "After")

    async def test_a_transaction_sees_its_own_changes(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour(title="Before"))

        async with database.begin(owner_of(tour)) as work:
            await work.tours.save(replace(tour, title="After"))
            seen = await work.tours.get(tour.id, owner_id=tour.owner_id)

        assert seen.title == "After"

    async def test_two_transactions_on_one_tour_follow_each_other(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour(version=1))

        async def raise_version() -> None:
            async with database.begin(owner_of(tour)) as work:
                now = await work.tours.get(tour.id, owner_id=tour.owner_id)
                await asyncio.sleep(0)
                await work.tours.save(replace(now, version=now.version + 1))
                await work.commit()

        await asyncio.gather(*(raise_version() for _ in range(5)))

        raised, _ = await read(database, tour)
        assert raised.version == 6

    async def test_a_stop_saved_while_one_waits_for_the_tour_is_seen(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())

        async def second() -> bool:
            async with database.begin(owner_of(tour)) as work:
                seen = await work.tours.get(tour.id, owner_id=tour.owner_id)
                return seen.stops[0].written

        async with database.begin(owner_of(tour)) as work:
            await work.tours.get(tour.id, owner_id=tour.owner_id)
            waiting = asyncio.create_task(second())
            await asyncio.sleep(A_MOMENT_S)
            await work.tours.save_stop(tour.id, replace(tour.stops[0], written=True))
            await work.commit()

        assert await waiting

    async def test_the_newest_lease_may_write(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour())
        lease = await taken_lease(database, tour)

        async with database.begin(owner_of(tour), lease=lease) as work:
            await work.tours.save(replace(tour, title="Mine"))
            await work.commit()

        saved, _ = await read(database, tour)
        assert saved.title == "Mine"

    async def test_an_older_lease_cannot_even_begin(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour())
        older = await taken_lease(database, tour)
        newer = await taken_lease(database, tour)

        with pytest.raises(LeaseLost):
            await _save(database, replace(tour, title="Too late"), lease=older)

        left, _ = await read(database, tour)
        assert left.title == tour.title
        assert newer.number == older.number + 1

    async def test_a_run_ends_at_the_transaction_after_it_was_taken_over(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())
        first = await taken_lease(database, tour)
        async with database.begin(owner_of(tour), lease=first) as work:
            await work.tours.add_sentences(tour.id, makers.a_script()[:1])
            await work.commit()

        await taken_lease(database, tour)

        with pytest.raises(LeaseLost):
            async with database.begin(owner_of(tour), lease=first):
                pass

    async def test_the_lease_holds_until_commit(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour())
        lease = await taken_lease(database, tour)

        async with database.begin(owner_of(tour), lease=lease) as work:
            takeover = asyncio.create_task(taken_lease(database, tour))
            await asyncio.sleep(A_MOMENT_S)
            taken_too_early = takeover.done()
            await work.tours.save(replace(tour, title="Still mine"))
            await work.commit()
        await takeover

        saved, _ = await read(database, tour)
        assert (taken_too_early, saved.title) == (False, "Still mine")

    async def test_a_lease_that_was_rolled_back_takes_nothing_over(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())
        lease = await taken_lease(database, tour)

        async with database.begin(owner_of(tour)) as work:
            await work.tours.take_lease(tour.id)

        async with database.begin(owner_of(tour), lease=lease) as work:
            await work.commit()

    async def test_a_lease_on_a_deleted_tour_is_lost(self, database: Database) -> None:
        tour = await stored(database, makers.a_tour())
        lease = await taken_lease(database, tour)
        async with database.begin(owner_of(tour)) as work:
            await work.tours.delete(tour.id, owner_id=tour.owner_id)
            await work.commit()

        with pytest.raises(LeaseLost):
            async with database.begin(owner_of(tour), lease=lease):
                pass

    async def test_a_lease_is_worth_nothing_to_somebody_else(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())
        lease = await taken_lease(database, tour)

        with pytest.raises(LeaseLost):
            async with database.begin(a_stranger(), lease=lease):
                pass

    async def test_a_lease_on_nothing_is_lost(self, database: Database) -> None:
        with pytest.raises(LeaseLost):
            async with database.begin(SYSTEM, lease=Lease(makers.a_tour_id(), 1)):
                pass

    async def test_nobody_takes_a_lease_on_a_tour_of_someone_else(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())

        async with database.begin(a_stranger()) as work:
            with pytest.raises(TourNotFound):
                await work.tours.take_lease(tour.id)

    async def test_jobs_appear_when_the_transaction_commits(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())

        async with database.begin(owner_of(tour)) as work:
            await work.jobs.make_tour(tour.id, owner_id=tour.owner_id)
            before = await _jobs_of(database, tour.id)
            await work.commit()

        args = {"tour_id": str(tour.id), "owner_id": str(tour.owner_id)}
        assert before == []
        assert await _jobs_of(database, tour.id) == [("tours.make", args)]

    async def test_the_system_sees_which_tours_are_unfinished_and_in_hand(
        self, database: Database
    ) -> None:
        lost, in_hand = [await stored(database, makers.a_tour()) for _ in range(2)]
        ready = await stored(database, makers.a_tour(state=life.READY))
        async with database.begin(owner_of(in_hand)) as work:
            await work.jobs.make_tour(in_hand.id, owner_id=in_hand.owner_id)
            await work.commit()

        async with database.begin(SYSTEM) as work:
            unfinished = await work.tours.unfinished(limit=1_000)
            to_make = await work.jobs.tours_to_make()
        async with database.begin(owner_of(lost)) as work:
            own = await work.tours.unfinished(limit=1_000)

        ids = {tour.id for tour in (lost, in_hand, ready)}
        assert {(lost.id, lost.owner_id), (in_hand.id, in_hand.owner_id)} == {
            one for one in unfinished if one[0] in ids
        }
        assert to_make & ids == {in_hand.id}
        assert list(own) == [(lost.id, lost.owner_id)]

    async def test_an_unreachable_database_is_unavailable(
        self, database: Database
    ) -> None:
        async with database.outage() as away:
            with pytest.raises(DatabaseUnavailable) as caught:
                async with away.begin(SYSTEM):
                    pass

        assert caught.value.retry_after_s == 2.0

    async def test_a_used_up_transaction_refuses_to_write(
        self, database: Database
    ) -> None:
        tour = await stored(database, makers.a_tour())

        async with database.begin(owner_of(tour)) as work:
            await work.commit()
            with pytest.raises(Exception, match=r"transaction|Autobegin"):
                await work.tours.save(replace(tour, title="Too late"))


class Interrupted(Exception):
    """Something went wrong in the middle of a transaction."""


async def _save_and_fail(database: Database, tour: Tour) -> None:
    async with database.begin(owner_of(tour)) as work:
        await work.tours.save(tour)
        raise Interrupted


async def _save(database: Database, tour: Tour, *, lease: Lease) -> None:
    async with database.begin(owner_of(tour), lease=lease) as work:
        await work.tours.save(tour)
        await work.commit()


async def _jobs_of(database: Database, tour_id: object) -> list[tuple[str, object]]:
    return [
        (name, args)
        for name, args in await database.jobs()
        if args["tour_id"] == str(tour_id)
    ]
