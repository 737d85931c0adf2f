"""Composition: who writes and who speaks; metered inside, resilient outside."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from walkumentary.bootstrap.models import embedder_of, visions_of, writers_of
from walkumentary.bootstrap.settings import Settings, revealed
from walkumentary.domain.ops.resilience import Operation
from walkumentary.gateway.cache import CacheGateway
from walkumentary.gateway.geocoder import GeocoderGateway
from walkumentary.gateway.narrator import NarratorGateway
from walkumentary.gateway.notes import EmbedderGateway
from walkumentary.gateway.speech import SpeechGateway
from walkumentary.gateway.turns import TurnsGateway
from walkumentary.gateway.vision import VisionGateway
from walkumentary.infra.caching.vision import CachedVision
from walkumentary.infra.geocoding.cached import CachedGeocoder
from walkumentary.infra.geocoding.http import GeocoderClient, user_agent
from walkumentary.infra.geocoding.nominatim import NominatimGeocoder
from walkumentary.infra.geocoding.none import NoGeocoder
from walkumentary.infra.geocoding.photon import PhotonGeocoder
from walkumentary.infra.metering.books import Books
from walkumentary.infra.metering.narrator import MeteredNarrator
from walkumentary.infra.metering.speech import MeteredSpeech
from walkumentary.infra.metering.vision import MeteredVision
from walkumentary.infra.narration.notes_writer import NotesWriter
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.embedder import ResilientEmbedder
from walkumentary.infra.resilience.geocoder import ResilientGeocoder
from walkumentary.infra.resilience.narrator import ResilientNarrator
from walkumentary.infra.resilience.speech import ResilientSpeech
from walkumentary.infra.resilience.vision import ResilientVision
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
        named: list[tuple[str, NarratorGateway]] = [
            (writer.writer.provider, self._metered(writer))
            for writer in await writers_of(self.settings, self.opened)
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

    async def embedder(self) -> EmbedderGateway:
        """Return the embedder; its space is the one that is searched."""
        embedder = await embedder_of(self.settings, self.books, self.opened)
        if self.settings.embedder == "lexical":
            return embedder
        chain = self.forge.chain(
            Operation.EMBED, (embedder.name, embedder), in_flight=self._in_flight
        )
        return ResilientEmbedder(chain=chain)

    async def vision(self, cache: CacheGateway) -> VisionGateway | None:
        """Return the chain of models that look at pictures; None without any."""
        looking = await visions_of(self.settings, self.opened)
        if not looking:
            return None
        named: list[tuple[str, VisionGateway]] = [
            (f"vision-{n}", MeteredVision(vision=vision, books=self.books))
            for n, vision in enumerate(looking, start=1)
        ]
        chain = self.forge.chain(Operation.LOOK, *named, in_flight=self._in_flight)
        resilient = ResilientVision(chain=chain)
        return CachedVision(resilient, name=self._models, cache=cache)

    async def geocoder(
        self, *, turns: TurnsGateway, cache: CacheGateway
    ) -> GeocoderGateway:
        """Return the geocoder, its good answers kept."""
        name = self.settings.geocoder
        if name == "none":
            return NoGeocoder()
        url = self._geocoder_urls[name]
        client = await self.opened.enter_async_context(
            GeocoderClient(
                url, user_agent=user_agent(self.settings.geocoder_user_agent)
            )
        )
        asked: dict[str, GeocoderGateway] = {
            "nominatim": NominatimGeocoder(client, turns=turns),
            "photon": PhotonGeocoder(client),
        }
        chain = self.forge.chain(
            Operation.GEOCODE, (name, asked[name]), in_flight=self._in_flight
        )
        resilient = ResilientGeocoder(chain=chain)
        return CachedGeocoder(resilient, name=f"{name} {url}", cache=cache)

    def _metered(self, writer: NarratorGateway) -> NarratorGateway:
        """Return the writer with its uses kept; the notes writer uses no tokens."""
        if isinstance(writer, NotesWriter):
            return writer
        return MeteredNarrator(narrator=writer, books=self.books)

    @property
    def _models(self) -> str:
        """Everything that determines what a chain of models sees."""
        settings = self.settings
        asked = (settings.default_llm_provider, *settings.fallback_llm_providers)
        models = (
            settings.openai_model,
            settings.anthropic_model,
            settings.gemini_model,
        )
        return " ".join(map(str, (*asked, *models, settings.openai_base_url)))

    @property
    def _geocoder_urls(self) -> dict[str, str]:
        return {
            "nominatim": self.settings.nominatim_base_url,
            "photon": self.settings.photon_base_url,
        }

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
            api_key=revealed(settings.openai_api_key),
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
