"""Stored audio: raw MPEG-2 Layer III frames of one fixed size and duration.

Source: ISO/IEC 13818-3. Mono, 24 kHz, 64 kbit/s constant: a frame codes 576 samples
(24 ms) in 64,000 / 8 x 0.024 = 192 bytes, so bytes, frames and seconds are
proportional and a start time is a sum of integers.
"""

from dataclasses import dataclass

from walkumentary.domain.shared.errors import Invalid

SAMPLE_RATE_HZ = 24_000
FRAME_SAMPLES = 576
FRAME_BYTES = 192
FRAME_MS = 24
BIT_RATE_KBPS = 64


class AudioMalformed(Invalid):
    """Bytes that are not a whole number of stored frames."""

    code = "audio-malformed"
    title = "Audio in another form"


def seconds(frames: int) -> float:
    """Return the duration of that many frames in seconds, exact to the millisecond."""
    return frames * FRAME_MS / 1000


@dataclass(frozen=True, slots=True)
class Frames:
    """A piece of audio: whole frames, each starting with the one header we write."""

    data: bytes

    def __post_init__(self) -> None:
        if not self.data or len(self.data) % FRAME_BYTES:
            raise AudioMalformed(
                f"{len(self.data)} bytes are no whole number of {FRAME_BYTES}-byte "
                "frames."
            )

    @property
    def count(self) -> int:
        """Number of frames."""
        return len(self.data) // FRAME_BYTES

    @property
    def duration_s(self) -> float:
        """Playing time in seconds."""
        return seconds(self.count)
