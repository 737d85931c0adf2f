"""Adapter: keys for programs in Postgres."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.accounts.api_key import (
    USED_EVERY,
    ApiKey,
    ApiKeyNotFound,
    Scope,
)
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.ids import UserId
from walkumentary.infra.postgres.models import ApiKeyRow
from walkumentary.infra.postgres.reading import ReadPool, fetch

_BY_HASH = """
select k.id, k.owner_id, k.name, k.hash, k.hint, k.scopes,
    k.created_at, k.expires_at, k.used_at
from api_keys k
where k.hash = %(hash)s
"""


class PostgresApiKeys:
    """Table ``api_keys`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, key: ApiKey) -> None:
        """See ``ApiKeysGateway.add``."""
        columns = {
            "id": key.id,
            "owner_id": key.owner_id,
            "name": key.name,
            "hash": key.hash,
            "hint": key.hint,
            "scopes": sorted(key.scopes),
            "created_at": key.created_at,
            "expires_at": key.expires_at,
            "used_at": key.used_at,
        }
        await self._session.execute(insert(ApiKeyRow), [columns])

    async def of(self, owner_id: UserId) -> Sequence[ApiKey]:
        """See ``ApiKeysGateway.of``."""
        rows = await self._session.scalars(
            select(ApiKeyRow)
            .where(col(ApiKeyRow.owner_id) == owner_id)
            .order_by(col(ApiKeyRow.created_at), col(ApiKeyRow.id))
            .execution_options(populate_existing=True)
        )
        return [_key(row) for row in rows]

    async def remove(self, key_id: UUID, *, owner_id: UserId) -> None:
        """See ``ApiKeysGateway.remove``."""
        removed = await self._session.scalar(
            delete(ApiKeyRow)
            .where(col(ApiKeyRow.id) == key_id, col(ApiKeyRow.owner_id) == owner_id)
            .returning(col(ApiKeyRow.id))
        )
        if removed is None:
            raise ApiKeyNotFound("You have no such key.")

    async def use(self, key_id: UUID, *, at: datetime) -> None:
        """See ``ApiKeysGateway.use``."""
        used_at = col(ApiKeyRow.used_at)
        await self._session.execute(
            update(ApiKeyRow)
            .where(
                col(ApiKeyRow.id) == key_id,
                or_(used_at.is_(None), used_at <= at - USED_EVERY),
            )
            .values(used_at=at)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A row as it was read below the session."""

    id: UUID
    owner_id: UUID
    name: str
    hash: bytes
    hint: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None


class PostgresApiKeysReader:
    """Committed keys, one statement a read."""

    def __init__(self, pool: ReadPool) -> None:
        self._pool = pool

    async def find(self, digest: bytes) -> ApiKey | None:
        """See ``ApiKeysReader.find``."""
        found = await fetch(
            self._pool, _BY_HASH, {"hash": digest}, row=_Found, actor=SYSTEM
        )
        return _key(found[0]) if found else None


def _key(row: ApiKeyRow | _Found) -> ApiKey:
    """Return the key; a scope that is none any more opens nothing."""
    return ApiKey(
        id=row.id,
        owner_id=UserId(row.owner_id),
        name=row.name,
        hash=row.hash,
        hint=row.hint,
        scopes=frozenset(Scope(scope) for scope in row.scopes if scope in Scope),
        created_at=row.created_at,
        expires_at=row.expires_at or row.created_at,
        used_at=row.used_at,
    )
