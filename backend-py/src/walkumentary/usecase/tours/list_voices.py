"""The voices there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.gateway.speech import SpeechGateway, Voice, VoiceNotAvailable


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVoicesQuery:
    """The language wanted, as a BCP 47 tag; None for a look at all of them."""

    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedVoice:
    """A voice, and whether it speaks where none is named."""

    voice: Voice
    language: str
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVoices:
    """What a tour can be spoken with."""

    speech: SpeechGateway

    async def execute(self, query: ListVoicesQuery) -> Sequence[OfferedVoice]:
        """Return the voices for a language, the default first, or every default.

        Raises:
            VoiceNotAvailable: nothing speaks the language; names those that are spoken.
            GatewayUnavailable: the voices are not installed.
        """
        if query.language is None:
            return [self._default(language) for language in self.speech.languages()]
        voices = self.speech.voices(language=query.language)
        if not voices:
            raise self._unspoken(query.language)
        return [
            OfferedVoice(voice=voice, language=query.language, is_default=place == 0)
            for place, voice in enumerate(voices)
        ]

    def _default(self, language: str) -> OfferedVoice:
        voice = self.speech.voice(language=language, voice_id=None)
        return OfferedVoice(voice=voice, language=language, is_default=True)

    def _unspoken(self, language: str) -> VoiceNotAvailable:
        spoken = ", ".join(self.speech.languages())
        detail = f"No voice speaks {language!r}; there are voices for {spoken}."
        return VoiceNotAvailable(detail, fields=[FieldProblem("/language", detail)])
