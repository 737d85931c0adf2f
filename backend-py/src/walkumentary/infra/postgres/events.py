"""Adapter: events in Postgres."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.events import Event
from walkumentary.infra.postgres.engine import Connections
from walkumentary.infra.postgres.reading import fetch

CHANNEL = "walkumentary_events"

_APPEND = text("""
with topic as (
    insert into event_topics as known (topic, owner_id, last_seq)
    values (:topic, :owner_id, 1)
    on conflict (topic) do update set last_seq = known.last_seq + 1
    returning topic, owner_id, last_seq
),
event as (
    insert into events (topic, seq, owner_id, kind, body)
    select topic, last_seq, owner_id, :kind, cast(:body as jsonb) from topic
    returning topic, seq
)
select pg_notify(:channel, topic || ':' || seq) from event
""")
"""The topic's row is locked until commit, so numbers follow the order of commits."""

_SINCE = """
select topic, seq, kind, body
from events
where topic = %(topic)s and seq > %(after)s
order by seq
limit %(limit)s
"""


class PostgresEvents:
    """Tables ``event_topics`` and ``events`` inside one transaction."""

    def __init__(self, session: AsyncSession, actor: Actor) -> None:
        self._session = session
        self._actor = actor

    async def append(
        self, topic: str, *, kind: str, body: Mapping[str, object]
    ) -> None:
        """See ``EventsGateway.append``."""
        params = {
            "topic": topic,
            "owner_id": self._actor.user_id,
            "kind": kind,
            "body": json.dumps(body),
            "channel": CHANNEL,
        }
        await self._session.execute(_APPEND, params)


class PostgresEventsReader:
    """Committed events, one statement a read."""

    def __init__(self, pool: Connections) -> None:
        self._pool = pool

    async def since(
        self, topic: str, *, actor: Actor, after: int, limit: int
    ) -> Sequence[Event]:
        """See ``EventsReader.since``."""
        params = {"topic": topic, "after": after, "limit": limit}
        return await fetch(self._pool, _SINCE, params, row=Event, actor=actor)
