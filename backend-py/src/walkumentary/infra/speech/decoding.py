"""What a speech server sends, as samples: PCM, WAV, MP3, FLAC or Ogg.

Servers that only resemble OpenAI's ignore the format they are asked for, so the first
bytes decide, and the content type where those may be anything: raw samples have no
header. Formats that libsndfile reads are left to it.
"""

import io
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING

import numpy as np

from walkumentary.domain.shared.errors import GatewayRefused
from walkumentary.domain.tours.audio import SAMPLE_RATE_HZ
from walkumentary.gateway.speech import SpeechTooLong, SpeechTruncated
from walkumentary.infra.speech.encoding import Pcm
from walkumentary.infra.speech.reception import Body

if TYPE_CHECKING:
    from soundfile import SoundFile

_FILES = (b"ID3", b"RIFF", b"OggS", b"fLaC")
_MP3_FRAMES = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
"""How an MP3 file without a tag begins; raw samples may begin so too."""
_RAW_TYPES = ("audio/pcm", "audio/l16", "audio/raw")
_TEXT_TYPES = ("text/", "application/json", "application/problem+json")
_TEXT_STARTS = (b"<", b"{")
_RATES_HZ = range(8_000, 48_001)
_SAMPLE_BYTES = 2
_LOOKED_AT = 64


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono samples and their rate."""

    pcm: Pcm
    rate_hz: int

    @property
    def duration_s(self) -> float:
        """How long they last."""
        return len(self.pcm) / self.rate_hz


def decoded(body: Body, *, longest_s: float) -> Sound:
    """Return the samples of an answer, whatever its format.

    Args:
        body: as received.
        longest_s: more is not decoded; few bytes can hold hours of silence.

    Raises:
        GatewayRefused: a page or a document instead of sound, or no usable rate.
        SpeechTooLong: more than ``longest_s``.
        SpeechTruncated: nothing, or a file that cannot be decoded.
    """
    if not body.content:
        raise SpeechTruncated("The speech server sent no sound at all.")
    if _is_text(body):
        raise GatewayRefused("The speech server answered with text instead of sound.")
    sound = _of_file(body, longest_s) if _is_file(body) else _of_samples(body)
    return _usable(sound, longest_s)


def _usable(sound: Sound, longest_s: float) -> Sound:
    if sound.rate_hz not in _RATES_HZ:
        raise GatewayRefused(f"Sound at {sound.rate_hz} Hz cannot be used.")
    if sound.duration_s > longest_s:
        raise SpeechTooLong(f"More than {longest_s:.0f} s of sound.")
    return sound


def _is_text(body: Body) -> bool:
    """Whether it says it is text, or looks like nothing else: samples have no text."""
    start = body.content[:_LOOKED_AT]
    looks = start.lstrip().startswith(_TEXT_STARTS) and start.isascii()
    return body.content_type.startswith(_TEXT_TYPES) or (looks and b"\0" not in start)


def _is_file(body: Body) -> bool:
    raw = body.content_type.startswith(_RAW_TYPES)
    return body.content.startswith(_FILES if raw else (*_FILES, *_MP3_FRAMES))


def _of_samples(body: Body) -> Sound:
    """Read 16-bit little-endian mono samples; half a sample at the end is dropped."""
    whole = len(body.content) // _SAMPLE_BYTES * _SAMPLE_BYTES
    pcm = np.frombuffer(body.content[:whole], "<i2").astype(np.int16)
    return Sound(pcm, _rate_hz(body.content_type))


def _rate_hz(content_type: str) -> int:
    """Return the rate of ``audio/pcm;rate=22050``; OpenAI's where none is given."""
    header = Message()
    header["content-type"] = content_type
    rate = str(header.get_param("rate", ""))
    return int(rate) if rate.isdecimal() else SAMPLE_RATE_HZ


def _of_file(body: Body, longest_s: float) -> Sound:
    import soundfile  # noqa: PLC0415 - loads libsndfile

    try:
        with soundfile.SoundFile(io.BytesIO(body.content)) as file:
            return _read(file, longest_s)
    except soundfile.SoundFileError as error:
        raise SpeechTruncated("The sound cannot be decoded.") from error


def _read(file: "SoundFile", longest_s: float) -> Sound:
    """Read no more than a moment over the longest, and mix the channels to one."""
    most = round((longest_s + 1) * file.samplerate)
    channels = np.asarray(file.read(most, dtype="int16", always_2d=True), np.int16)
    return Sound(channels.mean(axis=1).astype(np.int16), file.samplerate)
