"""Adapter: everything of a person, removed from Postgres.

A test compares the tables named here with those the database has.
"""
# ruff: noqa: S608  the names of tables are our own; values are parameters

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CursorResult, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from walkumentary.domain.accounts.erasure import Erased
from walkumentary.domain.shared.ids import UserId

REMOVED: Mapping[str, str] = {
    "tours": "owner_id",
    "event_topics": "owner_id",
    "notes": "owner_id",
    "places": "owner_id",
    "narrations": "owner_id",
    "idempotency_keys": "owner_id",
    "budget_alerts": "owner_id",
    "api_keys": "owner_id",
    "identities": "owner_id",
    "sessions": "owner_id",
    "passwords": "user_id",
    "account_tokens": "user_id",
}
"""Tables whose rows go, and the column that says whose they are."""

CASCADED: Mapping[str, str] = {
    "tour_stops": "tours",
    "tour_sentences": "tours",
    "events": "event_topics",
    "note_embeddings": "notes",
    "place_names": "places",
    "refresh_tokens": "sessions",
}
"""Tables whose rows go with those of another."""

APART = ("pieces", "reservations", "users")
"""Tables with a statement of their own, below."""

ANONYMISED = ("charges", "provider_calls")
"""Tables whose rows stay, as another's."""

_QUEUE_UP = text("""
select pg_advisory_xact_lock(hashtextextended('account:' || cast(:id as uuid), 0))
""")
_PIECES = text("delete from pieces where owner_id = :id returning path")
_RESERVATIONS = text("""
delete from reservations where owner_id = :id and guest_address is null
""")
_GUEST_RESERVATIONS = text("""
update reservations
set owner_id = :alias, state = case when state = 'open' then 'settled' else state end
where owner_id = :id
""")
_USER = text("""
update users set
    kind = 'user', role = 'user', tier = 'free',
    email = null, email_key = null, username = null, username_key = null,
    display_name = null, preferences = '{}',
    created_at = :at, updated_at = :at, seen_at = :at, version = version + 1,
    deleted_at = coalesce(deleted_at, :at)
where id = :id
""")
_ERASED = text("select id from users where deleted_at >= :after order by deleted_at")
_FORGET = text("delete from users where deleted_at < :before returning id")


class PostgresErasure:
    """Every table of a person inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def erase(self, user_id: UserId, *, alias: UUID, at: datetime) -> Erased:
        """See ``ErasureGateway.erase``."""
        whose = {"id": user_id, "alias": alias, "at": at}
        await self._session.execute(_QUEUE_UP, {"id": user_id})
        account = await self._count(_USER, whose)
        for table, column in REMOVED.items():
            await self._count(text(f"delete from {table} where {column} = :id"), whose)
        files = await self._session.scalars(_PIECES, {"id": user_id})
        await self._session.execute(_RESERVATIONS, {"id": user_id})
        kept = {
            "account": account,
            "reservations": await self._count(_GUEST_RESERVATIONS, whose),
            **{table: await self._anonymised(table, whose) for table in ANONYMISED},
        }
        return Erased(kept=kept, files=tuple(path for path in files if path))

    async def erased(self, *, after: datetime) -> Sequence[UserId]:
        """See ``ErasureGateway.erased``."""
        found = await self._session.scalars(_ERASED, {"after": after})
        return [UserId(one) for one in found]

    async def forget(self, *, before: datetime) -> int:
        """See ``ErasureGateway.forget``."""
        found = await self._session.scalars(_FORGET, {"before": before})
        return len(found.all())

    async def _anonymised(self, table: str, whose: Mapping[str, object]) -> int:
        statement = f"update {table} set owner_id = :alias where owner_id = :id"
        return await self._count(text(statement), whose)

    async def _count(self, statement: TextClause, whose: Mapping[str, object]) -> int:
        done = await self._session.execute(statement, whose)
        assert isinstance(done, CursorResult)  # noqa: S101  it changes rows
        return done.rowcount
