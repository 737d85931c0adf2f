"""What budgets, the ledger and the usage read model promise, whoever keeps them."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from tests import makers
from tests.contracts.base import PortContract
from tests.contracts.database import Database, a_stranger
from walkumentary.domain.accounts.limits import Day, GuestDay, bucket_of
from walkumentary.domain.accounts.periods import PeriodName, period_of
from walkumentary.domain.accounts.usage import Bill, Charge, Paid, Subject, Usage
from walkumentary.domain.shared.actor import SYSTEM, Actor, ActorKind
from walkumentary.gateway.budget import Reservation
from walkumentary.gateway.ledger import CallEnd, ProviderCall

TODAY = "2026-11-21"


def a_bill(owner: Actor) -> Bill:
    return Bill(owner_id=owner.user_id, subject=Subject("tour", uuid4()))


def usd(amount: str) -> Decimal:
    return Decimal(amount)


async def reserved(
    database: Database,
    owner: Actor,
    amount: str,
    bill: Bill | None = None,
    *,
    guest_address: bytes | None = None,
    bucket: str = TODAY,
) -> Bill:
    """Set money aside for a new subject, or again."""
    bill = bill or a_bill(owner)
    async with database.begin(owner) as work:
        reservation = Reservation(
            bill=bill, bucket=bucket, usd=usd(amount), guest_address=guest_address
        )
        await work.budget.reserve(reservation)
        await work.commit()
    return bill


async def charged(
    database: Database, owner: Actor, bill: Bill, item: str, amount: str
) -> None:
    async with database.begin(owner) as work:
        charge = Charge(bill=bill, item=item, usd=usd(amount), tokens_in=7)
        await work.budget.charge(charge)
        await work.commit()


async def settled(
    database: Database, owner: Actor, bill: Bill, *, delivered: bool = True
) -> None:
    async with database.begin(owner) as work:
        await work.budget.settle(bill, delivered=delivered)
        await work.commit()


async def day_of(database: Database, owner: Actor, bucket: str = TODAY) -> Day:
    async with database.begin(owner) as work:
        return await work.budget.day(owner.user_id, bucket=bucket)


class BudgetContract(PortContract):
    """Money is set aside before it is spent, and what was not spent comes back."""

    async def test_nothing_is_spent_at_first(self, database: Database) -> None:
        assert await day_of(database, makers.an_actor()) == Day(
            bucket=TODAY, tier="free"
        )

    async def test_the_tier_is_the_accounts(self, database: Database) -> None:
        owner = makers.an_actor()
        user = replace(makers.a_user(user_id=owner.user_id), tier="premium")
        async with database.begin(SYSTEM) as work:
            await work.users.add(user)
            await work.commit()

        assert (await day_of(database, owner)).tier == "premium"

    async def test_what_is_set_aside_counts(self, database: Database) -> None:
        owner = makers.an_actor()

        await reserved(database, owner, "0.25")

        day = await day_of(database, owner)
        assert (day.usd, day.tours, day.at_once) == (usd("0.25"), 1, 1)

    async def test_what_is_no_tour_is_counted_as_money_alone(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        subject = Subject("recognition", makers.a_tour_id())
        look = Bill(owner_id=owner.user_id, subject=subject)

        await reserved(database, owner, "0.01", look)

        day = await day_of(database, owner)
        assert (day.usd, day.tours, day.at_once) == (usd("0.01"), 0, 0)

    async def test_it_counts_on_its_own_day_alone(self, database: Database) -> None:
        owner = makers.an_actor()

        await reserved(database, owner, "0.25")

        tomorrow = await day_of(database, owner, "2026-11-22")
        assert (tomorrow.usd, tomorrow.tours) == (usd("0"), 0)
        assert tomorrow.at_once == 1

    async def test_what_was_not_charged_comes_back(self, database: Database) -> None:
        owner = makers.an_actor()
        bill = await reserved(database, owner, "0.25")
        await charged(database, owner, bill, "a", "0.10")

        before = await day_of(database, owner)
        await settled(database, owner, bill)
        after = await day_of(database, owner)

        assert before.usd == usd("0.25")
        assert (after.usd, after.tours, after.at_once) == (usd("0.10"), 1, 0)

    async def test_charges_above_what_was_set_aside_count_in_full(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        bill = await reserved(database, owner, "0.05")

        await charged(database, owner, bill, "a", "0.10")

        assert (await day_of(database, owner)).usd == usd("0.10")

    async def test_what_had_nothing_to_show_is_no_tour(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        bill = await reserved(database, owner, "0.25")

        await settled(database, owner, bill, delivered=False)

        day = await day_of(database, owner)
        assert (day.usd, day.tours, day.at_once) == (usd("0"), 0, 0)

    async def test_what_was_given_back_counts_no_more(self, database: Database) -> None:
        owner = makers.an_actor()
        bill = await reserved(database, owner, "0.25")
        await settled(database, owner, bill, delivered=False)
        kept = await reserved(database, owner, "0.25")
        await settled(database, owner, kept)

        async with database.begin(owner) as work:
            assert await work.budget.counts(kept)
            assert not await work.budget.counts(bill)
            assert not await work.budget.counts(a_bill(owner))

    async def test_a_settled_subject_can_be_opened_again(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()
        bill = await reserved(database, owner, "0.25")
        await settled(database, owner, bill, delivered=False)

        await reserved(database, owner, "0.30", bill)

        day = await day_of(database, owner)
        assert (day.usd, day.tours, day.at_once) == (usd("0.30"), 1, 1)

    async def test_a_thing_is_charged_for_once(self, database: Database) -> None:
        owner = makers.an_actor()
        bill = await reserved(database, owner, "1")

        for amount in ("0.10", "0.20"):
            await charged(database, owner, bill, "same", amount)
        await charged(database, owner, bill, "other", "0.01")

        async with database.begin(owner) as work:
            paid = await work.budget.paid(bill)
        assert paid == Paid(usd("0.11"), 14, 0)

    async def test_a_level_is_told_once_a_day(self, database: Database) -> None:
        owner = makers.an_actor()

        async with database.begin(owner) as work:
            told = [
                await work.budget.first_alert(owner.user_id, bucket=day, level=level)
                for day, level in [(TODAY, 80), (TODAY, 80), (TODAY, 100), ("x", 80)]
            ]
            await work.commit()

        assert told == [True, False, True, True]

    async def test_those_who_spend_at_once_do_not_overspend(
        self, database: Database
    ) -> None:
        owner = makers.an_actor()

        async def spend() -> bool:
            async with database.begin(owner) as work:
                day = await work.budget.day(owner.user_id, bucket=TODAY)
                if day.tours >= 10:
                    return False
                await work.budget.reserve(
                    Reservation(bill=a_bill(owner), bucket=TODAY, usd=usd("0.01"))
                )
                await work.commit()
            return True

        spent = await asyncio.gather(*(spend() for _ in range(60)))

        assert sum(spent) == 10
        assert (await day_of(database, owner)).tours == 10

    async def test_budgets_are_ones_own(self, database: Database) -> None:
        owner = makers.an_actor()
        bill = await reserved(database, owner, "0.25")
        await charged(database, owner, bill, "a", "0.10")

        async with database.begin(a_stranger()) as work:
            paid = await work.budget.paid(bill)
            day = await work.budget.day(owner.user_id, bucket=TODAY)

        assert paid == Paid(usd("0"), 0, 0)
        assert day.usd == 0


def a_guest() -> Actor:
    return makers.an_actor(kind=ActorKind.GUEST)


def a_day_of_guests() -> str:
    """Return a day that no other test counts guests on."""
    return uuid4().hex


async def guests_day_of(database: Database, address: bytes, *, bucket: str) -> GuestDay:
    async with database.begin(a_guest()) as work:
        return await work.budget.guests_day(address, bucket=bucket)


HERE, THERE = b"here", b"there"


class GuestBudgetContract(PortContract):
    """Guests are counted by address and all together, whoever they say they are."""

    async def test_nothing_is_spent_at_first(self, database: Database) -> None:
        day = await guests_day_of(database, HERE, bucket=a_day_of_guests())

        assert day == GuestDay()

    async def test_new_guests_of_an_address_are_no_others(
        self, database: Database
    ) -> None:
        today = a_day_of_guests()
        for _ in range(3):
            await reserved(
                database, a_guest(), "0.10", guest_address=HERE, bucket=today
            )

        here = await guests_day_of(database, HERE, bucket=today)
        there = await guests_day_of(database, THERE, bucket=today)

        assert here == GuestDay(usd=usd("0.30"), tours=3, paid_tours=3)
        assert there == GuestDay(usd=usd("0.30"))

    async def test_another_day_is_another_allowance(self, database: Database) -> None:
        today = a_day_of_guests()
        await reserved(database, a_guest(), "0.10", guest_address=HERE, bucket=today)

        day = await guests_day_of(database, HERE, bucket=a_day_of_guests())

        assert day == GuestDay()

    async def test_users_are_not_among_them(self, database: Database) -> None:
        today = a_day_of_guests()
        await reserved(database, makers.an_actor(), "0.10", bucket=today)

        assert await guests_day_of(database, HERE, bucket=today) == GuestDay()

    async def test_a_tour_that_a_user_goes_on_with_is_no_guest_s_any_more(
        self, database: Database
    ) -> None:
        today, person = a_day_of_guests(), a_guest()
        bill = await reserved(
            database, person, "0.10", guest_address=HERE, bucket=today
        )

        await reserved(database, person, "0.20", bill, bucket=today)

        assert await guests_day_of(database, HERE, bucket=today) == GuestDay()
        own = await day_of(database, person, today)
        assert (own.usd, own.tours) == (usd("0.20"), 1)

    async def test_free_tours_are_told_apart(self, database: Database) -> None:
        today = a_day_of_guests()
        for amount in ("0", "0", "0.01"):
            await reserved(
                database, a_guest(), amount, guest_address=HERE, bucket=today
            )

        day = await guests_day_of(database, HERE, bucket=today)

        assert (day.tours, day.paid_tours) == (3, 1)

    async def test_what_was_charged_counts_and_the_rest_comes_back(
        self, database: Database
    ) -> None:
        today, guest = a_day_of_guests(), a_guest()
        bill = await reserved(database, guest, "0.25", guest_address=HERE, bucket=today)
        await charged(database, guest, bill, "a", "0.10")
        before = await guests_day_of(database, THERE, bucket=today)
        await settled(database, guest, bill)
        after = await guests_day_of(database, HERE, bucket=today)

        assert before.usd == usd("0.25")
        assert after == GuestDay(usd=usd("0.10"), tours=1, paid_tours=1)

    async def test_what_had_nothing_to_show_is_no_tour(
        self, database: Database
    ) -> None:
        today, guest = a_day_of_guests(), a_guest()
        bill = await reserved(database, guest, "0.25", guest_address=HERE, bucket=today)

        await settled(database, guest, bill, delivered=False)

        assert await guests_day_of(database, HERE, bucket=today) == GuestDay()

    async def test_guests_who_spend_at_once_do_not_overspend(
        self, database: Database
    ) -> None:
        today = a_day_of_guests()

        async def spend() -> bool:
            guest = a_guest()
            async with database.begin(guest) as work:
                await work.budget.day(guest.user_id, bucket=today)
                day = await work.budget.guests_day(HERE, bucket=today)
                if day.tours >= 3:
                    return False
                await work.budget.reserve(
                    Reservation(
                        bill=a_bill(guest),
                        bucket=today,
                        usd=usd("0.01"),
                        guest_address=HERE,
                    )
                )
                await work.commit()
            return True

        spent = await asyncio.gather(*(spend() for _ in range(60)))

        assert sum(spent) == 3
        assert (await guests_day_of(database, HERE, bucket=today)).tours == 3

    async def test_who_asks_is_still_themselves_afterwards(
        self, database: Database
    ) -> None:
        other, guest = makers.an_actor(), a_guest()
        bill = await reserved(database, other, "0.25")
        await charged(database, other, bill, "a", "0.10")

        async with database.begin(guest) as work:
            await work.budget.guests_day(HERE, bucket=TODAY)
            paid = await work.budget.paid(bill)

        assert paid == Paid(usd("0"), 0, 0)


def a_call(database: Database, owner: Actor) -> ProviderCall:
    return ProviderCall(
        id=uuid4(),
        bill=a_bill(owner),
        operation="narrate",
        provider="openai",
        model="gpt",
        reserved_usd=usd("0.02"),
        started_at=database.clock.now(),
    )


def an_end(database: Database, outcome: str = "done") -> CallEnd:
    return CallEnd(
        usage=Usage(provider="openai", model="gpt", tokens_in=5, tokens_out=3),
        usd=usd("0.01"),
        outcome=outcome,
        latency_ms=40,
        ended_at=database.clock.now(),
    )


async def begun(database: Database, call: ProviderCall) -> None:
    async with database.begin(SYSTEM) as work:
        await work.ledger.start(call)
        await work.commit()


async def ended(database: Database, call: ProviderCall, end: CallEnd) -> None:
    async with database.begin(SYSTEM) as work:
        await work.ledger.settle(call.id, end)
        await work.commit()


async def given_up(database: Database) -> int:
    async with database.begin(SYSTEM) as work:
        lost = await work.ledger.give_up(
            started_before=database.clock.now() - timedelta(minutes=15)
        )
        await work.commit()
    return lost


class LedgerContract(PortContract):
    """Every call is written down before it is made."""

    async def test_a_call_nobody_settled_is_found(self, database: Database) -> None:
        await given_up(database)
        lost, settled, young = (a_call(database, makers.an_actor()) for _ in range(3))
        await begun(database, lost)
        await begun(database, settled)
        await ended(database, settled, an_end(database))
        database.clock.advance(seconds=16 * 60)
        await begun(database, replace(young, started_at=database.clock.now()))

        assert await given_up(database) == 1
        assert await given_up(database) == 0


class UsageReaderContract(PortContract):
    """People see what they used, and nothing of others."""

    async def test_charges_and_calls_are_added_up(self, database: Database) -> None:
        owner, other = makers.an_actor(), makers.an_actor()
        bill = await reserved(database, owner, "1")
        for item, amount in (("a", "0.10"), ("b", "0.02")):
            await charged(database, owner, bill, item, amount)
        await charged(database, other, a_bill(other), "c", "5")
        saved = Charge(bill=bill, item="d", saved_usd=usd("0.03"))
        async with database.begin(owner) as work:
            await work.budget.charge(saved)
            await work.commit()
        await begun(database, a_call(database, owner))
        today = period_of(PeriodName.TODAY, now=database.clock.now())

        used = await database.usage.used(owner, today)

        assert (used.calls, used.tokens_in, used.usd) == (1, 14, usd("0.12"))
        assert (used.cache_hits, used.saved_usd) == (1, usd("0.03"))

    async def test_a_period_has_an_end(self, database: Database) -> None:
        owner = makers.an_actor()
        bill = a_bill(owner)
        await charged(database, owner, bill, "a", "0.10")
        database.clock.advance(days=1)
        now = database.clock.now()

        today = await database.usage.used(owner, period_of(PeriodName.TODAY, now=now))
        before = await database.usage.used(
            owner, period_of(PeriodName.YESTERDAY, now=now)
        )

        assert (today.usd, before.usd) == (usd("0"), usd("0.10"))
        assert bucket_of(now) == "2026-11-22"
