"""One run over one tour: its lease, and what stands so far."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import AppError
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.domain.tours.timing import playing_order
from walkumentary.domain.tours.tour import Lease, LeaseLost, Sentence, Stop, Tour
from walkumentary.gateway.unit_of_work import Begin, DatabaseUnavailable, TourWork

type Place = tuple[int, int]
"""(segment, position): where a sentence stands in the playing order."""

END: Place = (1_000_000, 0)
"""Behind every sentence: nothing more will be written."""


async def together(*tasks: asyncio.Task[object]) -> None:
    """Wait for all tasks; the first error ends the others and is raised itself."""
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def failure_of(work: Callable[[], Awaitable[None]]) -> AppError | None:
    """Do the work; return what ended it for good, if anything did.

    Raises:
        LeaseLost: the run is over.
        DatabaseUnavailable: nothing can be stored now.
    """
    try:
        await work()
    except (LeaseLost, DatabaseUnavailable):
        raise
    except AppError as failure:
        return failure
    return None


class Run:
    """What the tasks of one run share.

    Changes are noted once committed, before the next transaction may begin.
    """

    def __init__(
        self,
        *,
        begin: Begin[TourWork],
        actor: Actor,
        lease: Lease,
        tour: Tour,
        sentences: Sequence[Sentence],
        notes: Mapping[PlaceId, Sequence[Note]],
        names: Mapping[PlaceId, Sequence[str]],
    ) -> None:
        self.actor = actor
        self.tour = tour
        self.notes = notes
        self.names = names
        self._begin = begin
        self._lease = lease
        self._one_at_a_time = asyncio.Lock()
        self._script: dict[Place, Sentence] = {
            (s.segment, s.position): s for s in sentences
        }
        self._to_speak: asyncio.PriorityQueue[Place] = asyncio.PriorityQueue()
        for place, sentence in self._script.items():
            self._queue(place, sentence)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[TourWork]:
        """Open the run's next fenced transaction; they follow one another.

        Raises:
            LeaseLost: another run, a cancel or a deletion ended this one.
        """
        async with (
            self._one_at_a_time,
            self._begin(self.actor, lease=self._lease) as work,
        ):
            yield work

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[TourWork]:
        """Open a transaction beside the run's writes."""
        async with self._begin(self.actor) as work:
            yield work

    def script(self) -> tuple[Sentence, ...]:
        """Return every committed sentence in playing order."""
        return playing_order(self._script.values())

    def segment(self, number: int) -> tuple[Sentence, ...]:
        """Return the committed sentences of one segment, in order."""
        return tuple(s for s in self.script() if s.segment == number)

    def wrote(self, sentences: Sequence[Sentence]) -> None:
        """Note committed sentences; those without sound wait to be spoken."""
        for sentence in sentences:
            place = (sentence.segment, sentence.position)
            self._script[place] = sentence
            self._queue(place, sentence)

    def changed_stop(self, stop: Stop) -> None:
        """Note a committed change of a stop."""
        stops = list(self.tour.stops)
        stops[stop.position - 1] = stop
        self.tour = replace(self.tour, stops=tuple(stops))

    def text_is_complete(self) -> None:
        """Let the speakers stop once nothing is left to speak."""
        self._to_speak.put_nowait(END)

    async def next_to_speak(self) -> Sentence | None:
        """Return the unspoken sentence heard first; None when all were taken."""
        place = await self._to_speak.get()
        if place == END:
            self._to_speak.put_nowait(END)
        return self._script.get(place)

    def _queue(self, place: Place, sentence: Sentence) -> None:
        if sentence.frames is None:
            self._to_speak.put_nowait(place)
