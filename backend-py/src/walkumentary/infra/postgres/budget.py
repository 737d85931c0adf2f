"""Adapter: budgets in Postgres: reservations, charges, alerts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.accounts.limits import Day, GuestDay
from walkumentary.domain.accounts.usage import Bill, Charge, Paid
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.budget import Reservation
from walkumentary.gateway.clock import Clock
from walkumentary.infra.postgres.models import (
    BudgetAlertRow,
    ChargeRow,
    ReservationRow,
)
from walkumentary.infra.postgres.reading import claims

_QUEUE_UP = text("select pg_advisory_xact_lock(hashtextextended(:owner, 0))")
"""Those who spend one person's money follow one another, until they commit."""

_DAY = text("""
select
    coalesce((select tier from users where id = :owner), 'free') as tier,
    coalesce(sum(greatest(r.reserved_usd, r.charged_usd)), 0) as usd,
    count(*) filter (where r.state <> 'void' and r.subject_kind = 'tour') as tours,
    (
        select count(*) from reservations
        where owner_id = :owner and state = 'open' and subject_kind = 'tour'
    ) as at_once
from (
    select
        state,
        subject_kind,
        case when state = 'open' then usd else 0 end as reserved_usd,
        (
            select coalesce(sum(c.usd), 0)
            from charges c
            where c.subject_kind = one.subject_kind and c.subject_id = one.subject_id
        ) as charged_usd
    from reservations one
    where owner_id = :owner and bucket = :bucket
) r
""")

_GUESTS_QUEUE_UP = text("select pg_advisory_xact_lock(hashtextextended('guests', 0))")
"""Guests follow one another until they commit, after those who wait for themselves."""

_GUESTS_DAY = text("""
select
    coalesce(sum(greatest(r.reserved_usd, r.charged_usd)), 0) as usd,
    count(*) filter (where r.is_here) as tours,
    count(*) filter (where r.is_here and r.usd + r.charged_usd > 0) as paid_tours
from (
    select
        usd,
        guest_address = :guest_address and state <> 'void'
            and subject_kind = 'tour' as is_here,
        case when state = 'open' then usd else 0 end as reserved_usd,
        (
            select coalesce(sum(c.usd), 0)
            from charges c
            where c.subject_kind = one.subject_kind and c.subject_id = one.subject_id
        ) as charged_usd
    from reservations one
    where bucket = :bucket and guest_address is not null
) r
""")

_CLAIMS = text("select current_setting('request.jwt.claims', true)")
_CLAIM = text("select set_config('request.jwt.claims', :claims, true)")


class PostgresBudget:
    """Tables ``reservations``, ``charges`` and ``budget_alerts`` in a transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def day(self, owner_id: UserId, *, bucket: str) -> Day:
        """See ``BudgetGateway.day``."""
        await self._session.execute(_QUEUE_UP, {"owner": str(owner_id)})
        found = await self._session.execute(_DAY, {"owner": owner_id, "bucket": bucket})
        row = found.one()
        return Day(
            bucket=bucket,
            tier=row.tier,
            usd=row.usd,
            tours=row.tours,
            at_once=row.at_once,
        )

    async def guests_day(self, guest_address: bytes, *, bucket: str) -> GuestDay:
        """See ``BudgetGateway.guests_day``."""
        await self._session.execute(_GUESTS_QUEUE_UP)
        async with self._as_system():
            found = await self._session.execute(
                _GUESTS_DAY, {"guest_address": guest_address, "bucket": bucket}
            )
        row = found.one()
        return GuestDay(usd=row.usd, tours=row.tours, paid_tours=row.paid_tours)

    @asynccontextmanager
    async def _as_system(self) -> AsyncIterator[None]:
        """See everybody's rows, for as long as sums are made of them."""
        own = await self._session.scalar(_CLAIMS)
        await self._session.execute(_CLAIM, {"claims": claims(SYSTEM)})
        yield
        await self._session.execute(_CLAIM, {"claims": own})

    async def reserve(self, reservation: Reservation) -> None:
        """See ``BudgetGateway.reserve``."""
        opened = {
            "bucket": reservation.bucket,
            "guest_address": reservation.guest_address,
            "usd": reservation.usd,
            "state": "open",
        }
        columns = {**_subject(reservation.bill), **opened, "created_at": self._now()}
        statement = insert(ReservationRow).values(**columns)
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=[
                    col(ReservationRow.subject_kind),
                    col(ReservationRow.subject_id),
                ],
                set_=opened,
            )
        )

    async def settle(self, bill: Bill, *, delivered: bool) -> None:
        """See ``BudgetGateway.settle``."""
        await self._session.execute(
            update(ReservationRow)
            .where(
                col(ReservationRow.subject_kind) == bill.subject.kind,
                col(ReservationRow.subject_id) == bill.subject.id,
            )
            .values(state="settled" if delivered else "void")
        )

    async def counts(self, bill: Bill) -> bool:
        """See ``BudgetGateway.counts``."""
        state = await self._session.scalar(
            select(col(ReservationRow.state)).where(
                col(ReservationRow.subject_kind) == bill.subject.kind,
                col(ReservationRow.subject_id) == bill.subject.id,
            )
        )
        return state not in {None, "void"}

    async def charge(self, charge: Charge) -> None:
        """See ``BudgetGateway.charge``."""
        statement = insert(ChargeRow).values(
            **_subject(charge.bill),
            item=charge.item,
            usd=charge.usd,
            saved_usd=charge.saved_usd,
            tokens_in=charge.tokens_in,
            tokens_out=charge.tokens_out,
            characters=charge.characters,
            created_at=self._now(),
        )
        await self._session.execute(statement.on_conflict_do_nothing())

    async def paid(self, bill: Bill) -> Paid:
        """See ``BudgetGateway.paid``."""
        found = await self._session.execute(
            select(
                func.coalesce(func.sum(col(ChargeRow.usd)), Decimal(0)),
                func.coalesce(func.sum(col(ChargeRow.tokens_in)), 0),
                func.coalesce(func.sum(col(ChargeRow.tokens_out)), 0),
            ).where(
                col(ChargeRow.subject_kind) == bill.subject.kind,
                col(ChargeRow.subject_id) == bill.subject.id,
            )
        )
        usd, tokens_in, tokens_out = found.one()
        return Paid(usd, tokens_in, tokens_out)

    async def first_alert(self, owner_id: UserId, *, bucket: str, level: int) -> bool:
        """See ``BudgetGateway.first_alert``."""
        statement = insert(BudgetAlertRow).values(
            owner_id=owner_id, bucket=bucket, level=level, created_at=self._now()
        )
        told = await self._session.scalar(
            statement.on_conflict_do_nothing().returning(col(BudgetAlertRow.level))
        )
        return told is not None

    def _now(self) -> datetime:
        return self._clock.now()


def _subject(bill: Bill) -> dict[str, object]:
    return {
        "subject_kind": bill.subject.kind,
        "subject_id": bill.subject.id,
        "owner_id": bill.owner_id,
    }
