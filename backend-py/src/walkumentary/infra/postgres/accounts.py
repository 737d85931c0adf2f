"""Adapter: accounts and signing keys in Postgres."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import SigningKey
from walkumentary.infra.postgres.models import SigningKeyRow, UserRow


class PostgresUsers:
    """Table ``users`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, user: User) -> None:
        """See ``UsersGateway.add``."""
        self._session.add(
            UserRow(
                id=user.id,
                kind=user.kind.value,
                role=user.role,
                tier=user.tier,
                created_at=user.created_at,
                version=user.version,
            )
        )
        await self._session.flush()

    async def find(self, user_id: UserId) -> User | None:
        """See ``UsersGateway.find``."""
        row = await self._session.get(UserRow, user_id)
        if row is None:
            return None
        return User(
            id=UserId(row.id),
            kind=ActorKind(row.kind),
            role=row.role,
            tier=row.tier,
            created_at=row.created_at,
            version=row.version,
        )


class PostgresSigningKeys:
    """Table ``signing_keys`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get_or_add(self, key: SigningKey) -> SigningKey:
        """See ``SigningKeysGateway.get_or_add``.

        The insert waits for whoever else is inserting, so the select finds it.
        """
        columns = {
            "kid": key.kid,
            "purpose": key.purpose,
            "secret": key.secret,
            "created_at": key.created_at,
        }
        statement = insert(SigningKeyRow).on_conflict_do_nothing()
        await self._session.execute(statement, [columns])
        row = (
            await self._session.scalars(
                select(SigningKeyRow).where(col(SigningKeyRow.purpose) == key.purpose)
            )
        ).one()
        return SigningKey(
            kid=row.kid,
            purpose=row.purpose,
            secret=row.secret,
            created_at=row.created_at,
        )
