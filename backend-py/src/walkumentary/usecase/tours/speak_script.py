"""Speak a run's sentences as they come, those heard first before the others."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

from walkumentary.domain.accounts.usage import Charge
from walkumentary.domain.shared.errors import AppError, GatewayError
from walkumentary.domain.shared.ids import PieceKey, UserId
from walkumentary.domain.tours.audio import Frames, seconds
from walkumentary.domain.tours.narration import piece_key, private_owner
from walkumentary.domain.tours.quote import speech_usage
from walkumentary.domain.tours.timing import stop_is_spoken
from walkumentary.domain.tours.tour import Sentence
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.narrations import Piece
from walkumentary.gateway.prices import PricesGateway
from walkumentary.gateway.speech import SpeechGateway, Utterance, Voice
from walkumentary.gateway.storage import StorageGateway, piece_path
from walkumentary.gateway.unit_of_work import TourWork
from walkumentary.usecase.tours.claiming import Claiming
from walkumentary.usecase.tours.paying import bill_of
from walkumentary.usecase.tours.run import Run, failure_of, together
from walkumentary.usecase.tours.telling import tell_status, tell_stop


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakScript:
    """Part of ``MakeTour``: the sound of everything written."""

    run: Run
    speech: SpeechGateway
    storage: StorageGateway
    ids: Ids
    claiming: Claiming
    prices: PricesGateway
    concurrency: int
    _in_turn: Mapping[PieceKey, asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )
    """A claim is the tour's: its own speakers must wait for one another besides."""

    async def execute(self) -> AppError | None:
        """Speak until the text is complete and all of it is spoken.

        Returns:
            Why the voice failed for good, if it did; the text goes on without it.

        Raises:
            LeaseLost: this run is over.
            DatabaseUnavailable: nothing can be stored now.
        """
        speakers = [
            asyncio.create_task(self._speak_on()) for _ in range(self.concurrency)
        ]
        await together(*speakers)
        failures = (speaker.result() for speaker in speakers)
        return next((failure for failure in failures if failure), None)

    async def _speak_on(self) -> AppError | None:
        while (sentence := await self.run.next_to_speak()) is not None:
            failure = await failure_of(partial(self._speak, sentence))
            if failure is not None:
                return failure
        return None

    async def _speak(self, sentence: Sentence) -> None:
        """Speak it in the tour's voice, or else in the one that takes its place."""
        voice: Voice | None = self._voice()
        while voice is not None:
            voice = await self._spoken_in(voice, sentence)

    async def _spoken_in(self, voice: Voice, sentence: Sentence) -> Voice | None:
        """Speak it; return the voice to try instead, if this one fails."""
        key = self._key(sentence, voice)
        async with self._in_turn[key]:
            return await self._reused_or_made(voice, sentence, key)

    async def _reused_or_made(
        self, voice: Voice, sentence: Sentence, key: PieceKey
    ) -> Voice | None:
        if await self._reused(sentence, key):
            return None
        frames = await self._sound(sentence, voice, key)
        if frames is None:
            return self.speech.instead_of(voice)
        await self._store(sentence, await self._piece(sentence, voice, key, frames))
        return None

    async def _sound(
        self, sentence: Sentence, voice: Voice, key: PieceKey
    ) -> Frames | None:
        """Speak it; None where the voice fails and another can take its place."""
        speed = self.run.tour.speed
        try:
            return await self.speech.speak(
                Utterance(
                    text=sentence.text,
                    voice=voice,
                    speed=speed,
                    bill=bill_of(self.run.tour),
                )
            )
        except GatewayError:
            await self.claiming.give_up(key)
            if self.speech.instead_of(voice) is None:
                raise
            return None

    async def _reused(self, sentence: Sentence, key: PieceKey) -> bool:
        """Let a stored piece speak it, if there is one and it is still there then."""
        if not await self._is_known(key):
            return False
        async with self.run.writing() as work:
            piece = await work.pieces.find(key)
            if piece is None:
                return False
            await self._note_saving(work, sentence, piece)
            await self._record(work, sentence, piece)
        return True

    async def _store(self, sentence: Sentence, piece: Piece) -> None:
        async with self.run.writing() as work:
            kept = await work.pieces.put(piece)
            await self.claiming.release(work, piece.key)
            await self._charge(work, sentence, piece)
            await self._record(work, sentence, kept)
        if kept != piece:
            await self._discard(piece)

    async def _charge(self, work: TourWork, sentence: Sentence, piece: Piece) -> None:
        usd = self._usd(sentence, piece)
        if usd:
            await work.budget.charge(
                Charge(
                    bill=bill_of(self.run.tour),
                    item=piece.key,
                    usd=usd,
                    characters=len(sentence.text),
                )
            )

    async def _note_saving(
        self, work: TourWork, sentence: Sentence, piece: Piece
    ) -> None:
        usd = self._usd(sentence, piece)
        if usd:
            bill, item = bill_of(self.run.tour), piece.key
            await work.budget.charge(Charge(bill=bill, item=item, saved_usd=usd))

    def _usd(self, sentence: Sentence, piece: Piece) -> Decimal:
        usage = speech_usage(
            provider=piece.provider,
            model=piece.model,
            characters=len(sentence.text),
            seconds=seconds(piece.frames),
        )
        return self.prices.usd(usage)

    async def _record(self, work: TourWork, sentence: Sentence, piece: Piece) -> None:
        voiced = replace(sentence, piece_key=piece.key, frames=piece.frames)
        await work.tours.voice(self.run.tour.id, voiced)
        await self._tell(work, voiced)
        await work.commit()
        self.run.wrote([voiced])

    async def _discard(self, piece: Piece) -> None:
        """Delete what another run was faster to speak; if need be, a sweep will."""
        with suppress(GatewayError):
            await self.storage.delete([piece.path])

    def _voice(self) -> Voice:
        tour = self.run.tour
        return self.speech.voice(language=tour.language, voice_id=tour.voice)

    def _owner(self, sentence: Sentence) -> UserId | None:
        """Return whose private note the sentence tells, if anybody's."""
        cited = set(sentence.note_ids)
        notes = [n for notes in self.run.notes.values() for n in notes if n.id in cited]
        return private_owner(notes)

    def _key(self, sentence: Sentence, voice: Voice) -> PieceKey:
        return piece_key(
            text=sentence.text,
            voice=voice.id,
            provider=voice.provider,
            model=voice.model,
            speed=self.run.tour.speed,
            owner=self._owner(sentence),
        )

    async def _is_known(self, key: PieceKey) -> bool:
        """Return whether it is stored, at last; if not, it is ours to speak."""

        async def find(work: TourWork) -> Piece | None:
            return await work.pieces.find(key)

        return await self.claiming.found_or_claimed(key, find) is not None

    async def _piece(
        self, sentence: Sentence, voice: Voice, key: PieceKey, frames: Frames
    ) -> Piece:
        path = piece_path(key, self.ids.new())
        await self.storage.put(path, frames.data)
        return Piece(
            key=key,
            owner_id=self._owner(sentence),
            path=path,
            frames=frames.count,
            voice=voice.id,
            provider=voice.provider,
            model=voice.model,
        )

    async def _tell(self, work: TourWork, voiced: Sentence) -> None:
        others = [s for s in self.run.script() if _place(s) != _place(voiced)]
        script = (*others, voiced)
        if stop_is_spoken(self.run.tour, script, voiced.stop):
            tour_id = self.run.tour.id
            await tell_stop(work, tour_id, kind="audio_ready", stop=voiced.stop)
        await tell_status(work, self.run.tour, script)


def _place(sentence: Sentence) -> tuple[int, int]:
    return (sentence.segment, sentence.position)
