"""POST /v1/audio/speech: an audible tone as long as the words would take."""

import asyncio
from collections.abc import AsyncIterator

import numpy as np
from starlette.responses import Response, StreamingResponse

from tests.simulator.knobs import Fault, Kind, Knobs, Pace
from tests.simulator.ledger import Call
from tests.simulator.requests import SpeechRequest
from walkumentary.domain.shared.text import word_count

RATE_HZ = 24_000
WORDS_PER_S = 2.7
CHUNK_S = 0.1
_CHUNK_BYTES = 2 * round(CHUNK_S * RATE_HZ)
_TONE_HZ = 220
_LOUDNESS = 0.3 * 32_767
_LONGEST_STALL_S = 60.0


def seconds_of(text: str, *, speed: float) -> float:
    """Return how long a text is spoken."""
    return max(1, word_count(text)) / WORDS_PER_S / speed


async def speech(request: SpeechRequest, *, call: Call, knobs: Knobs) -> Response:
    """Return the response: signed 16-bit little-endian mono samples at 24 kHz."""
    fault = knobs.next_fault(call.path)
    pace = Pace.starting_now(first_s=0.0, per_s=knobs.speech_factor * RATE_HZ)
    samples = _tone(seconds_of(request.input, speed=request.speed))
    spoken = _spoken(samples, call=call, pace=pace, fault=fault)
    return StreamingResponse(spoken, media_type="audio/pcm")


def _tone(duration_s: float) -> bytes:
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    wave = _LOUDNESS * np.sin(2 * np.pi * _TONE_HZ * time_s)
    return wave.astype("<i2").tobytes()


async def _spoken(
    samples: bytes, *, call: Call, pace: Pace, fault: Fault | None
) -> AsyncIterator[bytes]:
    """Send each chunk when it has been spoken, not when it begins."""
    starts = range(0, len(samples), _CHUNK_BYTES)
    chunks = [samples[start : start + _CHUNK_BYTES] for start in starts]
    for chunk in chunks[: fault.after] if fault else chunks:
        call.units += len(chunk) // 2
        await pace.reach(call.units)
        call.sent(0)
        yield chunk
    call.ended(fault.kind if fault else "done")
    await _broken_off(fault)


async def _broken_off(fault: Fault | None) -> None:
    if fault and fault.kind is Kind.STALL:
        await asyncio.sleep(_LONGEST_STALL_S)
    if fault and fault.kind is Kind.CUT:
        raise ConnectionAbortedError
