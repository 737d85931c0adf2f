"""OpenAI speech, and any server that speaks its protocol.

Source: POST /audio/speech in OpenAI's API description (CreateSpeechRequest); the text
to speech guide for languages and for ``pcm``: 24 kHz, 16 bit, little-endian, no header.
"""

import asyncio
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from walkumentary.domain.shared.errors import (
    FieldProblem,
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.domain.shared.text import sentences
from walkumentary.domain.tours.audio import SAMPLE_RATE_HZ, Frames
from walkumentary.domain.tours.spoken import speakable, spoken_form
from walkumentary.gateway.speech import Utterance, Voice, VoiceNotAvailable
from walkumentary.infra.speech.encoding import sentence_frames

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

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
_OTHER_FORMATS = (
    *(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    *(b"RIFF", b"OggS", b"fLaC", b"<", b"{"),
)
"""First bytes of MP3, WAV, Ogg and FLAC files, of HTML and of JSON."""
_TOO_MANY_REQUESTS = 429
_SERVER_ERRORS = 500


class OpenAISpeech:
    """The voices of OpenAI or of a compatible server.

    Args:
        api_key: None for a server that asks for none.
        base_url: of a compatible server, up to and with its version; None for OpenAI.
        model: which speaks, such as ``tts-1``.
        voice: the default one; the only one known of a compatible server.
        deadline_s: for one request; a sentence is one unless it is very long.
        words_per_s: of the voice, at speed 1.
    """

    def __init__(
        self,
        *,
        api_key: str | None,
        base_url: str | None = None,
        model: str = "tts-1",
        voice: str = "alloy",
        deadline_s: float = 30.0,
        words_per_s: float = WORDS_PER_S,
    ) -> None:
        self._api_key = api_key
        self._base_url = base_url
        self._model = model
        self._names = _names(model=model, default=voice, base_url=base_url)
        self._deadline_s = deadline_s
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
        primary = language.partition("-")[0].casefold()
        if primary not in _LANGUAGES:
            return ()
        return [self._named(name, primary) for name in self._names]

    def instead_of(self, _voice: Voice) -> Voice | None:
        """See ``SpeechGateway.instead_of``: one provider has no other."""
        return None

    async def speak(self, utterance: Utterance) -> Frames:
        """Speak one sentence; one too long for a request is spoken in parts."""
        if not speakable(utterance.text):
            raise GatewayRefused("There is nothing to say in this text.")
        spoken = spoken_form(utterance.text, utterance.voice.language)
        pcm = b"".join([await self._asked(part, utterance) for part in _parts(spoken)])
        return await asyncio.to_thread(
            sentence_frames,
            np.frombuffer(pcm, "<i2").astype(np.int16),
            rate_hz=SAMPLE_RATE_HZ,
            speed=utterance.speed,
        )

    async def _asked(self, text: str, utterance: Utterance) -> bytes:
        await asyncio.to_thread(import_module, "openai")
        with _translated():
            async with asyncio.timeout(self._deadline_s):
                answer = await self._client.audio.speech.create(
                    input=text,
                    model=utterance.voice.model,
                    voice=utterance.voice.id,
                    speed=utterance.speed,
                    response_format="pcm",
                )
        return _pcm(answer.content)

    @cached_property
    def _client(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI  # noqa: PLC0415 - a second to import

        return AsyncOpenAI(
            api_key=self._api_key or "none",
            base_url=self._base_url or _OPENAI_URL,
            max_retries=0,
            timeout=self._deadline_s,
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


def _pcm(content: bytes) -> bytes:
    if content.startswith(_OTHER_FORMATS):
        raise GatewayRefused("The speech server answered with something else than PCM.")
    return content[: len(content) // 2 * 2]


@contextmanager
def _translated() -> Iterator[None]:
    from openai import OpenAIError  # noqa: PLC0415 - a second to import

    try:
        yield
    except (TimeoutError, OpenAIError) as error:
        raise _in_our_terms(error) from error


def _in_our_terms(error: Exception) -> GatewayError:
    from openai import APIStatusError, APITimeoutError  # noqa: PLC0415 - as above

    if isinstance(error, TimeoutError | APITimeoutError):
        return GatewayTimeout("The speech server did not answer in time.")
    if isinstance(error, APIStatusError):
        return _of_status(error)
    return GatewayUnavailable("The speech server cannot be reached.")


def _of_status(error: "APIStatusError") -> GatewayError:
    """Tell what may pass from what will not; the server's own words stay out."""
    status = error.status_code
    detail = f"The speech server answered {status} ({error.code or 'no code'})."
    if status == _TOO_MANY_REQUESTS or status >= _SERVER_ERRORS:
        wait = error.response.headers.get("retry-after", "")
        return GatewayUnavailable(detail, retry_after_s=_seconds(wait))
    return GatewayRefused(detail)


def _seconds(wait: str) -> float | None:
    """Return the seconds a Retry-After header asks for; a date is not read."""
    return float(wait) if wait.isdecimal() else None
