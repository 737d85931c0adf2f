"""Makes a tour in processes of which each kills itself at its first commit.

`python -m tests.integration.tours.mortal_maker TOUR OWNER` forks one maker after the
other. Each dies by SIGKILL, in turn just before and just after its first commit under
the lease, until one finds nothing left to do. Prints the number of deaths.
"""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, replace
from itertools import cycle
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
    """Opens transactions of which the first that writes is the last."""

    begin: Begin[TourWork]
    when: str

    def __call__(self, actor: Actor, *, lease: Lease | None = None) -> TourWork:
        """Open a transaction; one under a lease does not outlive its commit."""
        work = self.begin(actor, lease=lease)
        return work if lease is None else self._doomed(work)

    def _doomed(self, work: TourWork) -> TourWork:
        commit = work.commit

        async def fatal() -> None:
            if self.when == "after":
                await commit()
            os.kill(os.getpid(), signal.SIGKILL)

        work.commit = fatal  # type: ignore[method-assign] # this one is mortal
        return work


async def _make(tour: str, owner: str, when: str) -> None:
    actor = Actor(user_id=UserId(UUID(owner)), kind=ActorKind.USER)
    async with open_gateways(load_settings()) as gateways:
        mortal = MortalBegin(gateways.begin_tour, when)
        usecases = build_usecases(replace(gateways, begin_tour=mortal))
        command = MakeTourCommand(actor=actor, tour_id=TourId(UUID(tour)))
        await usecases.tours.make.execute(command)


def _dies(tour: str, owner: str, when: str) -> bool:
    """Fork a maker; return whether it was killed."""
    child = os.fork()
    if child == 0:
        asyncio.run(_make(tour, owner, when))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def main(tour: str, owner: str) -> int:
    """Let makers die until the tour is finished; return how many did."""
    deaths = 0
    for when in cycle(("before", "after")):
        if not _dies(tour, owner, when):
            return deaths
        deaths += 1
    return deaths


if __name__ == "__main__":
    sys.stdout.write(f"{main(*sys.argv[1:])}\n")
