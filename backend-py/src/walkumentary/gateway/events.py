"""Ports: what happened, in order, to a topic."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import TourId


def tour_topic(tour_id: TourId) -> str:
    """Return the topic a tour's events are filed under."""
    return f"tour:{tour_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The ``seq``-th thing (from 1, gapless) that happened to ``topic``."""

    topic: str
    seq: int
    kind: str
    body: Mapping[str, object]


class EventsGateway(Protocol):
    """Events inside one transaction."""

    async def append(
        self, topic: str, *, kind: str, body: Mapping[str, object]
    ) -> None:
        """Add the next event; listeners hear of it when the transaction commits."""
        ...


class EventsReader(Protocol):
    """Read model: committed events."""

    async def since(
        self, topic: str, *, actor: Actor, after: int, limit: int
    ) -> Sequence[Event]:
        """Return up to ``limit`` events with ``seq`` above ``after``, in order."""
        ...


class Signal(Protocol):
    """A bell for one topic."""

    async def wait(self) -> None:
        """Return when the topic may have news; at the latest after two seconds."""
        ...


class EventSignals(Protocol):
    """Wakes whoever waits for news of a topic, whichever process made them."""

    def listen(self, topic: str) -> AbstractAsyncContextManager[Signal]:
        """Hang up a bell; news between two waits ring it at once."""
        ...
