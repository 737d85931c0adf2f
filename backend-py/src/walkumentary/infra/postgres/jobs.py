"""Adapter: jobs enqueued in the transaction of the rows they work on."""

from collections.abc import Awaitable, Callable, Mapping

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from sqlalchemy.ext.asyncio import AsyncSession

from walkumentary.domain.shared.ids import TourId, UserId

type Enqueue = Callable[
    [AsyncConnection[TupleRow], str, Mapping[str, str]], Awaitable[None]
]
"""Puts a job (name, arguments) into the engine's tables over this connection."""

MAKE_TOUR = "tours.make"


class PostgresJobs:
    """Jobs inside one transaction, whichever engine runs them."""

    def __init__(self, session: AsyncSession, enqueue: Enqueue) -> None:
        self._session = session
        self._enqueue = enqueue

    async def make_tour(self, tour_id: TourId, *, owner_id: UserId) -> None:
        """See ``JobsGateway.make_tour``."""
        args = {"tour_id": str(tour_id), "owner_id": str(owner_id)}
        await self._enqueue(await self._driver(), MAKE_TOUR, args)

    async def _driver(self) -> AsyncConnection[TupleRow]:
        connection = await self._session.connection()
        pooled = await connection.get_raw_connection()
        driver = pooled.driver_connection
        if not isinstance(driver, AsyncConnection):
            raise TypeError("jobs need psycopg underneath")
        return driver
