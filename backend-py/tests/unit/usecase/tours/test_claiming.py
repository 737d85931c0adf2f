"""Between finding nothing and claiming it, its maker may be done."""

from dataclasses import dataclass, field

from tests import makers
from tests.unit.usecase.tours.stage import Stage
from walkumentary.domain.shared.ids import NarrationKey, TourId
from walkumentary.domain.tours.tour import Lease, Tour
from walkumentary.gateway.narrations import Narration
from walkumentary.gateway.unit_of_work import TourWork
from walkumentary.infra.system.stopwatch import LoopStopwatch
from walkumentary.usecase.tours.claiming import LEASE_S, Claiming
from walkumentary.usecase.tours.run import Run


def claiming(stage: Stage, tour: Tour) -> Claiming:
    run = Run(
        begin=stage.begin,
        actor=stage.actor,
        lease=Lease(tour_id=tour.id, number=1),
        tour=tour,
        sentences=(),
        notes={},
        names={},
    )
    return Claiming(run=run, stopwatch=LoopStopwatch(pace=1_000))


@dataclass
class BelatedMaker:
    """Holds the claim; stores the narration and lets go right after a first look."""

    stage: Stage
    key: NarrationKey = field(default_factory=lambda: NarrationKey(makers.a_key()))
    holder: TourId = field(default_factory=makers.a_tour_id)
    looks: int = 0

    async def begin(self) -> None:
        async with self.stage.begin(self.stage.actor) as work:
            await work.claims.take(self.key, holder=self.holder, lease_s=LEASE_S)
            await work.commit()

    async def find(self, work: TourWork) -> Narration | None:
        found = await work.narrations.find(self.key)
        self.looks += 1
        if self.looks == 1:
            await self._finish()
        return found

    async def _finish(self) -> None:
        async with self.stage.begin(self.stage.actor) as work:
            await work.narrations.put(makers.a_narration(key=self.key))
            await work.claims.release(self.key, holder=self.holder)
            await work.commit()


async def test_what_was_stored_after_the_first_look_is_not_made_again(
    stage: Stage,
) -> None:
    maker = BelatedMaker(stage)
    await maker.begin()

    waiting = claiming(stage, await stage.a_tour())
    found = await waiting.found_or_claimed(maker.key, maker.find)

    assert found is not None
    assert maker.looks == 2
    assert not stage.store.claims
