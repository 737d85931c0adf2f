"""Make a tour's missing text and sound; resumable after a death anywhere."""

import asyncio
from dataclasses import dataclass
from functools import partial

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import AppError
from walkumentary.domain.shared.ids import TourId
from walkumentary.domain.tours.status import CONTENT_READY, Happening
from walkumentary.domain.tours.timing import talking_s
from walkumentary.domain.tours.tour import Failure, LeaseLost, Tour
from walkumentary.gateway.clock import Clock, Stopwatch
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.notes import NotesReader
from walkumentary.gateway.prices import PricesGateway
from walkumentary.gateway.speech import SpeechGateway
from walkumentary.gateway.storage import StorageGateway
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.usecase.tours.claiming import Claiming
from walkumentary.usecase.tours.paying import bill_of, settle
from walkumentary.usecase.tours.run import Run, failure_of, together
from walkumentary.usecase.tours.speak_script import SpeakScript
from walkumentary.usecase.tours.telling import tell_status
from walkumentary.usecase.tours.write_stop import WriteStop


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeTourCommand:
    """Which tour, on whose behalf."""

    actor: Actor
    tour_id: TourId


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeTour:
    """Write every stop at once, speak sentences as they come, store each at once.

    The run holds a lease; the first write after somebody else took it ends the run.
    """

    begin: Begin[TourWork]
    notes: NotesReader
    narrator: NarratorGateway
    speech: SpeechGateway
    storage: StorageGateway
    clock: Clock
    ids: Ids
    stopwatch: Stopwatch
    prices: PricesGateway
    speech_concurrency: int

    async def execute(self, command: MakeTourCommand) -> None:
        """Bring the tour to an end state; doing so again changes nothing.

        A writer that fails for good ends in ``error``, a voice in ``content_ready``
        with failed audio; both keep what is finished.

        Raises:
            TourNotFound: it was deleted, or is not the actor's.
            DatabaseUnavailable: nothing can be stored now; run again later.
        """
        run = await self._take_over(command)
        if run is None:
            return
        try:
            await self._make(run)
        except LeaseLost:
            return

    async def _take_over(self, command: MakeTourCommand) -> Run | None:
        async with self.begin(command.actor) as work:
            tour = await work.tours.get(command.tour_id, owner_id=command.actor.user_id)
            if tour.finished:
                return None
            lease = await work.tours.take_lease(tour.id)
            sentences = await work.tours.sentences(tour.id)
            await work.commit()
        notes = await self.notes.of_places(
            [stop.place_id for stop in tour.stops],
            actor=command.actor,
            language=tour.notes_language,
        )
        return Run(
            begin=self.begin,
            actor=command.actor,
            lease=lease,
            tour=tour,
            sentences=sentences,
            notes=notes,
        )

    async def _make(self, run: Run) -> None:
        speaking = SpeakScript(
            run=run,
            speech=self.speech,
            storage=self.storage,
            ids=self.ids,
            claiming=Claiming(run=run, stopwatch=self.stopwatch),
            prices=self.prices,
            concurrency=self.speech_concurrency,
        )
        sounding = asyncio.create_task(speaking.execute())
        writing = asyncio.create_task(self._text(run))
        await together(writing, sounding)
        await self._finish(run, text=writing.result(), sound=sounding.result())

    async def _text(self, run: Run) -> list[AppError]:
        failures = await self._write_all(run)
        run.text_is_complete()
        if not failures:
            await self._content_ready(run)
        return failures

    async def _write_all(self, run: Run) -> list[AppError]:
        """Write the stops side by side; one that fails does not end the others."""
        write = WriteStop(
            run=run,
            narrator=self.narrator,
            claiming=Claiming(run=run, stopwatch=self.stopwatch),
            prices=self.prices,
        )
        stops = [
            asyncio.create_task(failure_of(partial(write.execute, stop)))
            for stop in run.tour.stops
            if not stop.written
        ]
        await together(*stops)
        return [failure for stop in stops if (failure := stop.result())]

    async def _content_ready(self, run: Run) -> None:
        if run.tour.state == CONTENT_READY:
            return
        await self._happened(run, Happening.TEXT_COMPLETE, None)

    async def _finish(
        self, run: Run, *, text: list[AppError], sound: AppError | None
    ) -> None:
        if text:
            await self._happened(run, Happening.FAILED, Failure.of(text[0]))
        elif sound is not None:
            await self._happened(run, Happening.AUDIO_FAILED, Failure.of(sound))
        else:
            await self._happened(run, Happening.AUDIO_COMPLETE, None)

    async def _happened(
        self, run: Run, happening: Happening, failure: Failure | None
    ) -> None:
        async with run.writing() as work:
            stored = await work.tours.get(run.tour.id, owner_id=run.actor.user_id)
            tour = stored.after(happening, now=self.clock.now(), failure=failure)
            paid = await work.budget.paid(bill_of(tour))
            tour = _measured(tour.signed().costing(paid), run)
            await settle(work, tour)
            await work.tours.save(tour)
            await tell_status(work, tour, run.script())
            await work.commit()
        run.tour = tour


def _measured(tour: Tour, run: Run) -> Tour:
    """Replace the planned talking time once all of it has been spoken."""
    if tour.finished and tour.failure is None:
        return tour.spoken(talking_s=talking_s(run.script()))
    return tour
