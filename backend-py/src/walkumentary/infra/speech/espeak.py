"""espeak-ng as a voice: a pool of child processes, one sentence at a time each.

The engine itself lives in `espeak_server`; this side never loads it.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.tours.audio import Frames
from walkumentary.domain.tours.spoken import speakable, spoken_form
from walkumentary.gateway.speech import Utterance, Voice
from walkumentary.infra.speech import espeak_protocol as protocol
from walkumentary.infra.speech import espeak_voices

_SERVER = "walkumentary.infra.speech.espeak_server"
_START_DEADLINE_S = 20.0
_BASE_RATE_WPM = 160
"""The engine's nominal rate at speed 1; half of it is the slowest it can speak."""
_SLOWEST_UNAIDED = 0.53
_AIDED_RATE_WPM = 175
_LOST = (EOFError, OSError)
"""How a dead or hung child shows; TimeoutError is an OSError."""


class EspeakSpeech:
    """The voice that needs no key.

    Args:
        children: how many sentences are spoken at once; default: one per processor.
        deadline_s: for one sentence, after which its child counts as hung.
    """

    def __init__(
        self, *, children: int | None = None, deadline_s: float = 20.0
    ) -> None:
        self._places = asyncio.Semaphore(children or os.cpu_count() or 1)
        self._deadline_s = deadline_s
        self._idle: list[_Child] = []
        self._alive: set[_Child] = set()
        self._closed = False

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
        self._closed = True
        for child in self._alive:
            child.kill()
        while self._idle:
            await self._end(self._idle.pop())
        await asyncio.gather(*(child.process.wait() for child in self._alive))

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
        order = protocol.message(_order(utterance).packed())
        async with self._places:
            with suppress(*_LOST):
                return await self._asked(order, self._idle_child())
            with _unavailable():
                return await self._asked(order, None)

    async def _asked(self, order: bytes, idle: "_Child | None") -> Frames:
        child = idle or await self._started()
        async with AsyncExitStack() as ending:
            ending.push_async_callback(self._end, child)
            async with asyncio.timeout(self._deadline_s):
                reply = await child.answer(order)
            ending.pop_all()
        self._idle.append(child)
        return protocol.frames(reply)

    def _idle_child(self) -> "_Child | None":
        return self._idle.pop() if self._idle else None

    async def _started(self) -> "_Child":
        child = await _Child.spawned()
        self._alive.add(child)
        async with AsyncExitStack() as ending:
            ending.push_async_callback(self._end, child)
            _refuse_after_closing(closed=self._closed)
            async with asyncio.timeout(_START_DEADLINE_S):
                await child.heard()
            ending.pop_all()
        return child

    async def _end(self, child: "_Child") -> None:
        self._alive.discard(child)
        await child.end()


@dataclass(frozen=True, slots=True, eq=False)
class _Child:
    """One server process, in a session of its own, so that its forks end with it."""

    process: Process
    orders: asyncio.StreamWriter
    replies: asyncio.StreamReader

    @classmethod
    async def spawned(cls) -> Self:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _SERVER,
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,
        )
        return cls(process, _piped(process.stdin), _piped(process.stdout))

    async def answer(self, order: bytes) -> bytes:
        self.orders.write(order)
        await self.orders.drain()
        return await self.heard()

    async def heard(self) -> bytes:
        length = await self.replies.readexactly(protocol.LENGTH_BYTES)
        return await self.replies.readexactly(int.from_bytes(length))

    def kill(self) -> None:
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    async def end(self) -> None:
        self.kill()
        await self.process.communicate()


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


def _refuse_after_closing(*, closed: bool) -> None:
    if closed:
        raise GatewayUnavailable("The espeak-ng voice has been closed.")


def _piped[Stream](stream: Stream | None) -> Stream:
    if stream is None:
        raise GatewayUnavailable("The espeak-ng process has no pipe.")
    return stream


@contextmanager
def _unavailable() -> Iterator[None]:
    try:
        yield
    except _LOST as error:
        detail = "The espeak-ng process was lost twice with the same sentence."
        raise GatewayUnavailable(detail) from error
