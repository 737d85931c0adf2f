"""Adapters: is the database well, up to date, and is anybody working?"""

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from walkumentary.domain.ops.health import HealthState
from walkumentary.domain.shared.errors import AppError
from walkumentary.gateway.health import Look
from walkumentary.infra.postgres.errors import postgres_errors
from walkumentary.infra.postgres.journal import Migration
from walkumentary.infra.postgres.migrations import pending_migrations
from walkumentary.infra.postgres.reading import ReadPool

DEADLINE_S = 1.0
ALIVE_S = 6
"""A worker beats every two seconds; three missed beats and it is gone."""


@dataclass(frozen=True, slots=True)
class _Probe:
    """One question to the database, answered in time or counted as its failure."""

    pool: ReadPool
    failing: ClassVar[HealthState] = HealthState.DOWN

    async def look(self) -> Look:
        """See ``HealthProbe.look``."""
        try:
            async with asyncio.timeout(DEADLINE_S):
                return await self._asked()
        except (AppError, TimeoutError) as error:
            return Look(state=self.failing, detail=str(error) or "no answer in time")

    async def _asked(self) -> Look:
        with postgres_errors():
            async with self.pool.connection(timeout=DEADLINE_S) as connection:
                return await self._question(connection)

    async def _question(self, connection: AsyncConnection[TupleRow]) -> Look:
        raise NotImplementedError


class DatabaseProbe(_Probe):
    """Does it answer at all?"""

    component = "database"

    async def _question(self, connection: AsyncConnection[TupleRow]) -> Look:
        await connection.execute("select 1")
        return Look(state=HealthState.UP)


@dataclass(frozen=True, slots=True)
class MigrationsProbe(_Probe):
    """Does the schema stand where this code expects it?"""

    journal: tuple[Migration, ...] = ()
    component: ClassVar[str] = "migrations"

    async def _question(self, connection: AsyncConnection[TupleRow]) -> Look:
        missing = await pending_migrations(connection, self.journal)
        if missing:
            names = ", ".join(missing)
            return Look(
                state=HealthState.DOWN,
                detail=f"Run `walkumentary migrate`; pending: {names}.",
            )
        return Look(state=HealthState.UP)


class JobEngineProbe(_Probe):
    """Can jobs be stored and taken?"""

    component = "job engine"
    failing = HealthState.DEGRADED

    async def _question(self, connection: AsyncConnection[TupleRow]) -> Look:
        cursor = await connection.execute(
            "select count(*) from jobs.procrastinate_jobs where status = 'todo'"
        )
        row = await cursor.fetchone()
        return Look(state=HealthState.UP, detail=f"{row[0] if row else 0} jobs wait")


class WorkersProbe(_Probe):
    """Is anybody there to make tours?"""

    component = "workers"
    failing = HealthState.DEGRADED

    async def _question(self, connection: AsyncConnection[TupleRow]) -> Look:
        cursor = await connection.execute(
            "select count(*) from jobs.procrastinate_workers"
            " where last_heartbeat > now() - make_interval(secs => %s)",
            [ALIVE_S],
        )
        row = await cursor.fetchone()
        alive = row[0] if row else 0
        state = HealthState.UP if alive else HealthState.DEGRADED
        return Look(state=state, detail=f"{alive} alive")
