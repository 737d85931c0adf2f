"""POST /v1/audio/speech: an audible tone as long as the words would take."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from itertools import repeat

import numpy as np
import soundfile
from numpy.typing import NDArray
from starlette.responses import Response, StreamingResponse

from tests.simulator.knobs import Fault, Kind, Knobs, Pace
from tests.simulator.ledger import Call
from tests.simulator.requests import SpeechRequest
from walkumentary.domain.shared.text import word_count

type Tone = NDArray[np.int16]

RATE_HZ = 24_000
WORDS_PER_S = 2.7
CHUNK_S = 0.1
_CHUNK_SAMPLES = round(CHUNK_S * RATE_HZ)
_TONE_HZ = 220
_LOUDNESS = 0.3 * 32_767
_LONGEST_STALL_S = 60.0
_TYPES: Mapping[str, str] = {
    "pcm": "audio/pcm",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
}


def seconds_of(text: str, *, speed: float) -> float:
    """Return how long a text is spoken."""
    return max(1, word_count(text)) / WORDS_PER_S / speed


async def speech(
    request: SpeechRequest, *, call: Call, knobs: Knobs, fault: Fault | None
) -> Response:
    """Return the response: mono at 24 kHz, in the format asked for or set."""
    if fault and fault.kind is Kind.GARBLED:
        call.ended(fault.kind)
        return Response(fault.text, media_type="application/json")
    form = knobs.speech_format or request.response_format
    pace = Pace.starting_now(first_s=0.0, per_s=knobs.speech_factor * RATE_HZ)
    loudness = 0.0 if fault and fault.kind is Kind.SILENT else _LOUDNESS
    tone = _tone(seconds_of(request.input, speed=request.speed), loudness)
    chunks = _altered(_chunks(_encoded(tone, form), len(tone)), fault)
    spoken = _spoken(chunks, call=call, pace=pace, fault=fault)
    return StreamingResponse(spoken, media_type=_TYPES[form])


def _tone(duration_s: float, loudness: float) -> Tone:
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    wave = loudness * np.sin(2 * np.pi * _TONE_HZ * time_s)
    return wave.astype("<i2")


def _encoded(tone: Tone, form: str) -> bytes:
    if form == "pcm":
        return tone.tobytes()
    file = io.BytesIO()
    soundfile.write(file, tone, RATE_HZ, format=form)
    return file.getvalue()


def _chunks(data: bytes, samples: int) -> list[bytes]:
    """Cut the bytes where a chunk's worth of sound has been said."""
    count = max(1, -(-samples // _CHUNK_SAMPLES))
    size = -(-len(data) // count)
    size += size % 2
    return [data[start : start + size] for start in range(0, len(data), size)]


def _first(chunks: list[bytes], fault: Fault) -> Iterable[bytes]:
    return chunks[: fault.after]


def _for_ever(chunks: list[bytes], _: Fault) -> Iterable[bytes]:
    return repeat(b"".join(chunks) * 8)


def _stammered(chunks: list[bytes], fault: Fault) -> Iterable[bytes]:
    return [*chunks[: fault.after + 1], *chunks[fault.after :]]


def _nothing(_: list[bytes], __: Fault) -> Iterable[bytes]:
    return []


_ALTERATIONS: Mapping[Kind, Callable[[list[bytes], Fault], Iterable[bytes]]] = {
    Kind.STALL: _first,
    Kind.CUT: _first,
    Kind.TRUNCATED: _first,
    Kind.OVERSIZED: _for_ever,
    Kind.TWICE: _stammered,
    Kind.EMPTY: _nothing,
}


def _altered(chunks: list[bytes], fault: Fault | None) -> Iterable[bytes]:
    alter = _ALTERATIONS.get(fault.kind) if fault else None
    return alter(chunks, fault) if alter and fault else chunks


async def _spoken(
    chunks: Iterable[bytes], *, call: Call, pace: Pace, fault: Fault | None
) -> AsyncIterator[bytes]:
    """Send each chunk when it has been spoken, not when it begins."""
    for chunk in chunks:
        await pace.reach(call.units + _CHUNK_SAMPLES)
        call.sent(_CHUNK_SAMPLES)
        yield chunk
    call.ended(fault.kind if fault else "done")
    await _broken_off(fault)


async def _broken_off(fault: Fault | None) -> None:
    if fault and fault.kind is Kind.STALL:
        await asyncio.sleep(_LONGEST_STALL_S)
    if fault and fault.kind is Kind.CUT:
        raise ConnectionAbortedError
