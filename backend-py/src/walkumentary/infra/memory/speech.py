"""A voice that hums: real frames of the right length, at no cost."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from walkumentary.domain.shared.errors import FieldProblem, GatewayError, GatewayRefused
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.audio import (
    FRAME_BYTES,
    FRAME_MS,
    SAMPLE_RATE_HZ,
    Frames,
)
from walkumentary.domain.tours.spoken import speakable
from walkumentary.gateway.speech import Utterance, Voice, VoiceNotAvailable
from walkumentary.infra.speech.encoding import SENTENCE_PAUSE_S, mp3_frames

_PITCH_HZ = 220
_TONE_S = 10
_SHORTEST_TONE_FRAMES = 5
_VOICES = ("hum", "low-hum")


def _nothing() -> None:
    """Check nothing."""


@dataclass(frozen=True, slots=True)
class _Failure:
    error: GatewayError
    text: str | None
    call: int | None

    def hits(self, utterance: Utterance, call: int) -> bool:
        return self.text in {None, utterance.text} and self.call in {None, call}


@dataclass(kw_only=True)
class ToneSpeech:
    """Speaks every sentence as a tone that lasts as long as its words would.

    Args:
        hums_in: it has two voices for each of these languages.
        words_per_s: of every voice, at speed 1.
        before: called first in every ``speak``; raises where a call is forbidden,
            such as inside an open transaction.

    ``spoken`` records every utterance asked for, failed ones included.
    """

    hums_in: Sequence[str] = ("en", "nl", "de", "fr")
    words_per_s: float = 2.8
    before: Callable[[], None] = _nothing
    spoken: list[Utterance] = field(default_factory=list)
    _failures: list[_Failure] = field(default_factory=list)

    def fails_with(
        self, error: GatewayError, *, text: str | None = None, call: int | None = None
    ) -> None:
        """Raise the error from now on: for that text, on the n-th call, or always.

        Args:
            error: raised again and again.
            text: only for this text.
            call: only on this call, counted from 1 since the beginning.
        """
        self._failures.append(_Failure(error, text, call))

    def recovers(self) -> None:
        """Forget every failure asked for."""
        self._failures.clear()

    def voice(self, *, language: str, voice_id: str | None) -> Voice:
        """Return the named voice, or the default one for the language."""
        speaking = {one.id: one for one in self.voices(language=language)}
        if not speaking:
            raise _refused("/language", f"No voice hums in {language!r}.")
        wanted = voice_id or _VOICES[0]
        if wanted not in speaking:
            raise _refused("/voice", f"No voice {voice_id!r} hums in {language!r}.")
        return speaking[wanted]

    def voices(self, *, language: str) -> Sequence[Voice]:
        """Return the voices for a language, the default first."""
        primary = language.partition("-")[0].casefold()
        if primary not in self.hums_in:
            return ()
        return [self._hummed(name, primary) for name in _VOICES]

    def instead_of(self, _voice: Voice) -> Voice | None:
        """See ``SpeechGateway.instead_of``: one provider has no other."""
        return None

    def languages(self) -> Sequence[str]:
        """Return the languages it hums in."""
        return sorted(self.hums_in)

    async def speak(self, utterance: Utterance) -> Frames:
        """Hum one sentence."""
        self.before()
        self.spoken.append(utterance)
        await asyncio.sleep(0)
        self._fail(utterance)
        return self._hum(utterance)

    def _fail(self, utterance: Utterance) -> None:
        call = len(self.spoken)
        hits = [one for one in self._failures if one.hits(utterance, call)]
        if hits:
            raise hits[0].error
        if not speakable(utterance.text):
            raise GatewayRefused("There is nothing to say in this text.")

    def _hum(self, utterance: Utterance) -> Frames:
        rate = utterance.voice.words_per_s * utterance.speed
        seconds = word_count(utterance.text) / rate
        pause = _frames(SENTENCE_PAUSE_S / utterance.speed)
        tone = max(_SHORTEST_TONE_FRAMES, _frames(seconds) - pause)
        return Frames(_start_of(_tone(), tone) + _start_of(_silence(), pause))

    def _hummed(self, name: str, language: str) -> Voice:
        return Voice(
            id=name,
            provider="memory",
            model="tone",
            language=language,
            words_per_s=self.words_per_s,
        )


def _refused(pointer: str, detail: str) -> VoiceNotAvailable:
    return VoiceNotAvailable(detail, fields=[FieldProblem(pointer, detail)])


def _frames(seconds: float) -> int:
    return round(seconds * 1000 / FRAME_MS)


def _start_of(piece: Frames, count: int) -> bytes:
    """Return the first frames of a piece, repeated as often as needed.

    A frame draws on bytes of the frames before it, never on later ones, so the start of
    a piece decodes like the whole.
    """
    repeats = -(-count // piece.count)
    return (piece.data * repeats)[: count * FRAME_BYTES]


@cache
def _tone() -> Frames:
    moments = np.arange(_TONE_S * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    wave = np.sin(2 * np.pi * _PITCH_HZ * moments) * 4600
    return mp3_frames(wave.astype(np.int16), rate_hz=SAMPLE_RATE_HZ)


@cache
def _silence() -> Frames:
    samples = np.zeros(SAMPLE_RATE_HZ, np.int16)
    return mp3_frames(samples, rate_hz=SAMPLE_RATE_HZ)
