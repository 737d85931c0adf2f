"""A stage for tours: adapters in memory, and small tours stored on them."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace

from tests import makers
from tests.unit.usecase.tours.money import GRATIS, LIMITS, budgets
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import UserId
from walkumentary.domain.tours.audio import Frames
from walkumentary.domain.tours.tour import Sentence, Stop, Tour
from walkumentary.gateway.events import Event, tour_topic
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.speech import SpeechGateway, Utterance
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.infra.memory.clock import FixedClock
from walkumentary.infra.memory.events import MemoryEventsReader, MemorySignals
from walkumentary.infra.memory.ids import SequentialIds
from walkumentary.infra.memory.narrator import ScriptedNarrator
from walkumentary.infra.memory.notes import MemoryNotesReader
from walkumentary.infra.memory.speech import ToneSpeech
from walkumentary.infra.memory.storage import MemoryFiles
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.tour_views import MemoryToursReader
from walkumentary.infra.memory.unit_of_work import MemoryBegin, assert_no_open_work
from walkumentary.infra.pricing.catalogue import PriceCatalogue
from walkumentary.infra.system.stopwatch import LoopStopwatch
from walkumentary.usecase.tours.make_tour import MakeTour, MakeTourCommand
from walkumentary.usecase.tours.paying import Budgets
from walkumentary.usecase.tours.price_walk import PriceWalk
from walkumentary.usecase.tours.read_tour import TourQuery
from walkumentary.usecase.tours.steer_tour import RetryTour

STOPS = 3


@dataclass(kw_only=True)
class InterruptedSpeech(ToneSpeech):
    """Speaks, but something else happens first, in the middle of the n-th call.

    What happens goes on if the call is given up; ``other`` waits for it.
    """

    at: int
    by: Callable[[], Coroutine[None, None, None]]
    _other: asyncio.Task[None] | None = None

    async def other(self) -> None:
        """Wait for what happens beside; fail if it never did."""
        assert self._other is not None
        await self._other

    async def speak(self, utterance: Utterance) -> Frames:
        is_it = len(self.spoken) + 1 == self.at
        frames = await super().speak(utterance)
        if is_it:
            self._other = asyncio.create_task(self.by())
            await asyncio.shield(self._other)
        return frames


@dataclass(kw_only=True)
class Stage:
    """Everything around a tour; models and files refuse calls inside transactions."""

    clock: FixedClock = field(default_factory=FixedClock)
    actor: Actor = field(default_factory=makers.an_actor)
    narrator: ScriptedNarrator = field(
        default_factory=lambda: ScriptedNarrator(before=assert_no_open_work)
    )
    speech: ToneSpeech = field(
        default_factory=lambda: ToneSpeech(before=assert_no_open_work)
    )
    files: MemoryFiles = field(
        default_factory=lambda: MemoryFiles(before=assert_no_open_work)
    )
    ids: SequentialIds = field(default_factory=SequentialIds)
    concurrency: int = 2
    prices: PriceCatalogue = GRATIS
    narrators: NarratorGateway | None = None
    voices: SpeechGateway | None = None

    def __post_init__(self) -> None:
        self.files.clock = self.clock
        self.store = MemoryStore(clock=self.clock)
        self.begin = MemoryBegin(self.store)
        self.tours = MemoryToursReader(self.store)
        self.notes = MemoryNotesReader(self.store)
        self.events = MemoryEventsReader(self.store)
        self.signals = MemorySignals(self.store)

    def stops(self, *, owner_id: UserId | None = None) -> tuple[Stop, ...]:
        """Return three stops with notes, of the named person or public."""
        return tuple(self._a_stop(n, owner_id) for n in range(1, STOPS + 1))

    async def a_tour(
        self, *, stops: tuple[Stop, ...] | None = None, language: str = "en"
    ) -> Tour:
        """Store a tour of which only the framing is written."""
        made = stops or self.stops()
        tour = makers.a_tour(
            owner_id=self.actor.user_id,
            stops=made,
            language=language,
            voice="hum",
            request={"notes_language": "en"},
            created_at=self.clock.now(),
        )
        async with self.begin(self.actor) as work:
            await work.tours.add(tour)
            script = makers.a_script(stops=len(made), narration=0)
            framing = [replace(one, note_ids=()) for one in script]
            await work.tours.add_sentences(tour.id, framing)
            await work.commit()
        return tour

    async def a_made_tour(self) -> Tour:
        """Store a tour and have it made."""
        tour = await self.a_tour()
        await self.make(tour)
        return self.stored(tour)

    async def make(
        self,
        tour: Tour,
        *,
        begin: Begin[TourWork] | None = None,
        speech: SpeechGateway | None = None,
    ) -> None:
        """Run the worker's job over the tour."""
        maker = MakeTour(
            begin=begin or self.begin,
            notes=self.notes,
            narrator=self.narrators or self.narrator,
            speech=speech or self.voices or self.speech,
            storage=self.files,
            clock=self.clock,
            ids=self.ids,
            stopwatch=LoopStopwatch(pace=1_000),
            prices=self.prices,
            speech_concurrency=self.concurrency,
        )
        await maker.execute(MakeTourCommand(actor=self.actor, tour_id=tour.id))

    async def make_until(
        self, tour: Tour, *, call: int, by: Callable[[], Coroutine[None, None, None]]
    ) -> None:
        """Run the job; something else happens in the middle of its n-th utterance."""
        speech = InterruptedSpeech(before=assert_no_open_work, at=call, by=by)
        try:
            await self.make(tour, speech=speech)
        finally:
            await speech.other()

    @property
    def budgets(self) -> Budgets:
        """Return the allowances."""
        return budgets(self.clock, LIMITS)

    @property
    def price_walk(self) -> PriceWalk:
        """Return who prices what a tour lacks."""
        return PriceWalk(begin=self.begin, narrator=self.narrator, prices=self.prices)

    async def retry(self, tour: Tour) -> None:
        """Have the owner go on with the tour."""
        retry = RetryTour(
            begin=self.begin,
            price_walk=self.price_walk,
            budgets=self.budgets,
            clock=self.clock,
        )
        await retry.execute(self.query(tour))

    def query(self, tour: Tour) -> TourQuery:
        """Return the owner's query for the tour."""
        return TourQuery(actor=self.actor, tour_id=tour.id)

    def stored(self, tour: Tour) -> Tour:
        """Return the tour as it is stored now."""
        return self.store.tours[tour.id].tour

    async def script(self, tour: Tour) -> Sequence[Sentence]:
        """Return the tour's sentences in playing order."""
        return (await self.tours.track(tour.id, actor=self.actor)).sentences

    async def paths(self, tour: Tour) -> list[str]:
        """Return where the sound of the tour is stored, in order."""
        spoken = [s.piece_key for s in await self.script(tour) if s.piece_key]
        return [self.store.pieces[key].path for key in spoken]

    async def told(self, tour: Tour) -> Sequence[Event]:
        """Return the tour's events."""
        return await self.events.since(
            tour_topic(tour.id), actor=self.actor, after=0, limit=1000
        )

    async def news(self, tour: Tour, kind: str) -> list[str]:
        """Return which stops events of the kind name, in order of the stops."""
        told = await self.told(tour)
        return sorted(str(e.body.get("stop")) for e in told if e.kind == kind)

    def notes_of(self, stop: Stop) -> list[Note]:
        """Return the stop's notes by position."""
        notes = [n for n in self.store.notes.values() if n.place_id == stop.place_id]
        return sorted(notes, key=lambda note: note.position)

    def _a_stop(self, number: int, owner_id: UserId | None) -> Stop:
        place = makers.a_place(name=f"Tower {number}", short_name="the tower")
        self.store.places[place.id] = place
        for position, text in enumerate(note_texts(number)):
            note = makers.a_note(
                place_id=place.id, owner_id=owner_id, position=position, text=text
            )
            self.store.notes[note.id] = note
        return makers.a_stop(
            position=number, place_id=place.id, name=place.name, words=60
        )


def note_texts(number: int) -> tuple[str, str]:
    """Return the notes of a stop, two sentences in all."""
    return (
        f"Masons set stone {number} into the wall.",
        f"The wall has {number + 20} windows.",
    )


def texts(script: Sequence[Sentence]) -> list[str]:
    """Return what is said, in order."""
    return [sentence.text for sentence in script]
