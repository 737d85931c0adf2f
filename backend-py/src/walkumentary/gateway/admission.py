"""Port: how many may do at once what takes this process much."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walkumentary.domain.shared.errors import Delayed, LimitReached


class PlanningFull(Delayed):
    """More ask for it than can be served in time."""

    code = "planning-full"
    title = "Too many walks at once"


class TooManyWaiting(LimitReached):
    """One person asks for so much at once that others would wait for it."""

    code = "too-many-waiting"
    title = "Too many at once"


class AdmissionGateway(Protocol):
    """Lets a few in at a time; the others wait in the order they came."""

    def admitted(self, whom: str) -> AbstractAsyncContextManager[None]:
        """Wait for a place and hold it for as long as the block lasts.

        Args:
            whom: nobody has more than their share of the places.

        Raises:
            TooManyWaiting: the same person waits so often already.
            PlanningFull: no place came free in time, or too many wait already.
        """
        ...

    @property
    def is_crowded(self) -> bool:
        """Whether somebody is waiting: what can be left undone is left undone."""
        ...
