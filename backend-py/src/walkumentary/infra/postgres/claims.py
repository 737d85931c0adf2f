"""Adapter: claims in Postgres, one row each."""

from datetime import timedelta

from sqlalchemy import delete, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.shared.ids import NarrationKey, PieceKey, TourId
from walkumentary.gateway.clock import Clock
from walkumentary.infra.postgres.models import ClaimRow


class PostgresClaims:
    """Table ``claims`` inside one transaction."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def take(
        self, key: NarrationKey | PieceKey, *, holder: TourId, lease_s: float
    ) -> bool:
        """See ``ClaimsGateway.take``; two who claim at once follow one another."""
        now = self._clock.now()
        until = now + timedelta(seconds=lease_s)
        claim = insert(ClaimRow).values(key=key, holder=holder, expires_at=until)
        taken = await self._session.scalar(
            claim.on_conflict_do_update(
                index_elements=[col(ClaimRow.key)],
                set_={"holder": holder, "expires_at": until},
                where=or_(
                    col(ClaimRow.holder) == holder, col(ClaimRow.expires_at) <= now
                ),
            ).returning(col(ClaimRow.key))
        )
        return taken is not None

    async def release(self, key: NarrationKey | PieceKey, *, holder: TourId) -> None:
        """See ``ClaimsGateway.release``."""
        await self._session.execute(
            delete(ClaimRow).where(
                col(ClaimRow.key) == key, col(ClaimRow.holder) == holder
            )
        )

    async def drop_expired(self) -> int:
        """See ``ClaimsGateway.drop_expired``."""
        dropped = await self._session.scalars(
            delete(ClaimRow)
            .where(col(ClaimRow.expires_at) <= self._clock.now())
            .returning(col(ClaimRow.key))
        )
        return len(dropped.all())
