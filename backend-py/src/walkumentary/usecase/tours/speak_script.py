"""Speak a run's sentences as they come, those heard first before the others."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from walkumentary.domain.shared.errors import AppError, GatewayError
from walkumentary.domain.shared.ids import PieceKey, UserId
from walkumentary.domain.tours.narration import piece_key, private_owner
from walkumentary.domain.tours.timing import stop_is_spoken
from walkumentary.domain.tours.tour import Sentence
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.narrations import Piece
from walkumentary.gateway.speech import SpeechGateway, Utterance, Voice
from walkumentary.gateway.storage import StorageGateway, piece_path
from walkumentary.gateway.unit_of_work import TourWork
from walkumentary.usecase.tours.run import Run, failure_of, together
from walkumentary.usecase.tours.telling import tell_status, tell_stop


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakScript:
    """Part of ``MakeTour``: the sound of everything written."""

    run: Run
    speech: SpeechGateway
    storage: StorageGateway
    ids: Ids
    concurrency: int

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
        voice = self._voice()
        key = self._key(sentence, voice)
        if await self._reused(sentence, key):
            return
        piece = await self._spoken(sentence, voice, key)
        async with self.run.writing() as work:
            kept = await work.pieces.put(piece)
            await self._record(work, sentence, kept)
        if kept != piece:
            await self._discard(piece)

    async def _reused(self, sentence: Sentence, key: PieceKey) -> bool:
        """Let a stored piece speak it, if there is one and it is still there then."""
        if not await self._is_known(key):
            return False
        async with self.run.writing() as work:
            piece = await work.pieces.find(key)
            if piece is None:
                return False
            await self._record(work, sentence, piece)
        return True

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
        async with self.run.reading() as work:
            return await work.pieces.find(key) is not None

    async def _spoken(self, sentence: Sentence, voice: Voice, key: PieceKey) -> Piece:
        frames = await self.speech.speak(
            Utterance(text=sentence.text, voice=voice, speed=self.run.tour.speed)
        )
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
