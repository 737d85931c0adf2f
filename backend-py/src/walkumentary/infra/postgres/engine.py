"""Connections: an engine for transactions, a pool for reads, one setting for both."""

import re
import select
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from psycopg import AsyncConnection
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from walkumentary.infra.postgres.errors import postgres_errors

type Connections = AsyncConnectionPool[AsyncConnection[TupleRow]]
"""A pool of psycopg connections, for reads (in autocommit) or for the job engine."""

WAIT_S = 3.0
"""For a connection to be made."""
PATIENCE_S = 24.0
"""For one to come free, while the others are only busy: clients wait half a minute."""
JOB_POOL_SIZE = 4
_SETTINGS = (
    "search_path=public,jobs",
    "jit=off",
    "lock_timeout=5s",
    "statement_timeout=30s",
    # A frozen process must not hold the tours it has locked.
    "idle_in_transaction_session_timeout=15s",
)


def libpq_url(url: str) -> str:
    """Return the address as libpq takes it, whichever driver it names."""
    return re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql:", url)


def connection_options(url: str) -> str:
    """Return the settings every connection starts with, the address's own first."""
    own = conninfo_to_dict(libpq_url(url)).get("options") or ""
    return " ".join([str(own), *(f"-c {setting}" for setting in _SETTINGS)]).strip()


@asynccontextmanager
async def open_engine(url: str, *, size: int) -> AsyncIterator[AsyncEngine]:
    """Lend an engine for transactions; connections are made when first needed.

    Args:
        url: ``postgresql://…``; sockets as ``?host=/directory``.
        size: connections at most.
    """
    options = connection_options(url)

    async def connect() -> AsyncConnection[TupleRow]:
        return await AsyncConnection.connect(
            libpq_url(url), options=options, connect_timeout=int(WAIT_S)
        )

    engine = create_async_engine(
        "postgresql+psycopg://",
        async_creator=connect,
        pool_size=size,
        max_overflow=0,
        pool_timeout=PATIENCE_S,
        pool_pre_ping=True,
    )
    event.listen(engine.sync_engine, "handle_error", _translate)
    yield engine
    await engine.dispose()


def _translate(context: ExceptionContext) -> None:
    """Let every statement of every adapter fail in the product's own words."""
    if context.is_pre_ping:
        # The pool wants to see for itself, and to connect again.
        return
    with postgres_errors():
        raise context.original_exception


@asynccontextmanager
async def open_read_pool(url: str, *, size: int) -> AsyncIterator[Connections]:
    """Lend a pool for reads; it opens whether or not the database is there.

    Args:
        url: ``postgresql://…``; sockets as ``?host=/directory``.
        size: connections at most.
    """
    async with _pool(url, size=size, autocommit=True) as pool:
        yield pool


@asynccontextmanager
async def open_job_pool(url: str) -> AsyncIterator[Connections]:
    """Lend a pool for one worker of the job engine, which commits by itself."""
    async with _pool(url, size=JOB_POOL_SIZE) as pool:
        yield pool


@asynccontextmanager
async def _pool(url: str, *, size: int, **settings: bool) -> AsyncIterator[Connections]:
    async def check(connection: AsyncConnection[TupleRow]) -> None:
        """Notice a server that went away, without asking it."""
        if _has_ended(connection):
            await pool.drain()
            await connection.close()
            raise psycopg.OperationalError("The server ended the connection.")

    pool: Connections = _PatientPool(
        libpq_url(url),
        kwargs={"options": connection_options(url), **settings},
        min_size=min(2, size),
        max_size=size,
        check=check,
        timeout=WAIT_S,
        # Failed attempts are given up at once: the next request makes its own,
        # instead of waiting out a delay that doubles.
        reconnect_timeout=0,
        open=False,
    )
    await pool.open()
    try:
        yield pool
    finally:
        await pool.close()


class _PatientPool(AsyncConnectionPool[AsyncConnection[TupleRow]]):
    """Waits longer where connections are busy than where there are none."""

    async def getconn(
        self,
        timeout: float | None = None,  # noqa: ASYNC109 - as the pool defines it
    ) -> AsyncConnection[TupleRow]:
        """Lend a connection; that there is none at all is told as soon as ever."""
        if timeout is not None:
            return await super().getconn(timeout)
        return await self._awaited(round(PATIENCE_S / WAIT_S))

    async def _awaited(self, times: int) -> AsyncConnection[TupleRow]:
        try:
            return await super().getconn()
        except PoolTimeout:
            if times == 1 or not self.get_stats()["pool_size"]:
                raise
        return await self._awaited(times - 1)


def _has_ended(connection: AsyncConnection[TupleRow]) -> bool:
    """Whether an idle connection has something to say: only ever farewell."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
