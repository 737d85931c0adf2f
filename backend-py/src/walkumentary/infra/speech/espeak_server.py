"""The espeak-ng child process: sentences in, finished frames out.

espeak-ng is GPL-3 and not thread-safe, so it is loaded here and nowhere else. Its
noise and its phases carry over from one sentence to the next and change durations by
some milliseconds, and no call of its interface resets them; every sentence is
therefore spoken in a fork of the freshly loaded engine (2 ms), which also keeps a
text that crashes the engine from the next one. The process ends with its input.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

import espeakng_loader
import numpy as np

from walkumentary.domain.shared.errors import GatewayRefused
from walkumentary.infra.speech import espeak_protocol as protocol
from walkumentary.infra.speech.encoding import Pcm, sentence_frames
from walkumentary.infra.system.child_messages import bodies, private_output, send

_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_RATE, _WORD_GAP = 1, 7
_BY_CHARACTER = 1
_UTF8 = 1
_SENTENCE_DEADLINE_S = 60

_Sink = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class EngineFailed(RuntimeError):
    """The engine answered with an error status."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The loaded library, and the rate of its samples.

    Source: speak_lib.h of espeak-ng 1.52, for every name, number and signature.
    """

    library: ctypes.CDLL
    rate_hz: int

    @property
    def version(self) -> str:
        """The library's own version, such as 1.52.0."""
        self.library.espeak_Info.restype = ctypes.c_char_p
        return bytes(self.library.espeak_Info(None)).decode()

    def speak(self, order: protocol.Order) -> Pcm:
        """Return the sentence's samples."""
        heard: list[bytes] = []
        sink = _Sink(lambda wave, count, _: _heard(heard, wave, count))
        self.library.espeak_SetSynthCallback(sink)
        _check(self.library.espeak_SetVoiceByName(order.voice_file.encode()))
        _check(self.library.espeak_SetParameter(_RATE, order.rate_wpm, 0))
        _check(self.library.espeak_SetParameter(_WORD_GAP, order.word_gap, 0))
        text = order.text.encode()
        size = ctypes.c_size_t(len(text) + 1)
        _check(
            self.library.espeak_Synth(
                text, size, 0, _BY_CHARACTER, 0, _UTF8, None, None
            )
        )
        return np.frombuffer(b"".join(heard), np.int16)


def loaded() -> Engine:
    """Load the library and the voices that the wheel brings."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    voices = espeakng_loader.get_data_path().encode()
    rate_hz = library.espeak_Initialize(_SYNCHRONOUS, 0, voices, _DO_NOT_EXIT)
    if rate_hz <= 0:
        raise EngineFailed(f"espeak_Initialize answered {rate_hz}.")
    return Engine(library, rate_hz)


def main() -> None:
    """Greet, then answer orders until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = private_output()
    engine = loaded()
    send(replies, engine.version.encode())
    for body in bodies(sys.stdin.buffer):
        _in_a_fork(partial(_answer, engine, replies, body))


def _answer(engine: Engine, replies: BinaryIO, body: bytes) -> None:
    send(replies, _reply(engine, protocol.Order.unpacked(body)))


def _reply(engine: Engine, order: protocol.Order) -> bytes:
    pcm = engine.speak(order)
    try:
        spoken = sentence_frames(pcm, rate_hz=engine.rate_hz, speed=order.speed)
    except GatewayRefused as refusal:
        return protocol.REFUSED + refusal.detail.encode()
    return protocol.SPOKEN + spoken.data


def _in_a_fork(task: Callable[[], None]) -> None:
    """Do the task in a copy of this process; end with an error if the copy does."""
    copy = os.fork()
    if copy == 0:
        signal.alarm(_SENTENCE_DEADLINE_S)
        task()
        os._exit(0)
    _, status = os.waitpid(copy, 0)
    if status:
        sys.exit(f"espeak-ng ended with status {status} in the middle of a sentence.")


def _heard(
    heard: list[bytes],
    wave: "ctypes._Pointer[ctypes.c_short] | None",
    count: int,
) -> int:
    if wave:
        heard.append(ctypes.string_at(wave, count * 2))
    return 0


def _check(status: int) -> None:
    if status:
        raise EngineFailed(f"espeak-ng answered {status:#x}.")


if __name__ == "__main__":
    main()
