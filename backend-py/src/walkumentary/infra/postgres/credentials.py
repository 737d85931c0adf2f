"""Adapter: passwords, sessions and tokens in Postgres."""

from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.accounts.sessions import (
    AccountToken,
    EndedBy,
    Purpose,
    RefreshToken,
    SignIn,
)
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.credentials import Renewal
from walkumentary.infra.postgres.models import (
    AccountTokenRow,
    PasswordRow,
    RefreshTokenRow,
    SessionRow,
)

_CONTENT = TypeAdapter(dict[str, str])


class PostgresPasswords:
    """Table ``passwords`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, user_id: UserId) -> str | None:
        """See ``PasswordsGateway.find``."""
        return await self._session.scalar(
            select(col(PasswordRow.hash)).where(col(PasswordRow.user_id) == user_id)
        )

    async def put(self, user_id: UserId, hashed: str, *, at: datetime) -> None:
        """See ``PasswordsGateway.put``."""
        new = {"hash": hashed, "changed_at": at}
        statement = insert(PasswordRow).values(user_id=user_id, **new)
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=[col(PasswordRow.user_id)], set_=new
            )
        )


class PostgresSessions:
    """Table ``sessions`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, sign_in: SignIn) -> None:
        """See ``SessionsGateway.add``."""
        await self._session.execute(
            insert(SessionRow).values(
                id=sign_in.id,
                owner_id=sign_in.owner_id,
                created_at=sign_in.created_at,
                used_at=sign_in.used_at,
            )
        )

    async def find(self, session_id: UUID) -> SignIn | None:
        """See ``SessionsGateway.find``."""
        row = await self._session.scalar(
            select(SessionRow)
            .where(col(SessionRow.id) == session_id)
            .execution_options(populate_existing=True)
        )
        return _sign_in(row) if row else None

    async def used(self, session_id: UUID, *, at: datetime) -> None:
        """See ``SessionsGateway.used``."""
        await self._session.execute(
            update(SessionRow)
            .where(col(SessionRow.id) == session_id)
            .values(used_at=at)
            .execution_options(synchronize_session=False)
        )

    async def end(self, session_id: UUID, *, by: EndedBy, at: datetime) -> None:
        """See ``SessionsGateway.end``."""
        await self._session.execute(
            update(SessionRow)
            .where(col(SessionRow.id) == session_id, col(SessionRow.ended_at).is_(None))
            .values(ended_at=at, ended_by=by.value)
            .execution_options(synchronize_session=False)
        )

    async def end_all(self, owner_id: UserId, *, by: EndedBy, at: datetime) -> None:
        """See ``SessionsGateway.end_all``."""
        await self._session.execute(
            update(SessionRow)
            .where(
                col(SessionRow.owner_id) == owner_id, col(SessionRow.ended_at).is_(None)
            )
            .values(ended_at=at, ended_by=by.value)
            .execution_options(synchronize_session=False)
        )

    async def drop_spent(self) -> int:
        """See ``SessionsGateway.drop_spent``."""
        used = exists().where(col(RefreshTokenRow.session_id) == col(SessionRow.id))
        dropped = await self._session.scalars(
            delete(SessionRow)
            .where(~used)
            .returning(col(SessionRow.id))
            .execution_options(synchronize_session=False)
        )
        return len(dropped.all())


class PostgresRefreshTokens:
    """Table ``refresh_tokens`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, token: RefreshToken) -> None:
        """See ``RefreshTokensGateway.add``."""
        await self._session.execute(
            insert(RefreshTokenRow).values(
                hash=token.hash,
                session_id=token.session_id,
                issued_at=token.issued_at,
                expires_at=token.expires_at,
            )
        )

    async def lock(self, hashed: bytes) -> Renewal | None:
        """See ``RefreshTokensGateway.lock``.

        The token is read by a statement of its own, after the wait for the lock: it
        shows what whoever held it has left.
        """
        presented = col(RefreshTokenRow.hash) == hashed
        its_session = select(col(RefreshTokenRow.session_id)).where(presented)
        sign_in = await self._session.scalar(
            select(SessionRow)
            .where(col(SessionRow.id) == its_session.scalar_subquery())
            .with_for_update(key_share=True)
        )
        token = await self._session.scalar(select(RefreshTokenRow).where(presented))
        if sign_in is None or token is None:
            return None
        return Renewal(_refresh_token(token), _sign_in(sign_in))

    async def use(self, hashed: bytes, *, at: datetime) -> None:
        """See ``RefreshTokensGateway.use``."""
        await self._session.execute(
            update(RefreshTokenRow)
            .where(
                col(RefreshTokenRow.hash) == hashed,
                col(RefreshTokenRow.used_at).is_(None),
            )
            .values(used_at=at)
            .execution_options(synchronize_session=False)
        )

    async def drop_expired(self, now: datetime) -> int:
        """See ``RefreshTokensGateway.drop_expired``."""
        dropped = await self._session.scalars(
            delete(RefreshTokenRow)
            .where(col(RefreshTokenRow.expires_at) <= now)
            .returning(col(RefreshTokenRow.hash))
            .execution_options(synchronize_session=False)
        )
        return len(dropped.all())


class PostgresAccountTokens:
    """Table ``account_tokens`` inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, token: AccountToken) -> None:
        """See ``AccountTokensGateway.add``."""
        await self._session.execute(
            insert(AccountTokenRow).values(
                hash=token.hash,
                purpose=token.purpose.value,
                user_id=token.user_id,
                content=token.content,
                created_at=token.created_at,
                expires_at=token.expires_at,
            )
        )

    async def find(self, hashed: bytes, *, now: datetime) -> AccountToken | None:
        """See ``AccountTokensGateway.find``."""
        row = await self._session.scalar(
            select(AccountTokenRow).where(
                col(AccountTokenRow.hash) == hashed,
                col(AccountTokenRow.expires_at) > now,
            )
        )
        return _account_token(row) if row else None

    async def take(
        self, hashed: bytes, *, purpose: Purpose, now: datetime
    ) -> AccountToken | None:
        """See ``AccountTokensGateway.take``; who comes second finds no row."""
        row = await self._session.scalar(
            delete(AccountTokenRow)
            .where(
                col(AccountTokenRow.hash) == hashed,
                col(AccountTokenRow.purpose) == purpose.value,
                col(AccountTokenRow.expires_at) > now,
            )
            .returning(AccountTokenRow)
            .execution_options(synchronize_session=False)
        )
        return _account_token(row) if row else None

    async def drop_expired(self, now: datetime) -> int:
        """See ``AccountTokensGateway.drop_expired``."""
        dropped = await self._session.scalars(
            delete(AccountTokenRow)
            .where(col(AccountTokenRow.expires_at) <= now)
            .returning(col(AccountTokenRow.hash))
            .execution_options(synchronize_session=False)
        )
        return len(dropped.all())


def _sign_in(row: SessionRow) -> SignIn:
    return SignIn(
        id=row.id,
        owner_id=UserId(row.owner_id),
        created_at=row.created_at,
        used_at=row.used_at,
        ended_at=row.ended_at,
        ended_by=EndedBy(row.ended_by) if row.ended_by else None,
    )


def _refresh_token(row: RefreshTokenRow) -> RefreshToken:
    return RefreshToken(
        hash=row.hash,
        session_id=row.session_id,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )


def _account_token(row: AccountTokenRow) -> AccountToken:
    return AccountToken(
        hash=row.hash,
        purpose=Purpose(row.purpose),
        user_id=UserId(row.user_id) if row.user_id else None,
        content=_CONTENT.validate_python(row.content),
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
