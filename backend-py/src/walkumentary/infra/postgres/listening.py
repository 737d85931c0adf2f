"""Adapter: one connection that hears of events, whichever process made them."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from types import TracebackType
from typing import Self

import psycopg
import structlog
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from walkumentary.gateway.events import Signal
from walkumentary.infra.postgres.engine import WAIT_S, connection_options, libpq_url
from walkumentary.infra.postgres.events import CHANNEL

POLL_S = 2.0
"""Nobody waits longer: a notification may be lost with its connection."""
RECONNECT_S = 1.0

_log = structlog.get_logger(__name__)


class PostgresSignals:
    """Wakes local waiters by topic; listens while its block is open."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._listening: asyncio.Task[None] | None = None
        self._was_tried = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._listening = asyncio.create_task(self._listen_for_ever())
        await self._was_tried.wait()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    @asynccontextmanager
    async def listen(self, topic: str) -> AsyncIterator[Signal]:
        """See ``EventSignals.listen``."""
        bell = asyncio.Event()
        self._bells[topic].add(bell)
        try:
            yield PostgresSignal(bell)
        finally:
            self._take_down(topic, bell)

    def _take_down(self, topic: str, bell: asyncio.Event) -> None:
        self._bells[topic].discard(bell)
        if not self._bells[topic]:
            del self._bells[topic]

    async def _listen_for_ever(self) -> None:
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                _log.warning("event_listener_lost", error=type(error).__name__)
            self._was_tried.set()
            await asyncio.sleep(RECONNECT_S)

    async def _listen(self) -> None:
        connection: AsyncConnection[TupleRow] = await AsyncConnection.connect(
            libpq_url(self._url),
            autocommit=True,
            options=connection_options(self._url),
            connect_timeout=int(WAIT_S),
        )
        async with connection:
            await connection.execute(f"listen {CHANNEL}")
            self._was_tried.set()
            self._ring_all()
            async for notification in connection.notifies():
                self._ring(notification.payload.rpartition(":")[0])

    def _ring(self, topic: str) -> None:
        for bell in self._bells.get(topic, ()):
            bell.set()

    def _ring_all(self) -> None:
        """Have everybody look: something may have been missed."""
        for topic in self._bells:
            self._ring(topic)


class PostgresSignal:
    """A bell for one topic."""

    def __init__(self, bell: asyncio.Event) -> None:
        self._bell = bell

    async def wait(self) -> None:
        """See ``Signal.wait``."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), POLL_S)
        self._bell.clear()
