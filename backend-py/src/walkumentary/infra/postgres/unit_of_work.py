"""All or nothing, in Postgres, as one actor."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.tours.tour import Lease, LeaseLost
from walkumentary.gateway.clock import Clock
from walkumentary.infra.postgres.accounts import PostgresSigningKeys, PostgresUsers
from walkumentary.infra.postgres.api_keys import PostgresApiKeys
from walkumentary.infra.postgres.budget import PostgresBudget
from walkumentary.infra.postgres.claims import PostgresClaims
from walkumentary.infra.postgres.credentials import (
    PostgresAccountTokens,
    PostgresPasswords,
    PostgresRefreshTokens,
    PostgresSessions,
)
from walkumentary.infra.postgres.erasure import PostgresErasure
from walkumentary.infra.postgres.errors import postgres_errors
from walkumentary.infra.postgres.events import PostgresEvents
from walkumentary.infra.postgres.identities import PostgresIdentities
from walkumentary.infra.postgres.jobs import JobQueue, PostgresJobs
from walkumentary.infra.postgres.ledger import PostgresLedger
from walkumentary.infra.postgres.models import TourRow
from walkumentary.infra.postgres.narrations import PostgresNarrations, PostgresPieces
from walkumentary.infra.postgres.notes import PostgresNotes
from walkumentary.infra.postgres.places import PostgresPlaces
from walkumentary.infra.postgres.reading import claims, gone
from walkumentary.infra.postgres.tours import PostgresTours

_ENTER = text("select walkumentary_enter(:claims)")


class PostgresWork:
    """One transaction, with everything that can be written in it."""

    def __init__(
        self,
        session: AsyncSession,
        actor: Actor,
        *,
        lease: Lease | None,
        clock: Clock,
        queue: JobQueue,
    ) -> None:
        self._session = session
        self._actor = actor
        self._lease = lease
        self.tours = PostgresTours(session)
        self.narrations = PostgresNarrations(session, clock)
        self.pieces = PostgresPieces(session, clock)
        self.budget = PostgresBudget(session, clock)
        self.ledger = PostgresLedger(session)
        self.claims = PostgresClaims(session, clock)
        self.events = PostgresEvents(session, actor)
        self.jobs = PostgresJobs(session, queue)
        self.users = PostgresUsers(session)
        self.signing_keys = PostgresSigningKeys(session)
        self.erasure = PostgresErasure(session)
        self.identities = PostgresIdentities(session)
        self.passwords = PostgresPasswords(session)
        self.sessions = PostgresSessions(session)
        self.refresh_tokens = PostgresRefreshTokens(session)
        self.account_tokens = PostgresAccountTokens(session)
        self.api_keys = PostgresApiKeys(session)
        self.places = PostgresPlaces(session)
        self.notes = PostgresNotes(session)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opened:
            opened.push_async_exit(self._session)
            await self._begin()
            opened.pop_all()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._session.__aexit__(exc_type, exc, traceback)

    async def commit(self) -> None:
        """See ``UnitOfWork.commit``."""
        with postgres_errors():
            await self._session.commit()

    async def _begin(self) -> None:
        with postgres_errors():
            await self._session.begin()
            is_known = await self._session.scalar(
                _ENTER, {"claims": claims(self._actor)}
            )
        if self._lease is not None:
            await self._check(self._lease)
        elif not is_known:
            raise gone()

    async def _check(self, lease: Lease) -> None:
        """Lock the tour if the lease is the newest; a newer one waits or has won."""
        held = await self._session.scalar(
            select(col(TourRow.id))
            .where(col(TourRow.id) == lease.tour_id, col(TourRow.lease) == lease.number)
            .with_for_update(key_share=True)
        )
        if held is None:
            raise LeaseLost("The tour was taken over by another run, or deleted.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresBegin:
    """Opens transactions on an engine."""

    engine: AsyncEngine
    clock: Clock
    queue: JobQueue

    def __call__(self, actor: Actor, *, lease: Lease | None = None) -> PostgresWork:
        """See ``Begin``."""
        session = AsyncSession(self.engine, autobegin=False, expire_on_commit=False)
        return PostgresWork(
            session, actor, lease=lease, clock=self.clock, queue=self.queue
        )
