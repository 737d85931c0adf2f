"""Price a walk: what is there already, and what is new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from walkumentary.domain.accounts.usage import FREE
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import PieceKey, UserId
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.narration import piece_key
from walkumentary.domain.tours.quote import (
    CHARACTERS_A_WORD,
    WORDS_PER_S,
    Quote,
    narration_usage,
    speech_usage,
)
from walkumentary.domain.tours.tour import Sentence, Stop, Tour
from walkumentary.gateway.narrations import Narration
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.prices import PricesGateway
from walkumentary.gateway.unit_of_work import Begin, TourWork
from walkumentary.usecase.tours.plan_walk import PlannedTour


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mouth:
    """Who speaks, as far as it determines a piece."""

    voice: str
    provider: str
    model: str
    speed: float

    def key(self, text: str, *, owner: UserId | None) -> PieceKey:
        """Return the key of the piece that speaks a text."""
        return piece_key(
            text=text,
            voice=self.voice,
            provider=self.provider,
            model=self.model,
            speed=self.speed,
            owner=owner,
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A text to be spoken: its words, and the piece that may speak it already."""

    words: int
    key: PieceKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceWalk:
    """Reckons; spends nothing."""

    begin: Begin[TourWork]
    narrator: NarratorGateway
    prices: PricesGateway

    async def execute(
        self, planned: PlannedTour, *, actor: Actor, speed: float
    ) -> Quote:
        """Return the quote of a planned tour.

        Raises:
            DatabaseUnavailable: what is there cannot be seen now.
        """
        mouth = _mouth_of(planned, speed=speed)
        async with self.begin(actor) as work:
            found = {
                stop.position: await work.narrations.find(stop.narration_key)
                for stop in planned.plan.stops
            }
            lines = list(_planned_lines(planned, found, mouth))
            new, cached = await self._spoken_usd(work, mouth, lines)
        for stop in planned.plan.stops:
            usd = self._written_usd([stop])
            new, cached = (
                (new, cached + usd) if found[stop.position] else (new + usd, cached)
            )
        return Quote(
            usd=new,
            saved_usd=cached,
            cached_stops=frozenset(n for n, narration in found.items() if narration),
        )

    async def rest(self, work: TourWork, tour: Tour) -> Decimal:
        """Return the price of what a stored tour still lacks."""
        mouth = _Mouth(
            voice=tour.voice,
            provider=tour.speech_provider,
            model=tour.speech_model,
            speed=tour.speed,
        )
        unwritten = [stop for stop in tour.stops if not stop.written]
        sentences = await work.tours.sentences(tour.id)
        lines = [*_silent_lines(sentences, mouth), *(_Line(s.words) for s in unwritten)]
        new, _ = await self._spoken_usd(work, mouth, lines)
        return new + self._written_usd(unwritten)

    def _written_usd(self, stops: Sequence[Stop]) -> Decimal:
        writer = self.narrator.writer
        usages = [narration_usage(writer, words=stop.words) for stop in stops]
        return sum((self.prices.usd(usage) for usage in usages), FREE)

    async def _spoken_usd(
        self, work: TourWork, mouth: _Mouth, lines: Sequence[_Line]
    ) -> tuple[Decimal, Decimal]:
        """Return what speaking the new lines costs, and what the others did."""
        known = await work.pieces.known([line.key for line in lines if line.key])
        price = {line: self._line_usd(mouth, line) for line in lines}
        new = sum((price[line] for line in lines if line.key not in known), FREE)
        cached = sum((price[line] for line in lines if line.key in known), FREE)
        return new, cached

    def _line_usd(self, mouth: _Mouth, line: _Line) -> Decimal:
        usage = speech_usage(
            provider=mouth.provider,
            model=mouth.model,
            characters=line.words * CHARACTERS_A_WORD,
            seconds=line.words / WORDS_PER_S / mouth.speed,
        )
        return self.prices.usd(usage)


def _mouth_of(planned: PlannedTour, *, speed: float) -> _Mouth:
    voice = planned.voice
    return _Mouth(
        voice=voice.id, provider=voice.provider, model=voice.model, speed=speed
    )


def _planned_lines(
    planned: PlannedTour, found: Mapping[int, Narration | None], mouth: _Mouth
) -> Iterator[_Line]:
    """Yield what will be spoken; what is not written yet as one long text."""
    yield from _silent_lines(planned.plan.framing, mouth)
    for stop in planned.plan.stops:
        narration = found[stop.position]
        yield from _told_lines(narration, mouth) if narration else [_Line(stop.words)]


def _told_lines(narration: Narration, mouth: _Mouth) -> Iterator[_Line]:
    for sentence in narration.sentences:
        key = mouth.key(sentence.text, owner=narration.owner_id)
        yield _Line(word_count(sentence.text), key)


def _silent_lines(sentences: Sequence[Sentence], mouth: _Mouth) -> Iterator[_Line]:
    """Yield what is written and has no sound yet; private texts pass for new ones."""
    for sentence in sentences:
        if sentence.frames is None:
            key = mouth.key(sentence.text, owner=None)
            yield _Line(word_count(sentence.text), key)
