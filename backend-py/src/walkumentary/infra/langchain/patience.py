"""How long a stream may keep one waiting."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Bounds on a streamed answer, in seconds. Source: spec, models, resilience."""

    first_item_s: float = 30.0
    between_items_s: float = 15.0
    words_per_s: float = 15.0
    """Pace of an unhurried model, about 20 tokens a second: what is expected."""
    grace_s: float = 10.0

    def whole_s(self, *, words: int) -> float:
        """Return the bound on all waiting: twice what is expected, and some grace."""
        return 2 * words / self.words_per_s + self.grace_s


class Patience:
    """Waits within the bounds; what the listener to the stream takes is not counted."""

    def __init__(self, deadlines: Deadlines, *, words: int) -> None:
        self._between_s = deadlines.between_items_s
        self._whole_s = deadlines.first_item_s + deadlines.whole_s(words=words)
        self._limit_s = deadlines.first_item_s

    async def until[T](self, coming: Awaitable[T]) -> T:
        """Wait for a part of the next item.

        Raises:
            TimeoutError: it took too long, alone or all in all.
        """
        clock = asyncio.get_running_loop().time
        begun_s = clock()
        async with asyncio.timeout(min(self._limit_s, self._whole_s)):
            part = await coming
        self._limit_s -= clock() - begun_s
        self._whole_s -= clock() - begun_s
        return part

    def renew(self) -> None:
        """Count from here again: an item has come."""
        self._limit_s = self._between_s
