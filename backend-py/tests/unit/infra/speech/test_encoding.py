"""From samples to stored frames, heard through a decoder."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.contracts.speech_gateway import (
    FIRST_SOUND_WITHIN_S,
    assert_joined_exactly,
    decoded,
    first_sound_s,
    loudness_db,
    silence_after_s,
)
from walkumentary.domain.shared.errors import GatewayRefused
from walkumentary.domain.tours.audio import FRAME_SAMPLES
from walkumentary.infra.speech.encoding import (
    ENCODER_DELAY_S,
    SENTENCE_PAUSE_S,
    Pcm,
    mp3_frames,
    sentence_frames,
)

RATES = (16_000, 22_050, 24_000, 44_100)


def voice_like(
    *,
    seconds: float,
    rate_hz: int = 24_000,
    level: float = 0.3,
    silence_before_s: float = 0.0,
    silence_after_s: float = 0.0,
) -> Pcm:
    """Return a syllabic buzz between two silences."""
    moments = np.arange(max(1, round(seconds * rate_hz))) / rate_hz
    syllables = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * moments)
    buzz = np.sign(np.sin(2 * np.pi * 140 * moments)) * syllables * level
    return (_between(buzz, silence_before_s, silence_after_s, rate_hz) * 32_767).astype(
        np.int16
    )


def _between(
    sound: NDArray[np.float64], before_s: float, after_s: float, rate_hz: int
) -> NDArray[np.float64]:
    before, after = (np.zeros(round(part * rate_hz)) for part in (before_s, after_s))
    return np.concatenate([before, sound, after])


pieces = st.builds(
    voice_like,
    seconds=st.floats(0.02, 1.5),
    rate_hz=st.just(24_000),
    level=st.floats(0.01, 1.0),
    silence_before_s=st.floats(0, 0.5),
    silence_after_s=st.floats(0, 0.5),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(pieces, st.floats(0.5, 2.0)), min_size=1, max_size=6))
def test_any_pieces_joined_last_their_sum_and_are_heard_on_time(
    sentences: list[tuple[Pcm, float]],
) -> None:
    encoded = [
        sentence_frames(pcm, rate_hz=24_000, speed=speed) for pcm, speed in sentences
    ]

    assert_joined_exactly(encoded)


@pytest.mark.parametrize("rate_hz", RATES)
def test_silence_at_the_start_is_cut_at_every_rate(rate_hz: int) -> None:
    late = voice_like(seconds=1, rate_hz=rate_hz, silence_before_s=0.4)

    samples = decoded(sentence_frames(late, rate_hz=rate_hz, speed=1).data)

    assert first_sound_s(samples) <= FIRST_SOUND_WITHIN_S


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_the_pause_scales_with_the_speed(speed: float) -> None:
    trailing = voice_like(seconds=1, silence_after_s=1)

    samples = decoded(sentence_frames(trailing, rate_hz=24_000, speed=speed).data)

    gap_s = silence_after_s(samples) + ENCODER_DELAY_S
    assert gap_s == pytest.approx(SENTENCE_PAUSE_S / speed, abs=0.06)


def test_a_whisper_and_a_shout_are_equally_loud() -> None:
    levels = [
        loudness_db(
            decoded(
                sentence_frames(
                    voice_like(seconds=1, level=level), rate_hz=24_000, speed=1
                ).data
            )
        )
        for level in (0.02, 1.0)
    ]

    assert levels[0] == pytest.approx(levels[1], abs=0.5)


def test_a_lone_peak_is_bent_and_not_clipped() -> None:
    peaked = voice_like(seconds=1, level=0.05)
    peaked[12_000:12_010] = 32_767

    samples = decoded(sentence_frames(peaked, rate_hz=24_000, speed=1).data)

    assert np.max(np.abs(samples)) < 1.0


@pytest.mark.parametrize("level", [0.0, 0.0005])
def test_silence_is_refused(level: float) -> None:
    with pytest.raises(GatewayRefused):
        sentence_frames(voice_like(seconds=1, level=level), rate_hz=24_000, speed=1)


def test_no_samples_at_all_are_refused() -> None:
    with pytest.raises(GatewayRefused):
        sentence_frames(np.zeros(0, np.int16), rate_hz=22_050, speed=1)


def test_the_start_of_a_piece_decodes_alone() -> None:
    whole = mp3_frames(voice_like(seconds=2), rate_hz=24_000)
    start = whole.data[: 20 * len(whole.data) // whole.count]

    samples = decoded(start)

    assert len(samples) == 20 * FRAME_SAMPLES
    assert np.allclose(samples, decoded(whole.data)[: len(samples)])
