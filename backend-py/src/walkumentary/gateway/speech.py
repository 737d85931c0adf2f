"""Port: a voice that speaks sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.accounts.usage import Bill
from walkumentary.domain.shared.errors import (
    GatewayRefused,
    GatewayUnavailable,
    Invalid,
)
from walkumentary.domain.tours.audio import Frames


class VoiceNotAvailable(Invalid):
    """No such voice, or none for the language."""

    code = "voice-not-available"
    title = "Voice not available"


class SpeechSilent(GatewayRefused):
    """A voice answered with sound that nobody can hear."""

    code = "speech-silent"
    title = "Silent speech"
    repeats = 1


class SpeechTruncated(GatewayUnavailable):
    """A voice answered with less than its words can take, or with half a file."""

    code = "speech-truncated"
    title = "Truncated speech"
    repeats = 1


class SpeechTooLong(GatewayRefused):
    """A voice answered with more than its words can ever take."""

    code = "speech-too-long"
    title = "Endless speech"
    repeats = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One voice of one provider."""

    id: str
    provider: str
    model: str
    language: str
    words_per_s: float
    """Measured at speed 1 on the product's own prose, pauses included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One sentence to speak; ``bill`` is who pays, if anybody does."""

    text: str
    voice: Voice
    speed: float
    bill: Bill | None = None


class SpeechGateway(Protocol):
    """Turns sentences into stored frames."""

    def voice(self, *, language: str, voice_id: str | None) -> Voice:
        """Return the named voice, or the default one for the language.

        Args:
            language: BCP 47 tag, such as ``en`` or ``nl``.
            voice_id: as listed by ``voices``; None for the default.

        Raises:
            VoiceNotAvailable: unknown, or it does not speak the language.
        """
        ...

    def voices(self, *, language: str) -> Sequence[Voice]:
        """Return the voices for a language, the default first; may be empty."""
        ...

    def instead_of(self, voice: Voice) -> Voice | None:
        """Return the voice that speaks where this one cannot; None where none does."""
        ...

    def languages(self) -> Sequence[str]:
        """Return the languages that have a voice, as primary tags in their order."""
        ...

    async def speak(self, utterance: Utterance) -> Frames:
        """Speak one sentence, followed by the pause that ends a sentence.

        The first sound is within 60 ms of the start; equal utterances give equal
        durations.

        Raises:
            GatewayUnavailable: the engine cannot be reached or died; as
                SpeechTruncated, it stopped in the middle.
            GatewayTimeout: no sound within the adapter's deadlines.
            GatewayRefused: the provider refuses the text or the key, or answers
                with what is no speech; as SpeechSilent, with nothing to be heard; as
                SpeechTooLong, without an end.
        """
        ...
