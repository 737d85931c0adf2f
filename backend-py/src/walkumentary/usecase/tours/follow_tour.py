"""Follow what happens to a tour, live or from where one left off."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId
from walkumentary.gateway.events import Event, EventSignals, EventsReader, tour_topic
from walkumentary.gateway.tour_views import ToursReader
from walkumentary.usecase.tours.telling import rung

BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTourQuery:
    """Which tour, after which event."""

    actor: Actor
    tour_id: TourId
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTour:
    """Committed events in order; nothing is missed between two reads."""

    tours: ToursReader
    events: EventsReader
    signals: EventSignals

    async def execute(self, query: FollowTourQuery) -> AsyncIterator[Event]:
        """Check, then return the stream; it ends after the tour's last event.

        Raises:
            TourNotFound: the actor has no such tour.
        """
        await self.tours.status(query.tour_id, actor=query.actor)
        return self._events(query)

    async def _events(self, query: FollowTourQuery) -> AsyncIterator[Event]:
        async for news in self._news(query):
            for event in news:
                yield event

    async def _news(self, query: FollowTourQuery) -> AsyncIterator[Sequence[Event]]:
        """Yield what is new whenever the bell rings, until nothing more can come."""
        after, over = query.after, False
        async with self.signals.listen(tour_topic(query.tour_id)) as signal:
            while not over:
                news = await self._since(query, after)
                yield news
                after = max([after, *(event.seq for event in news)])
                over = await self._is_over(query, after) or await rung(signal)

    async def _since(self, query: FollowTourQuery, after: int) -> Sequence[Event]:
        return await self.events.since(
            tour_topic(query.tour_id), actor=query.actor, after=after, limit=BATCH
        )

    async def _is_over(self, query: FollowTourQuery, after: int) -> bool:
        """Return whether the tour is finished and every event was delivered."""
        status = json.loads(await self.tours.status(query.tour_id, actor=query.actor))
        return bool(status["finished"]) and not await self._since(query, after)
