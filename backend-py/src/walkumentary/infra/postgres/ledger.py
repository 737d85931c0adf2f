"""Adapter: the ledger of provider calls in Postgres."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.gateway.ledger import CallEnd, ProviderCall
from walkumentary.infra.postgres.models import ProviderCallRow


class PostgresLedger:
    """Table ``provider_calls`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def start(self, call: ProviderCall) -> None:
        """See ``LedgerGateway.start``."""
        statement = insert(ProviderCallRow).values(
            id=call.id,
            owner_id=call.bill.owner_id,
            subject_kind=call.bill.subject.kind,
            subject_id=call.bill.subject.id,
            operation=call.operation,
            provider=call.provider,
            model=call.model,
            state="started",
            reserved_usd=call.reserved_usd,
            started_at=call.started_at,
        )
        await self._session.execute(statement)

    async def settle(self, call_id: UUID, end: CallEnd) -> None:
        """See ``LedgerGateway.settle``."""
        await self._session.execute(
            update(ProviderCallRow)
            .where(
                col(ProviderCallRow.id) == call_id,
                col(ProviderCallRow.state) != "settled",
            )
            .values(
                state="settled",
                outcome=end.outcome,
                usd=end.usd,
                tokens_in=end.usage.tokens_in,
                tokens_cached=end.usage.tokens_cached,
                tokens_out=end.usage.tokens_out,
                characters=end.usage.characters,
                seconds=end.usage.seconds,
                latency_ms=end.latency_ms,
                ended_at=end.ended_at,
            )
        )

    async def give_up(self, *, started_before: datetime) -> int:
        """See ``LedgerGateway.give_up``."""
        unknown = await self._session.scalars(
            update(ProviderCallRow)
            .where(
                col(ProviderCallRow.state) == "started",
                col(ProviderCallRow.started_at) < started_before,
            )
            .values(state="unknown", usd=col(ProviderCallRow.reserved_usd))
            .returning(col(ProviderCallRow.id))
        )
        return len(unknown.all())
