"""Adapter: accounts and signing keys in Postgres."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.accounts.preferences import Preferences
from walkumentary.domain.accounts.user import SEEN_EVERY, User
from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.errors import Stale
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.accounts import SigningKey
from walkumentary.infra.postgres.models import SigningKeyRow, UserRow

_LIVES = col(UserRow.deleted_at).is_(None)
_LIVING = select(UserRow).where(_LIVES)
PREFERENCES: TypeAdapter[Preferences] = TypeAdapter(Preferences)


class PostgresUsers:
    """Table ``users`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, user: User) -> None:
        """See ``UsersGateway.add``."""
        columns = {**_columns(user), "id": user.id, "version": user.version}
        times = {"created_at": user.created_at, "seen_at": user.seen_at}
        await self._session.execute(insert(UserRow), [{**columns, **times}])

    async def find(self, user_id: UserId) -> User | None:
        """See ``UsersGateway.find``."""
        return await self._one(_LIVING.where(_is(user_id)))

    async def lock(self, user_id: UserId) -> User | None:
        """See ``UsersGateway.lock``."""
        return await self._one(_LIVING.where(_is(user_id)).with_for_update())

    async def find_by_email_key(self, email_key: str) -> User | None:
        """See ``UsersGateway.find_by_email_key``."""
        has_it = col(UserRow.email_key) == email_key
        return await self._one(_LIVING.where(has_it))

    async def find_by_username_key(self, username_key: str) -> User | None:
        """See ``UsersGateway.find_by_username_key``."""
        has_it = col(UserRow.username_key) == username_key
        return await self._one(select(UserRow).where(has_it))

    async def change(self, user: User) -> User:
        """See ``UsersGateway.change``."""
        changed = await self._session.scalar(
            update(UserRow)
            .where(_is(user.id), _LIVES, col(UserRow.version) == user.version)
            .values(**_columns(user), version=user.version + 1)
            .returning(UserRow)
            .execution_options(populate_existing=True)
        )
        if changed is None:
            raise Stale("The account was changed meanwhile.")
        return _user(changed)

    async def see(self, user_id: UserId, *, at: datetime) -> None:
        """See ``UsersGateway.see``."""
        await self._session.execute(
            update(UserRow)
            .where(_is(user_id), col(UserRow.seen_at) <= at - SEEN_EVERY)
            .values(seen_at=at)
        )

    async def unused_guests(
        self, *, seen_before: datetime, limit: int
    ) -> Sequence[UserId]:
        """See ``UsersGateway.unused_guests``."""
        found = await self._session.scalars(
            select(col(UserRow.id))
            .where(
                _LIVES,
                col(UserRow.kind) == ActorKind.GUEST.value,
                col(UserRow.seen_at) < seen_before,
            )
            .order_by(col(UserRow.seen_at))
            .limit(limit)
        )
        return [UserId(one) for one in found]

    async def remove(self, user_id: UserId) -> None:
        """See ``UsersGateway.remove``; foreign keys see to the rest.

        The mark of an account that was deleted stays: tokens may still name it.
        """
        await self._session.execute(delete(UserRow).where(_is(user_id), _LIVES))

    async def _one(self, statement: Select[UserRow]) -> User | None:
        row = await self._session.scalar(
            statement, execution_options={"populate_existing": True}
        )
        return _user(row) if row else None


class PostgresSigningKeys:
    """Table ``signing_keys`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get_or_add(self, key: SigningKey) -> SigningKey:
        """See ``SigningKeysGateway.get_or_add``.

        The insert waits for whoever else is inserting, so the select finds it.
        """
        statement = insert(SigningKeyRow).on_conflict_do_nothing()
        await self._session.execute(statement, [_key_columns(key)])
        rows = select(SigningKeyRow).where(
            col(SigningKeyRow.purpose) == key.purpose,
            col(SigningKeyRow.retired_at).is_(None),
        )
        return _key((await self._session.scalars(rows)).one())

    async def of(self, purpose: str) -> Sequence[SigningKey]:
        """See ``SigningKeysGateway.of``."""
        rows = (
            select(SigningKeyRow)
            .where(col(SigningKeyRow.purpose) == purpose)
            .order_by(col(SigningKeyRow.created_at).desc())
        )
        return [_key(row) for row in await self._session.scalars(rows)]

    async def rotate(self, key: SigningKey) -> None:
        """See ``SigningKeysGateway.rotate``."""
        await self._session.execute(
            update(SigningKeyRow)
            .where(
                col(SigningKeyRow.purpose) == key.purpose,
                col(SigningKeyRow.retired_at).is_(None),
            )
            .values(retired_at=key.created_at)
        )
        await self._session.execute(insert(SigningKeyRow), [_key_columns(key)])

    async def sweep(self, purpose: str, *, retired_before: datetime) -> int:
        """See ``SigningKeysGateway.sweep``."""
        swept = await self._session.scalars(
            delete(SigningKeyRow)
            .where(
                col(SigningKeyRow.purpose) == purpose,
                col(SigningKeyRow.retired_at) < retired_before,
            )
            .returning(col(SigningKeyRow.kid))
        )
        return len(swept.all())


def _key_columns(key: SigningKey) -> dict[str, object]:
    return {
        "kid": key.kid,
        "purpose": key.purpose,
        "secret": key.secret,
        "created_at": key.created_at,
    }


def _key(row: SigningKeyRow) -> SigningKey:
    return SigningKey(
        kid=row.kid,
        purpose=row.purpose,
        secret=row.secret,
        created_at=row.created_at,
        retired_at=row.retired_at,
    )


def _is(user_id: UserId) -> ColumnElement[bool]:
    return col(UserRow.id) == user_id


def _columns(user: User) -> dict[str, object]:
    """Return what may change, as it is stored."""
    return {
        "kind": user.kind.value,
        "role": user.role,
        "tier": user.tier,
        "email": user.email,
        "email_key": user.email_key,
        "username": user.username,
        "username_key": user.username_key,
        "display_name": user.display_name,
        "preferences": PREFERENCES.dump_python(
            user.preferences, mode="json", exclude_none=True
        ),
        "updated_at": user.updated_at,
    }


def _user(row: UserRow) -> User:
    return User(
        id=UserId(row.id),
        kind=ActorKind(row.kind),
        role=row.role,
        tier=row.tier,
        email=row.email,
        email_key=row.email_key,
        username=row.username,
        username_key=row.username_key,
        display_name=row.display_name,
        preferences=PREFERENCES.validate_python(row.preferences),
        created_at=row.created_at,
        updated_at=row.updated_at,
        seen_at=row.seen_at,
        version=row.version,
    )
