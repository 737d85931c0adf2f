"""Write one stop: take a finished narration, or have one written and checked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from walkumentary.domain.accounts.usage import FREE, Charge, Usage
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.errors import GatewayError
from walkumentary.domain.shared.ids import NarrationKey
from walkumentary.domain.shared.languages import primary
from walkumentary.domain.shared.text import squeeze, word_count
from walkumentary.domain.tours import plan
from walkumentary.domain.tours.grounding import unsupported
from walkumentary.domain.tours.narration import (
    Draft,
    NarratedSentence,
    Writer,
    narration_key,
    private_owner,
)
from walkumentary.domain.tours.quote import narration_usage
from walkumentary.domain.tours.replacement import replacement
from walkumentary.domain.tours.timing import stop_is_spoken
from walkumentary.domain.tours.tour import Sentence, SentenceKind, Stop
from walkumentary.gateway.narrations import Narration
from walkumentary.gateway.narrator import (
    NarrationEmpty,
    NarrationOrder,
    NarratorGateway,
)
from walkumentary.gateway.prices import PricesGateway
from walkumentary.gateway.unit_of_work import TourWork
from walkumentary.usecase.tours.claiming import Claiming
from walkumentary.usecase.tours.paying import bill_of
from walkumentary.usecase.tours.run import Run
from walkumentary.usecase.tours.telling import tell_status, tell_stop


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteStop:
    """Part of ``MakeTour``: the text of one stop, sentence by sentence."""

    run: Run
    narrator: NarratorGateway
    claiming: Claiming
    prices: PricesGateway

    async def execute(self, stop: Stop) -> None:
        """Write what is missing of the stop and mark it written.

        Raises:
            LeaseLost: this run is over.
            NarrationEmpty: the writer produced nothing that could be used.
            GatewayUnavailable, GatewayTimeout, GatewayRefused: the writer failed.
        """
        finished = None if self._told(stop) else await self._finished_before(stop)
        if finished is not None:
            await self._take(stop, finished)
            return
        used: list[Usage] = []
        try:
            stop = await self._written(stop, used)
            await self._complete(stop, used)
        except GatewayError:
            await self.claiming.give_up(stop.narration_key)
            raise

    async def _finished_before(self, stop: Stop) -> Narration | None:
        """Return it once somebody has written it; if nobody does, it is ours."""

        async def find(work: TourWork) -> Narration | None:
            return await work.narrations.find(stop.narration_key)

        return await self.claiming.found_or_claimed(stop.narration_key, find)

    async def _take(self, stop: Stop, narration: Narration) -> None:
        lines = [_sentence(stop, n, line) for n, line in enumerate(narration.sentences)]
        whole = replace(
            stop,
            written=True,
            cached=True,
            dropped=narration.dropped,
            authors=(self._author(narration),),
        )
        async with self.run.writing() as work:
            await work.tours.add_sentences(self.run.tour.id, lines)
            await self._note_saving(work, whole)
            await self._tell_written(work, whole, lines)
            await work.commit()
            self.run.wrote(lines)
            self.run.changed_stop(whole)

    def _author(self, narration: Narration) -> Writer:
        return replace(
            self.narrator.writer, provider=narration.provider, model=narration.model
        )

    async def _written(self, stop: Stop, used: list[Usage]) -> Stop:
        return await self._write(stop, used) if self._notes(stop) else stop

    async def _write(self, stop: Stop, used: list[Usage]) -> Stop:
        """Accept sentences as they come; count those that had to be dropped."""
        order = replace(self._order(stop), meter=used.append)
        async for draft in self.narrator.narrate(order):
            line = self._checked(stop, draft)
            stop = stop.told_by(draft.writer or self.narrator.writer)
            stop = replace(stop, dropped=stop.dropped + (line is None))
            await self._accept(stop, line or self._instead(stop, draft))
        return stop

    def _told(self, stop: Stop) -> Sequence[Sentence]:
        return self.run.segment(plan.narration_segment(stop.position))

    def _notes(self, stop: Stop) -> Sequence[Note]:
        return self.run.notes.get(stop.place_id, ())

    def _order(self, stop: Stop) -> NarrationOrder:
        return NarrationOrder(
            name=stop.name,
            short_name=stop.short_name,
            notes=tuple(self._notes(stop)),
            interests=stop.interests,
            style=self.run.tour.narration_style,
            language=self.run.tour.language,
            words=stop.words,
            written=_narrated(self._told(stop)),
            bill=bill_of(self.run.tour),
        )

    def _checked(self, stop: Stop, draft: Draft) -> NarratedSentence | None:
        """Return the sentence with its evidence, or None if a fact has none."""
        notes = self._notes(stop)
        cited = [notes[n] for n in draft.cites if 0 <= n < len(notes)]
        names = [stop.name, stop.short_name, self.run.tour.city]
        sources = [f"{note.title} {note.text}" for note in cited] + names
        text = squeeze(draft.text)
        if unsupported(text, sources, language=self.run.tour.language):
            return None
        return NarratedSentence(text, tuple(note.id for note in cited))

    def _instead(self, stop: Stop, draft: Draft) -> NarratedSentence | None:
        """Return a note's own sentence, if the tour speaks the notes' language."""
        tour = self.run.tour
        if primary(tour.notes_language) != primary(tour.language):
            return None
        return replacement(
            self._notes(stop),
            used={note for s in self._told(stop) for note in s.note_ids},
            words=word_count(draft.text),
        )

    async def _accept(self, stop: Stop, line: NarratedSentence | None) -> None:
        """Store a sentence at once, unless there is none, or it was told already."""
        told = self._told(stop)
        if line is None or line.text in {"", *(s.text for s in told)}:
            return
        sentence = _sentence(stop, len(told), line)
        async with self.run.writing() as work:
            await work.tours.add_sentences(self.run.tour.id, [sentence])
            await work.tours.save_stop(self.run.tour.id, stop)
            await self.claiming.claim(work, stop.narration_key)
            await work.commit()
            self.run.wrote([sentence])

    async def _complete(self, stop: Stop, used: Sequence[Usage]) -> None:
        told = self._told(stop)
        if not told:
            raise NarrationEmpty(f"There is nothing to say about {stop.name}.")
        stop = replace(stop, written=True)
        async with self.run.writing() as work:
            if len(stop.authors) == 1:
                await work.narrations.put(self._narration(stop, told))
            await self.claiming.release(work, stop.narration_key)
            await self._charge(work, stop, used)
            await self._tell_written(work, stop, ())
            await work.commit()
            self.run.changed_stop(stop)

    async def _charge(self, work: TourWork, stop: Stop, used: Sequence[Usage]) -> None:
        """Charge for what providers counted; those without a key count nothing."""
        if not used:
            return
        charge = Charge(
            bill=bill_of(self.run.tour),
            item=stop.narration_key,
            usd=sum((self.prices.usd(one) for one in used), FREE),
            tokens_in=sum(one.tokens_in for one in used),
            tokens_out=sum(one.tokens_out for one in used),
        )
        await work.budget.charge(charge)

    async def _note_saving(self, work: TourWork, stop: Stop) -> None:
        (author,) = stop.authors
        saved = self.prices.usd(narration_usage(author, words=stop.words))
        if saved:
            bill, item = bill_of(self.run.tour), stop.narration_key
            await work.budget.charge(Charge(bill=bill, item=item, saved_usd=saved))

    def _narration(self, stop: Stop, told: Sequence[Sentence]) -> Narration:
        """Return what one author wrote, under that author's name."""
        (author,) = stop.authors
        return Narration(
            key=self._key(stop, author),
            owner_id=private_owner(self._notes(stop)),
            place_id=stop.place_id,
            sentences=_narrated(told),
            dropped=stop.dropped,
            provider=author.provider,
            model=author.model,
        )

    def _key(self, stop: Stop, author: Writer) -> NarrationKey:
        if author == self.narrator.writer:
            return stop.narration_key
        return narration_key(
            place_id=stop.place_id,
            notes=self._notes(stop),
            interests=stop.interests,
            style=self.run.tour.narration_style,
            language=self.run.tour.language,
            words=stop.words,
            writer=author,
        )

    async def _tell_written(
        self, work: TourWork, stop: Stop, added: Sequence[Sentence]
    ) -> None:
        await work.tours.save_stop(self.run.tour.id, stop)
        await tell_stop(work, self.run.tour.id, kind="stop_ready", stop=stop.position)
        script = (*self.run.script(), *added)
        stops = [
            stop if s.position == stop.position else s for s in self.run.tour.stops
        ]
        whole = replace(self.run.tour, stops=tuple(stops))
        if stop_is_spoken(whole, script, stop.position):
            await tell_stop(work, whole.id, kind="audio_ready", stop=stop.position)
        await tell_status(work, whole, script)


def _narrated(told: Sequence[Sentence]) -> tuple[NarratedSentence, ...]:
    return tuple(NarratedSentence(s.text, s.note_ids) for s in told)


def _sentence(stop: Stop, position: int, line: NarratedSentence) -> Sentence:
    return Sentence(
        segment=plan.narration_segment(stop.position),
        position=position,
        stop=stop.position,
        kind=SentenceKind.NARRATION,
        text=line.text,
        note_ids=line.note_ids,
    )
