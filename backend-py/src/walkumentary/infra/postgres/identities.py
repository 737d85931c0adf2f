"""Adapter: who accounts are elsewhere, in Postgres."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.accounts.identities import Identity, Provider
from walkumentary.domain.shared.ids import UserId
from walkumentary.infra.postgres.models import IdentityRow


class PostgresIdentities:
    """Table ``identities`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, provider: Provider, subject: str) -> Identity | None:
        """See ``IdentitiesGateway.find``."""
        row = await self._session.get(IdentityRow, (provider.value, subject))
        return _identity(row) if row else None

    async def add(self, identity: Identity) -> bool:
        """See ``IdentitiesGateway.add``; the insert waits for who else inserts."""
        columns = {
            "provider": identity.provider.value,
            "subject": identity.subject,
            "owner_id": identity.owner_id,
            "email": identity.email,
            "created_at": identity.created_at,
        }
        stored = await self._session.scalars(
            insert(IdentityRow)
            .values(columns)
            .on_conflict_do_nothing()
            .returning(col(IdentityRow.subject))
        )
        return stored.one_or_none() is not None


def _identity(row: IdentityRow) -> Identity:
    return Identity(
        provider=Provider(row.provider),
        subject=row.subject,
        owner_id=UserId(row.owner_id),
        email=row.email,
        created_at=row.created_at,
    )
