"""Makes a tour in a process that kills itself at a commit.

`python -m tests.integration.tours.mortal_maker TOUR OWNER COMMIT before|after`: dies by
SIGKILL just before or just after its COMMIT-th commit (from 1); 0 lives to the end.
"""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, field, replace
from uuid import UUID

from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.settings import load_settings
from walkumentary.bootstrap.usecases import build_usecases
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.ids import TourId, UserId
from walkumentary.domain.tours.tour import Lease
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.usecase.tours.make_tour import MakeTourCommand


@dataclass(slots=True)
class MortalBegin:
    """Opens transactions of which one is the last."""

    begin: Begin[TourWork]
    dies_at: int
    when: str
    commits: int = field(default=0)

    def __call__(self, actor: Actor, *, lease: Lease | None = None) -> TourWork:
        """Open a transaction that counts its commit."""
        work = self.begin(actor, lease=lease)
        commit = work.commit

        async def counted() -> None:
            self.commits += 1
            self._die_if(self.when == "before")
            await commit()
            self._die_if(self.when == "after")

        work.commit = counted  # type: ignore[method-assign] # this one is mortal
        return work

    def _die_if(self, moment: bool, /) -> None:
        if moment and self.commits == self.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)


async def _main(tour: str, owner: str, dies_at: int, when: str) -> None:
    actor = Actor(user_id=UserId(UUID(owner)), kind=ActorKind.USER)
    async with open_gateways(load_settings()) as gateways:
        mortal = MortalBegin(gateways.begin_tour, dies_at, when)
        usecases = build_usecases(replace(gateways, begin_tour=mortal))
        command = MakeTourCommand(actor=actor, tour_id=TourId(UUID(tour)))
        await usecases.tours.make.execute(command)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]))
