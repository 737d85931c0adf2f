"""Follow what happens to a tour, live or from where one left off."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.gateway.events import Event, EventSignals, EventsReader, tour_topic
from walkumentary.gateway.tour_views import ToursReader
from walkumentary.usecase.tours.telling import rung

BATCH = 200
"""Events read at once."""
ENDS = frozenset({"error", "done"})
"""Kinds of events that a retry, or a new voice, takes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTourQuery:
    """Which tour, after which event."""

    actor: Actor
    tour_id: TourId
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTour:
    """Committed events in order; nothing is missed between two reads.

    Ends that were taken back since are left out: ``done`` is always the last event.
    """

    tours: ToursReader
    events: EventsReader
    signals: EventSignals

    async def execute(self, query: FollowTourQuery) -> AsyncIterator[Event]:
        """Check, then return the stream; it ends after the tour's last event.

        Raises:
            TourNotFound: the actor has no such tour; while streaming: it was deleted.
            GatewayUnavailable: while streaming: no events can be read now.
        """
        await self.tours.status(query.tour_id, actor=query.actor)
        return self._events(query)

    async def _events(self, query: FollowTourQuery) -> AsyncIterator[Event]:
        async with aclosing(self._news(query)) as batches:
            async for news in batches:
                for event in _lasting(news):
                    yield event

    async def _news(self, query: FollowTourQuery) -> AsyncGenerator[Sequence[Event]]:
        """Yield what is new whenever the bell rings, until nothing more can come."""
        after, over = query.after, False
        async with self.signals.listen(tour_topic(query.tour_id)) as signal:
            while not over:
                news = await self._since(query, after)
                yield news
                after = max([after, *(event.seq for event in news)])
                over = not news and (
                    await self._is_over(query, after) or await rung(signal)
                )

    async def _since(self, query: FollowTourQuery, after: int) -> Sequence[Event]:
        news = await self.events.since(
            tour_topic(query.tour_id), actor=query.actor, after=after, limit=BATCH
        )
        return news if len(news) < BATCH else news[: _last_news(news) + 1]

    async def _is_over(self, query: FollowTourQuery, after: int) -> bool:
        """Return whether the tour is finished and every event was delivered."""
        status = json.loads(await self.tours.status(query.tour_id, actor=query.actor))
        return bool(status["finished"]) and not await self._since(query, after)


def _lasting(news: Sequence[Event]) -> Sequence[Event]:
    """Leave out ends that something follows."""
    last = _last_news(news)
    return [e for n, e in enumerate(news) if e.kind not in ENDS or n > last]


def _last_news(news: Sequence[Event]) -> int:
    """Return where the last event stands that is no end; -1 if there is none."""
    return max((n for n, e in enumerate(news) if e.kind not in ENDS), default=-1)
