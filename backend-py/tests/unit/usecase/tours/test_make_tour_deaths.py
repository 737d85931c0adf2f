"""A worker may die at any commit: one complete tour, nothing made twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from tests.unit.usecase.tours.stage import STOPS, Stage
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.tours import status as life
from walkumentary.domain.tours.tour import Lease, Sentence, Tour
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.unit_of_work import MemoryWork


class Died(Exception):
    """The process is gone."""


@dataclass
class Life:
    """Ends at the n-th commit, just before or just after it."""

    commits_left: int
    dies_after: bool
    over: bool = False

    def before_commit(self) -> None:
        self.commits_left -= 1
        last = self.commits_left == 0
        self._end(is_over=self.over or (last and not self.dies_after))

    def after_commit(self) -> None:
        self._end(is_over=self.over or self.commits_left == 0)

    def _end(self, *, is_over: bool) -> None:
        self.over = is_over
        if is_over:
            raise Died


class MortalWork(MemoryWork):
    """A transaction in a process that is about to die."""

    def __init__(
        self, store: MemoryStore, actor: Actor, *, lease: Lease | None, life: Life
    ) -> None:
        super().__init__(store, actor, lease=lease)
        self._life = life

    async def commit(self) -> None:
        self._life.before_commit()
        await super().commit()
        self._life.after_commit()


@dataclass(frozen=True)
class MortalBegin:
    """Opens transactions in a process that is about to die."""

    store: MemoryStore
    life: Life

    def __call__(self, actor: Actor, *, lease: Lease | None = None) -> MortalWork:
        return MortalWork(self.store, actor, lease=lease, life=self.life)


type Heard = list[tuple[int, int, str, str | None, int | None]]


def _heard(script: Sequence[Sentence]) -> Heard:
    """Return texts, order and sound of a script."""
    return [(s.segment, s.position, s.text, s.piece_key, s.frames) for s in script]


async def _undisturbed() -> tuple[Heard, Stage]:
    stage = Stage()
    tour = await stage.a_made_tour()
    return _heard(await stage.script(tour)), stage


async def _dies(stage: Stage, tour: Tour, life_: Life) -> bool:
    """Make the tour in a mortal process; return whether it died."""
    try:
        await stage.make(tour, begin=MortalBegin(stage.store, life_))
    except Died:
        return True
    return False


async def _check_complete(stage: Stage, tour: Tour, heard: Heard) -> None:
    assert stage.stored(tour).state == life.READY
    assert _heard(await stage.script(tour)) == heard
    assert await stage.news(tour, "stop_ready") == ["1", "2", "3"]
    assert await stage.news(tour, "audio_ready") == ["1", "2", "3"]
    assert len(await stage.news(tour, "done")) == 1


@pytest.mark.parametrize("dies_after", [False, True])
async def test_a_worker_that_dies_at_any_commit_makes_one_tour_and_nothing_twice(
    *, dies_after: bool
) -> None:
    heard, calm = await _undisturbed()
    died, commit = True, 0

    while died:
        commit += 1
        stage = Stage()
        tour = await stage.a_tour()
        died = await _dies(stage, tour, Life(commit, dies_after))
        await stage.make(tour)

        await _check_complete(stage, tour, heard)
        spoken = Counter(u.text for u in stage.speech.spoken)
        assert spoken.total() <= len(calm.speech.spoken) + stage.concurrency
        assert max(spoken.values()) <= 2
        assert len(stage.narrator.orders) <= 2 * STOPS

    assert commit > len(heard)


async def test_workers_that_die_one_after_the_other_get_there_together(
    stage: Stage,
) -> None:
    heard, calm = await _undisturbed()
    tour = await stage.a_tour()

    deaths = [
        await _dies(stage, tour, Life(8, dies_after=bool(n % 2))) for n in range(20)
    ]

    assert 2 < sum(deaths) < len(deaths)
    await _check_complete(stage, tour, heard)
    most = len(calm.speech.spoken) + sum(deaths) * stage.concurrency
    assert len(stage.speech.spoken) <= most
