"""The promises of the port that deletes people."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

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
from walkumentary.domain.accounts.erasure import REASONS, Erased
from walkumentary.domain.accounts.limits import GuestDay
from walkumentary.domain.accounts.periods import PeriodName, period_of
from walkumentary.domain.accounts.usage import Bill, Charge, Subject
from walkumentary.domain.accounts.user import NoSuchAccount, User
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.tours.tour import LeaseLost, Tour, TourNotFound
from walkumentary.gateway.budget import Reservation
from walkumentary.gateway.events import tour_topic
from walkumentary.gateway.tour_views import TourFilter
from walkumentary.gateway.unit_of_work import AlreadyStored

NOON = makers.NOON


class ErasureContract(PortContract):
    """Whoever leaves is gone at once and for everybody; the books add up."""

    async def test_nothing_of_a_person_is_left(self, database: Database) -> None:
        anna, tour = await _resident(database)

        await _erased(database, anna)

        with pytest.raises(NoSuchAccount):
            await database.tours.view(tour.id, actor=anna.as_actor(), media_query="")
        async with database.begin(SYSTEM) as work:
            with pytest.raises(TourNotFound):
                await work.tours.get(tour.id, owner_id=anna.id)
            assert await work.users.find(anna.id) is None
            assert await work.users.lock(anna.id) is None
            assert await work.users.find_by_email_key(anna.email_key or "") is None
        news = await database.events.since(
            tour_topic(tour.id), actor=SYSTEM, after=0, limit=9
        )
        assert list(news) == []

    async def test_everybody_else_stays(self, database: Database) -> None:
        anna, _ = await _resident(database)
        berta, tour = await _resident(database)

        await _erased(database, anna)

        kept, _ = await read(database, tour)
        assert kept == tour
        async with database.begin(berta.as_actor()) as work:
            assert await work.users.find(berta.id) == berta

    async def test_their_address_is_free_again(self, database: Database) -> None:
        anna, _ = await _resident(database)
        await _erased(database, anna)
        again = replace(anna, id=makers.a_user_id())

        async with database.begin(SYSTEM) as work:
            await work.users.add(again)
            await work.commit()

        async with database.begin(SYSTEM) as work:
            assert await work.users.find_by_email_key(anna.email_key or "") == again

    async def test_nobody_reads_or_writes_as_somebody_deleted(
        self, database: Database
    ) -> None:
        anna, _ = await _resident(database)
        actor = anna.as_actor()
        await _erased(database, anna)

        with pytest.raises(NoSuchAccount):
            async with database.begin(actor):
                raise AssertionError("it was opened")
        with pytest.raises(NoSuchAccount):
            await _listed(database, actor)
        with pytest.raises(NoSuchAccount):
            await database.tours.status(makers.a_tour_id(), actor=actor)
        today = period_of(PeriodName.TODAY, now=NOON)
        with pytest.raises(NoSuchAccount):
            await database.usage.used(actor, today)

    async def test_their_number_is_nobody_else_s(self, database: Database) -> None:
        anna, _ = await _resident(database)
        await _erased(database, anna)

        with pytest.raises(AlreadyStored):
            async with database.begin(SYSTEM) as work:
                await work.users.add(makers.a_user(user_id=anna.id))

    async def test_whoever_has_no_account_is_not_taken_for_deleted(
        self, database: Database
    ) -> None:
        async with database.begin(a_stranger()) as work:
            await work.commit()

        assert '"items":' in (await _listed(database, a_stranger())).replace(" ", "")

    async def test_a_tour_that_is_being_made_is_nobody_s_any_more(
        self, database: Database
    ) -> None:
        anna, tour = await _resident(database)
        lease = await taken_lease(database, tour)

        await _erased(database, anna)

        with pytest.raises(LeaseLost):
            async with database.begin(owner_of(tour), lease=lease):
                raise AssertionError("it was opened")

    async def test_the_books_add_up_under_another_number(
        self, database: Database
    ) -> None:
        anna, tour = await _resident(database)
        alias = makers.an_actor()
        await _charged(database, tour, "0.25")

        erased = await _erased(database, anna, alias=alias)

        today = period_of(PeriodName.TODAY, now=database.clock.now())
        used = await database.usage.used(alias, today)
        assert (used.usd, used.tokens_in) == (Decimal("0.25"), 7)
        assert erased.kept["charges"] == 1
        assert erased.kept.keys() == REASONS.keys()

    async def test_a_guest_s_allowance_is_not_renewed_by_leaving(
        self, database: Database
    ) -> None:
        anna, tour = await _resident(database)
        address, bucket = makers.a_key().encode(), makers.a_key()
        await _charged(database, tour, "0.25", guest_address=address, bucket=bucket)

        erased = await _erased(database, anna)

        async with database.begin(a_stranger()) as work:
            day = await work.budget.guests_day(address, bucket=bucket)
        assert day == GuestDay(usd=Decimal("0.25"), tours=1, paid_tours=1)
        assert erased.kept["reservations"] == 1

    async def test_erasing_again_takes_what_came_late(self, database: Database) -> None:
        anna, tour = await _resident(database)
        await _erased(database, anna)
        late = Bill(owner_id=anna.id, subject=Subject("tour", tour.id))
        async with database.begin(SYSTEM) as work:
            await work.budget.charge(Charge(bill=late, item="late", usd=Decimal(1)))
            await work.commit()

        again = await _erased(database, anna)

        assert (again.kept["charges"], again.kept["account"]) == (1, 1)

    async def test_nothing_is_erased_of_nobody(self, database: Database) -> None:
        erased = await _erased(database, makers.a_user())

        assert set(erased.kept.values()) == {0}

    async def test_the_last_trace_goes_in_time(self, database: Database) -> None:
        anna, _ = await _resident(database)
        await _erased(database, anna)
        day = timedelta(days=1)

        async with database.begin(SYSTEM) as work:
            lately = await work.erasure.erased(after=NOON)
            later = await work.erasure.erased(after=NOON + day)
            early = await work.erasure.forget(before=NOON)
            await work.commit()
        async with database.begin(SYSTEM) as work:
            in_time = await work.erasure.forget(before=NOON + day)
            await work.commit()

        assert anna.id in lately
        assert anna.id not in later
        assert (early, in_time >= 1) == (0, True)
        async with database.begin(anna.as_actor()) as work:
            await work.commit()

    async def test_what_is_being_written_is_waited_for(
        self, database: Database
    ) -> None:
        anna, _ = await _resident(database)
        tour = makers.a_tour(owner_id=anna.id)
        writing, written = asyncio.Event(), asyncio.Event()

        async def write() -> None:
            async with database.begin(anna.as_actor()) as work:
                await work.tours.add(tour)
                writing.set()
                await written.wait()
                await work.commit()

        async def leave() -> None:
            await writing.wait()
            written.set()
            await _erased(database, anna)

        await asyncio.gather(write(), leave(), return_exceptions=True)

        async with database.begin(SYSTEM) as work:
            with pytest.raises(TourNotFound):
                await work.tours.get(tour.id, owner_id=anna.id)


async def _resident(database: Database) -> tuple[User, Tour]:
    """Return somebody with an account and a tour."""
    name = f"anna-{makers.a_key()[:12]}"
    user = makers.a_user(email=f"{name}@example.org", username=name)
    async with database.begin(SYSTEM) as work:
        await work.users.add(user)
        await work.commit()
    tour = makers.a_tour(owner_id=user.id)
    await stored(database, tour, makers.a_script())
    async with database.begin(user.as_actor()) as work:
        await work.events.append(tour_topic(tour.id), kind="status", body={})
        await work.commit()
    return user, tour


async def _erased(
    database: Database, user: User, *, alias: Actor | None = None
) -> Erased:
    other: UUID = (alias or makers.an_actor()).user_id
    async with database.begin(SYSTEM) as work:
        erased = await work.erasure.erase(user.id, alias=other, at=NOON)
        await work.commit()
    return erased


async def _listed(database: Database, actor: Actor) -> str:
    return await database.tours.page(
        actor=actor, filter=TourFilter(), after=None, limit=1
    )


async def _charged(
    database: Database,
    tour: Tour,
    usd: str,
    *,
    guest_address: bytes | None = None,
    bucket: str = "2026-11-21",
) -> None:
    bill = Bill(owner_id=tour.owner_id, subject=Subject("tour", tour.id))
    async with database.begin(owner_of(tour)) as work:
        await work.budget.reserve(
            Reservation(
                bill=bill, bucket=bucket, usd=Decimal(1), guest_address=guest_address
            )
        )
        await work.budget.charge(
            Charge(bill=bill, item="a", usd=Decimal(usd), tokens_in=7)
        )
        await work.commit()
