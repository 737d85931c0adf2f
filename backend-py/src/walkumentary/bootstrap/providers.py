"""Composition: who writes and who speaks; metered inside, resilient outside."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from walkumentary.bootstrap.models import writers_of
from walkumentary.bootstrap.settings import Settings
from walkumentary.domain.ops.resilience import Operation
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.speech import SpeechGateway
from walkumentary.infra.metering.books import Books
from walkumentary.infra.metering.narrator import MeteredNarrator
from walkumentary.infra.metering.speech import MeteredSpeech
from walkumentary.infra.narration.notes_writer import NotesWriter
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.narrator import ResilientNarrator
from walkumentary.infra.resilience.speech import ResilientSpeech
from walkumentary.infra.speech.espeak import EspeakSpeech
from walkumentary.infra.speech.espeak_voices import PROVIDER as ESPEAK
from walkumentary.infra.speech.openai import OpenAISpeech


@dataclass(frozen=True, slots=True, kw_only=True)
class Providers:
    """Makes what the settings name; what it opens, ``opened`` closes.

    Who needs no key (the notes writer, espeak-ng) is neither metered nor, unless it
    stands in for others, wrapped: it is part of this machine.
    """

    settings: Settings
    books: Books
    forge: Forge
    opened: AsyncExitStack

    async def narrator(self) -> NarratorGateway:
        """Return the chain of writers."""
        if self.settings.narrator == "notes":
            return NotesWriter()
        writers = [
            MeteredNarrator(narrator=writer, books=self.books)
            for writer in await writers_of(self.settings, self.opened)
        ]
        named: list[tuple[str, NarratorGateway]] = [
            (writer.writer.provider, writer) for writer in writers
        ]
        chain = self.forge.chain(Operation.NARRATE, *named, in_flight=self._in_flight)
        return ResilientNarrator(chain=chain)

    async def speech(self) -> SpeechGateway:
        """Return every voice there is."""
        if self.settings.speech == "espeak":
            return await self._espeak()
        return ResilientSpeech(
            chains=[
                self.forge.chain(Operation.SPEAK, one, in_flight=self._in_flight)
                for one in await self._voices()
            ]
        )

    async def _voices(self) -> Sequence[tuple[str, SpeechGateway]]:
        """Return who speaks, the preferred one first, by the name its voices bear."""
        name = "openai-compatible" if self.settings.openai_base_url else "openai"
        speaking: list[tuple[str, SpeechGateway]] = [(name, await self._openai())]
        if self.settings.fallback_speech == "espeak":
            speaking.append((ESPEAK, await self._espeak()))
        return speaking

    async def _openai(self) -> SpeechGateway:
        settings = self.settings
        speech = OpenAISpeech(
            api_key=self._openai_key,
            base_url=settings.openai_base_url,
            model=settings.openai_tts_model,
            voice=settings.openai_tts_voice,
        )
        opened = await self.opened.enter_async_context(speech)
        return MeteredSpeech(speech=opened, books=self.books)

    async def _espeak(self) -> SpeechGateway:
        return await self.opened.enter_async_context(EspeakSpeech())

    @property
    def _in_flight(self) -> int:
        return self.settings.provider_concurrency

    @property
    def _openai_key(self) -> str | None:
        key = self.settings.openai_api_key
        return None if key is None else key.get_secret_value()
