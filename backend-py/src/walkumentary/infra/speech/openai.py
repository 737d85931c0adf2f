"""OpenAI speech, and any server that speaks its protocol.

Source: POST /audio/speech in OpenAI's API description (CreateSpeechRequest); the text
to speech guide for languages and for ``pcm``: 24 kHz, 16 bit, little-endian, no header.
"""

import asyncio
import textwrap
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Self

from walkumentary.domain.shared.errors import FieldProblem, GatewayRefused
from walkumentary.domain.shared.languages import primary
from walkumentary.domain.shared.text import sentences, word_count
from walkumentary.domain.tours.audio import Frames
from walkumentary.domain.tours.spoken import speakable, spoken_form
from walkumentary.gateway.speech import Utterance, Voice, VoiceNotAvailable
from walkumentary.infra.speech.decoding import decoded
from walkumentary.infra.speech.encoding import sentence_frames
from walkumentary.infra.speech.openai_errors import in_our_terms
from walkumentary.infra.speech.reception import Body, Length, Patience, received

if TYPE_CHECKING:
    from openai import AsyncOpenAI

MAX_CHARACTERS = 4096
WORDS_PER_S = 2.7
"""Of tts-1 on prose with its pauses; an estimate, since no key was at hand."""

_OPENAI_URL = "https://api.openai.com/v1"
_TTS_1_VOICES = "alloy ash coral echo fable nova onyx sage shimmer".split()
_NEWER_VOICES = [*_TTS_1_VOICES, "ballad", "cedar", "marin", "verse"]
_LANGUAGES = frozenset(
    "af ar az be bg bs ca cs cy da de el en es et fa fi fr gl he hi hr hu hy id is it "
    "ja kk kn ko lt lv mi mk mr ms ne nl no nb nn pl pt ro ru sk sl sr sv sw ta th tl "
    "tr uk ur vi zh".split()
)


class OpenAISpeech:
    """The voices of OpenAI or of a compatible server.

    Args:
        api_key: None for a server that asks for none.
        base_url: of a compatible server, up to and with its version; None for OpenAI.
        model: which speaks, such as ``tts-1``.
        voice: the default one; the only one known of a compatible server.
        patience: with one request; a sentence is one unless it is very long.
        words_per_s: of the voice, at speed 1.
    """

    def __init__(
        self,
        *,
        api_key: str | None,
        base_url: str | None = None,
        model: str = "tts-1",
        voice: str = "alloy",
        patience: Patience | None = None,
        words_per_s: float = WORDS_PER_S,
    ) -> None:
        self._api_key = api_key
        self._base_url = base_url
        self._model = model
        self._names = _names(model=model, default=voice, base_url=base_url)
        self._patience = patience or Patience()
        self._words_per_s = words_per_s

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        if "_client" in vars(self):
            await self._client.close()

    def voice(self, *, language: str, voice_id: str | None) -> Voice:
        """Return the named voice, or the default one for the language."""
        speaking = {one.id: one for one in self.voices(language=language)}
        if not speaking:
            raise _refused("/language", f"{self._model} does not speak {language!r}.")
        wanted = voice_id or self._names[0]
        if wanted not in speaking:
            listed = ", ".join(self._names)
            raise _refused("/voice", f"No voice {wanted!r}; there are {listed}.")
        return speaking[wanted]

    def voices(self, *, language: str) -> Sequence[Voice]:
        """Return the voices for a language, the default first."""
        spoken = primary(language)
        if spoken not in _LANGUAGES:
            return ()
        return [self._named(name, spoken) for name in self._names]

    def languages(self) -> Sequence[str]:
        """Return the languages that the models speak."""
        return sorted(_LANGUAGES)

    def instead_of(self, _voice: Voice) -> Voice | None:
        """See ``SpeechGateway.instead_of``: one provider has no other."""
        return None

    async def speak(self, utterance: Utterance) -> Frames:
        """Speak one sentence; one too long for a request is spoken in parts."""
        if not speakable(utterance.text):
            raise GatewayRefused("There is nothing to say in this text.")
        spoken = spoken_form(utterance.text, utterance.voice.language)
        parts = [await self._part(part, utterance) for part in _parts(spoken)]
        return Frames(b"".join(part.data for part in parts))

    async def _part(self, text: str, utterance: Utterance) -> Frames:
        length = _length(text, utterance)
        body = await self._asked(text, utterance, length)
        return await asyncio.to_thread(_frames, body, length, utterance.speed)

    async def _asked(self, text: str, utterance: Utterance, length: Length) -> Body:
        await asyncio.to_thread(import_module, "openai")
        with in_our_terms():
            return await received(
                self._client.audio.speech.with_streaming_response.create(
                    input=text,
                    model=utterance.voice.model,
                    voice=utterance.voice.id,
                    speed=utterance.speed,
                    response_format="pcm",
                ),
                length=length,
                patience=self._patience,
            )

    @cached_property
    def _client(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI  # noqa: PLC0415 - a second to import

        return AsyncOpenAI(
            api_key=self._api_key or "none",
            base_url=self._base_url or _OPENAI_URL,
            max_retries=0,
            timeout=self._patience.longest_wait_s,
        )

    def _named(self, name: str, language: str) -> Voice:
        return Voice(
            id=name,
            provider="openai-compatible" if self._base_url else "openai",
            model=self._model,
            language=language,
            words_per_s=self._words_per_s,
        )


def _names(*, model: str, default: str, base_url: str | None) -> Sequence[str]:
    """Return the names of the voices that can be known, the default first."""
    builtin = _TTS_1_VOICES if model.startswith("tts-1") else _NEWER_VOICES
    known = [] if base_url else builtin
    return [default, *(name for name in known if name != default)]


def _refused(pointer: str, detail: str) -> VoiceNotAvailable:
    return VoiceNotAvailable(detail, fields=[FieldProblem(pointer, detail)])


def _parts(text: str) -> Sequence[str]:
    """Return the text in parts within the limit, cut at sentences where possible."""
    pieces = [
        piece
        for sentence in sentences(text)
        for piece in textwrap.wrap(sentence, MAX_CHARACTERS, break_on_hyphens=False)
    ]
    parts: list[str] = []
    for piece in pieces:
        _append(parts, piece)
    return parts


def _append(parts: list[str], piece: str) -> None:
    """Add a piece to the last part, or as a part of its own where it does not fit."""
    if parts and len(parts[-1]) + 1 + len(piece) <= MAX_CHARACTERS:
        parts[-1] += f" {piece}"
    else:
        parts.append(piece)


_CHARACTERS_PER_WORD = 6
"""Text without blanks between its words has words too."""


def _length(text: str, utterance: Utterance) -> Length:
    words = sorted([word_count(text), len(text) / _CHARACTERS_PER_WORD])
    words_per_s = utterance.voice.words_per_s * utterance.speed
    return Length.of(words[0] / words_per_s, words[1] / words_per_s)


def _frames(body: Body, length: Length, speed: float) -> Frames:
    sound = decoded(body, longest_s=length.longest_s)
    frames = sentence_frames(sound.pcm, rate_hz=sound.rate_hz, speed=speed)
    length.check(sound.duration_s)
    return frames
