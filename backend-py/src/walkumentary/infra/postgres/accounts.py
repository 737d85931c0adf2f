"""Adapter: accounts and signing keys in Postgres."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.accounts.names import email_key, username_key
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import SigningKey
from walkumentary.infra.postgres.models import SigningKeyRow, UserRow

_SEEN_EVERY = timedelta(hours=1)


class PostgresUsers:
    """Table ``users`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, user: User) -> None:
        """See ``UsersGateway.add``."""
        await self._session.execute(
            insert(UserRow).values(id=user.id, **_columns(user))
        )

    async def find(self, user_id: UserId) -> User | None:
        """See ``UsersGateway.find``."""
        return await self._one(col(UserRow.id) == user_id)

    async def find_by_email(self, email: str) -> User | None:
        """See ``UsersGateway.find_by_email``."""
        return await self._one(col(UserRow.email_key) == email_key(email))

    async def find_by_username(self, username: str) -> User | None:
        """See ``UsersGateway.find_by_username``."""
        return await self._one(col(UserRow.username_key) == username_key(username))

    async def lock(self, user_id: UserId) -> User | None:
        """See ``UsersGateway.lock``."""
        row = await self._session.scalar(
            select(UserRow)
            .where(col(UserRow.id) == user_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
        return _user(row) if row else None

    async def save(self, user: User) -> None:
        """See ``UsersGateway.save``."""
        await self._session.execute(
            update(UserRow)
            .where(col(UserRow.id) == user.id)
            .values(**_columns(user), updated_at=func.now())
            .execution_options(synchronize_session=False)
        )

    async def seen(self, user_id: UserId, *, at: datetime) -> None:
        """See ``UsersGateway.seen``: a write an hour for each person."""
        await self._session.execute(
            update(UserRow)
            .where(col(UserRow.id) == user_id, col(UserRow.seen_at) <= at - _SEEN_EVERY)
            .values(seen_at=at)
            .execution_options(synchronize_session=False)
        )

    async def remove(self, user_id: UserId) -> None:
        """See ``UsersGateway.remove``."""
        await self._session.execute(
            delete(UserRow)
            .where(col(UserRow.id) == user_id)
            .execution_options(synchronize_session=False)
        )

    async def _one(self, condition: ColumnElement[bool]) -> User | None:
        row = await self._session.scalar(
            select(UserRow).where(condition).execution_options(populate_existing=True)
        )
        return _user(row) if row else None


def _columns(user: User) -> dict[str, object]:
    return {
        "kind": user.kind.value,
        "role": user.role,
        "tier": user.tier,
        "email": user.email,
        "email_key": email_key(user.email) if user.email else None,
        "username": user.username,
        "username_key": username_key(user.username) if user.username else None,
        "display_name": user.display_name,
        "created_at": user.created_at,
        "version": user.version,
    }


def _user(row: UserRow) -> User:
    return User(
        id=UserId(row.id),
        kind=ActorKind(row.kind),
        role=row.role,
        tier=row.tier,
        email=row.email,
        username=row.username,
        display_name=row.display_name,
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
