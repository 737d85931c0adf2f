"""Voices that fail well: each provider tried again, another's voice instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.tours.audio import Frames
from walkumentary.gateway.speech import (
    SpeechGateway,
    Utterance,
    Voice,
    VoiceNotAvailable,
)
from walkumentary.infra.resilience.chain import Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class ResilientSpeech:
    """Satisfies ``SpeechGateway`` with one chain per provider, preferred one first.

    A voice is its provider's alone, so a chain has one link, named as voices name it.
    """

    chains: Sequence[Chain[SpeechGateway]]

    def voice(self, *, language: str, voice_id: str | None) -> Voice:
        """See ``SpeechGateway.voice``; voices of every provider can be had by name."""
        for voice in self.voices(language=language) if voice_id else ():
            if voice.id == voice_id:
                return voice
        return self._providers[0].voice(language=language, voice_id=voice_id)

    def voices(self, *, language: str) -> Sequence[Voice]:
        """See ``SpeechGateway.voices``."""
        return [
            voice
            for speech in self._providers
            for voice in speech.voices(language=language)
        ]

    def languages(self) -> Sequence[str]:
        """See ``SpeechGateway.languages``."""
        spoken = (language for one in self._providers for language in one.languages())
        return sorted(set(spoken))

    def instead_of(self, voice: Voice) -> Voice | None:
        """See ``SpeechGateway.instead_of``: the next provider's default voice."""
        names = [chain.links[0].name for chain in self.chains]
        after = names.index(voice.provider) + 1 if voice.provider in names else 0
        others = (
            one.voices(language=voice.language) for one in self._providers[after:]
        )
        return next((voices[0] for voices in others if voices), None)

    async def speak(self, utterance: Utterance) -> Frames:
        """See ``SpeechGateway.speak``.

        Raises:
            VoiceNotAvailable: its provider is not configured any more.
        """
        chain = self._chain_of(utterance.voice)
        async for attempt in chain.attempts():
            async with attempt:
                return await attempt.port.speak(utterance)
        raise AssertionError("attempts end with an answer or an error")

    @property
    def _providers(self) -> Sequence[SpeechGateway]:
        return [chain.links[0].port for chain in self.chains]

    def _chain_of(self, voice: Voice) -> Chain[SpeechGateway]:
        for chain in self.chains:
            if chain.links[0].name == voice.provider:
                return chain
        raise VoiceNotAvailable(f"Nobody speaks with voices of {voice.provider} now.")
