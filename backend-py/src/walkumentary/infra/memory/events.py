"""Events in memory: written in a transaction, read and waited for outside."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.events import Event, Signal
from walkumentary.infra.memory.store import MemoryStore, Topic, sees
from walkumentary.infra.memory.transaction import Transaction

POLL_S = 2.0


class MemoryEvents:
    """Events inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def append(
        self, topic: str, *, kind: str, body: Mapping[str, object]
    ) -> None:
        """Add the next event; listeners hear of it when the transaction commits."""
        transaction = self._transaction
        await transaction.lock(topic)
        known = transaction.topics[topic] or Topic(transaction.actor.user_id, 0)
        transaction.check_may_write(known.owner_id)
        seq = known.last_seq + 1
        transaction.topics[topic] = Topic(known.owner_id, seq)
        transaction.events[(topic, seq)] = Event(
            topic=topic, seq=seq, kind=kind, body=json.loads(json.dumps(body))
        )
        transaction.news.add(topic)


class MemoryEventsReader:
    """Committed events."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def since(
        self, topic: str, *, actor: Actor, after: int, limit: int
    ) -> Sequence[Event]:
        """Return up to ``limit`` events with ``seq`` above ``after``, in order."""
        self._store.reach(actor)
        known = self._store.topics.get(topic)
        if known is None or not sees(actor, known.owner_id):
            return ()
        last = min(known.last_seq, after + limit)
        return [self._store.events[topic, n] for n in range(after + 1, last + 1)]


class MemorySignals:
    """Rings for news of a topic."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    @asynccontextmanager
    async def listen(self, topic: str) -> AsyncIterator[Signal]:
        """Hang up a bell; news between two waits ring it at once."""
        bell = asyncio.Event()
        self._store.bells[topic].add(bell)
        try:
            yield MemorySignal(bell)
        finally:
            self._store.bells[topic].discard(bell)


class MemorySignal:
    """A bell for one topic."""

    def __init__(self, bell: asyncio.Event) -> None:
        self._bell = bell

    async def wait(self) -> None:
        """Return when it rang; at the latest after two seconds."""
        try:
            await asyncio.wait_for(self._bell.wait(), POLL_S)
        except TimeoutError:
            return
        self._bell.clear()
