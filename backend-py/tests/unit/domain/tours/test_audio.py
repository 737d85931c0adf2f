"""Stored audio is whole frames, and its time is a sum of integers."""

import pytest

from walkumentary.domain.tours.audio import (
    BIT_RATE_KBPS,
    FRAME_BYTES,
    FRAME_MS,
    FRAME_SAMPLES,
    SAMPLE_RATE_HZ,
    AudioMalformed,
    Frames,
    seconds,
)


def test_bytes_samples_and_milliseconds_of_a_frame_agree() -> None:
    assert FRAME_SAMPLES * 1000 == FRAME_MS * SAMPLE_RATE_HZ
    assert FRAME_BYTES * 8 == BIT_RATE_KBPS * FRAME_MS


def test_the_duration_is_the_number_of_frames() -> None:
    hour = Frames(b"\xff" * FRAME_BYTES * 150_000)

    assert hour.count == 150_000
    assert hour.duration_s == 3600.0


def test_seconds_are_exact_to_the_millisecond() -> None:
    assert seconds(41_667) == 1000.008


@pytest.mark.parametrize("size", [0, 1, FRAME_BYTES - 1, FRAME_BYTES + 1])
def test_anything_but_whole_frames_is_malformed(size: int) -> None:
    with pytest.raises(AudioMalformed):
        Frames(b"\xff" * size)
