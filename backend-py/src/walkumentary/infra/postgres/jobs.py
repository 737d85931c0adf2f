"""Adapter: jobs enqueued in the transaction of the rows they work on."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from sqlalchemy.ext.asyncio import AsyncSession

from walkumentary.domain.shared.ids import TourId, UserId

type Connection = AsyncConnection[TupleRow]


class JobQueue(Protocol):
    """A job engine's tables, reached over the connection of a transaction."""

    async def put(
        self, connection: Connection, name: str, args: Mapping[str, str]
    ) -> None:
        """Add a job."""
        ...

    async def unfinished(
        self, connection: Connection, name: str
    ) -> Sequence[Mapping[str, str]]:
        """Return the arguments of the jobs of this name that wait or run."""
        ...


MAKE_TOUR = "tours.make"
ALERT_BUDGET = "ops.alert_budget"
FORGET_ACCOUNT = "accounts.forget"
SEND_MAIL = "accounts.send_mail"


class PostgresJobs:
    """Jobs inside one transaction, whichever engine runs them."""

    def __init__(self, session: AsyncSession, queue: JobQueue) -> None:
        self._session = session
        self._queue = queue

    async def make_tour(self, tour_id: TourId, *, owner_id: UserId) -> None:
        """See ``JobsGateway.make_tour``."""
        args = {"tour_id": str(tour_id), "owner_id": str(owner_id)}
        await self._queue.put(await self._driver(), MAKE_TOUR, args)

    async def alert_budget(self, owner_id: UserId, *, bucket: str, level: int) -> None:
        """See ``JobsGateway.alert_budget``."""
        args = {"owner_id": str(owner_id), "bucket": bucket, "level": str(level)}
        await self._queue.put(await self._driver(), ALERT_BUDGET, args)

    async def send_mail(self, seed: str) -> None:
        """See ``JobsGateway.send_mail``."""
        await self._queue.put(await self._driver(), SEND_MAIL, {"seed": seed})

    async def forget_account(self, user_id: UserId) -> None:
        """See ``JobsGateway.forget_account``."""
        args = {"user_id": str(user_id)}
        await self._queue.put(await self._driver(), FORGET_ACCOUNT, args)

    async def tours_to_make(self) -> frozenset[TourId]:
        """See ``JobsGateway.tours_to_make``."""
        jobs = await self._queue.unfinished(await self._driver(), MAKE_TOUR)
        return frozenset(TourId(UUID(args["tour_id"])) for args in jobs)

    async def _driver(self) -> Connection:
        connection = await self._session.connection()
        pooled = await connection.get_raw_connection()
        driver = pooled.driver_connection
        if not isinstance(driver, AsyncConnection):
            raise TypeError("jobs need psycopg underneath")
        return driver
