"""espeak-ng as a voice: a pool of child processes, one sentence at a time each.

The engine itself lives in `espeak_server`; this side never loads it.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.tours.audio import Frames
from walkumentary.domain.tours.spoken import speakable, spoken_form
from walkumentary.gateway.speech import Utterance, Voice
from walkumentary.infra.speech import espeak_protocol as protocol
from walkumentary.infra.speech import espeak_voices
from walkumentary.infra.system.child_pool import ChildLost, ChildPool, PoolClosed

_SERVER = ("walkumentary.infra.speech.espeak_server",)
_BASE_RATE_WPM = 160
"""The engine's nominal rate at speed 1; half of it is the slowest it can speak."""
_SLOWEST_UNAIDED = 0.53
_AIDED_RATE_WPM = 175


class EspeakSpeech:
    """The voice that needs no key.

    Args:
        children: how many sentences are spoken at once; default: one per processor.
        deadline_s: for one sentence, after which its child counts as hung.
    """

    def __init__(
        self, *, children: int | None = None, deadline_s: float = 20.0
    ) -> None:
        children = children or os.cpu_count() or 1
        self._pool = ChildPool(children=children, deadline_s=deadline_s)

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
        """End the children; sentences in flight fail with GatewayUnavailable."""
        await self._pool.aclose()

    def voice(self, *, language: str, voice_id: str | None) -> Voice:
        """Return the named voice, or the default one for the language.

        Raises:
            VoiceNotAvailable: unknown, or it does not speak the language.
            GatewayUnavailable: the extra ``espeak`` is not installed.
        """
        return espeak_voices.find(language=language, voice_id=voice_id).voice

    def voices(self, *, language: str) -> Sequence[Voice]:
        """Return the voices for a language, the default first."""
        return [one.voice for one in espeak_voices.speaking_voices(language)]

    def instead_of(self, _voice: Voice) -> Voice | None:
        """See ``SpeechGateway.instead_of``: one provider has no other."""
        return None

    def languages(self) -> Sequence[str]:
        """Return the languages that the installed voices speak."""
        return espeak_voices.languages()

    async def speak(self, utterance: Utterance) -> Frames:
        """Speak one sentence in a free child, and once more if that child is lost."""
        order = _order(utterance).packed()
        with _unavailable():
            reply = await self._pool.ask(_SERVER, order)
        return protocol.frames(reply)


def _order(utterance: Utterance) -> protocol.Order:
    voice = utterance.voice
    if not speakable(utterance.text):
        raise GatewayRefused("There is nothing to say in this text.")
    rate_wpm, word_gap = _pace(utterance.speed)
    return protocol.Order(
        voice_file=espeak_voices.file_of(voice),
        rate_wpm=rate_wpm,
        word_gap=word_gap,
        speed=utterance.speed,
        text=spoken_form(utterance.text, voice.language),
    )


def _pace(speed: float) -> tuple[int, int]:
    """Return the nominal rate and word gap at which speech takes 1 / speed as long.

    The engine stretches pauses less than words, and speaks no slower than about 0.53
    of the base rate; below that a gap between words makes up the rest.

    Source: measured on the starter notes at nine speeds, within 1 % from 0.5 to 2.
    """
    if speed < _SLOWEST_UNAIDED:
        return round(_AIDED_RATE_WPM * speed), 1
    return round(_BASE_RATE_WPM * speed * (1 + 0.04 * (speed - 1))), 0


@contextmanager
def _unavailable() -> Iterator[None]:
    try:
        yield
    except PoolClosed as error:
        raise GatewayUnavailable("The espeak-ng voice has been closed.") from error
    except ChildLost as error:
        detail = "The espeak-ng process was lost twice with the same sentence."
        raise GatewayUnavailable(detail) from error
