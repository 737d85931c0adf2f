"""Make a thing once, however many tours want it at the same time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from walkumentary.domain.shared.ids import NarrationKey, PieceKey
from walkumentary.gateway.clock import Stopwatch
from walkumentary.gateway.unit_of_work import TourWork
from walkumentary.usecase.tours.run import Run

LEASE_S = 60.0
"""Longer than a provider may leave us without a sentence."""
FIRST_LOOK_S = 0.1
LONGEST_LOOK_S = 1.0

type Find[Thing] = Callable[[TourWork], Awaitable[Thing | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claiming:
    """Who finds neither the thing nor anybody making it makes it; others wait."""

    run: Run
    stopwatch: Stopwatch

    async def found_or_claimed[Thing](
        self, key: NarrationKey | PieceKey, find: Find[Thing]
    ) -> Thing | None:
        """Return the thing once it is stored, or None: it is ours to make.

        Raises:
            DatabaseUnavailable: nothing can be read now.
        """
        look_s = FIRST_LOOK_S
        while not (looked := await self._look(key, find)).settles:
            await self.stopwatch.pause(look_s)
            look_s = min(LONGEST_LOOK_S, 2 * look_s)
        return looked.thing

    async def _look[Thing](
        self, key: NarrationKey | PieceKey, find: Find[Thing]
    ) -> "_Looked[Thing]":
        async with self.run.reading() as work:
            looked = _Looked(await find(work))
            if looked.thing is None and await self.claim(work, key):
                looked = await self._look_again(work, key, find)
            await work.commit()
        return looked

    async def _look_again[Thing](
        self, work: TourWork, key: NarrationKey | PieceKey, find: Find[Thing]
    ) -> "_Looked[Thing]":
        """See whether its maker stored it, and let go, just before it was claimed."""
        thing = await find(work)
        if thing is not None:
            await self.release(work, key)
        return _Looked(thing, is_ours=thing is None)

    async def claim(self, work: TourWork, key: NarrationKey | PieceKey) -> bool:
        """Claim the making, or go on with one's own claim."""
        return await work.claims.take(key, holder=self.run.tour.id, lease_s=LEASE_S)

    async def release(self, work: TourWork, key: NarrationKey | PieceKey) -> None:
        """Let the next one make it, or find it."""
        await work.claims.release(key, holder=self.run.tour.id)

    async def give_up(self, key: NarrationKey | PieceKey) -> None:
        """Release what could not be made."""
        async with self.run.reading() as work:
            await self.release(work, key)
            await work.commit()


@dataclass(frozen=True, slots=True)
class _Looked[Thing]:
    """What one look brought: the thing, or the right to make it, or neither."""

    thing: Thing | None
    is_ours: bool = False

    @property
    def settles(self) -> bool:
        return self.is_ours or self.thing is not None
