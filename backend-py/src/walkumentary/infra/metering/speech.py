"""Voices whose every call is in the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.accounts.usage import Usage
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.audio import Frames
from walkumentary.domain.tours.quote import speech_usage
from walkumentary.gateway.speech import SpeechGateway, Utterance, Voice
from walkumentary.infra.metering.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class MeteredSpeech:
    """Satisfies ``SpeechGateway`` with one provider, and keeps the books."""

    speech: SpeechGateway
    books: Books

    def voice(self, *, language: str, voice_id: str | None) -> Voice:
        """See ``SpeechGateway.voice``."""
        return self.speech.voice(language=language, voice_id=voice_id)

    def voices(self, *, language: str) -> Sequence[Voice]:
        """See ``SpeechGateway.voices``."""
        return self.speech.voices(language=language)

    def languages(self) -> Sequence[str]:
        """See ``SpeechGateway.languages``."""
        return self.speech.languages()

    def instead_of(self, voice: Voice) -> Voice | None:
        """See ``SpeechGateway.instead_of``."""
        return self.speech.instead_of(voice)

    async def speak(self, utterance: Utterance) -> Frames:
        """See ``SpeechGateway.speak``."""
        words = word_count(utterance.text)
        expected_s = words / utterance.voice.words_per_s / utterance.speed
        async with self.books.entry(
            utterance.bill,
            operation=Operation.SPEAK,
            expected=_usage(utterance, seconds=expected_s),
        ) as entry:
            frames = await self.speech.speak(utterance)
            entry.used(_usage(utterance, seconds=frames.duration_s))
        return frames


def _usage(utterance: Utterance, *, seconds: float) -> Usage:
    return speech_usage(
        provider=utterance.voice.provider,
        model=utterance.voice.model,
        characters=len(utterance.text),
        seconds=seconds,
    )
