"""From a speaker's samples to stored frames: levelled, trimmed, paused, encoded.

LAME resamples whatever rate comes in to 24 kHz itself, cleanly: sines from 440 Hz to
9.5 kHz at 22,050 Hz decode 62 to 83 dB above everything else.
"""

import lameenc
import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.tours.audio import BIT_RATE_KBPS, SAMPLE_RATE_HZ, Frames
from walkumentary.gateway.speech import SpeechSilent

type Pcm = NDArray[np.int16]
type Samples = NDArray[np.float64]

SENTENCE_PAUSE_S = 0.35
"""Heard between two sentences at speed 1, the encoder's delay included."""
ENCODER_DELAY_S = 1105 / SAMPLE_RATE_HZ
"""From a piece's start to its first sample, LAME and decoder together (46 ms).

Source: 576 + 529 samples; measured by decoding with libsndfile 1.2.2.
"""
SOUND = 0.01
"""Share of full scale (-40 dBFS) from which a levelled sample counts as sound."""
INAUDIBLE = 0.001
"""A sentence whose loudest sample is below this share of full scale is silent."""

_LEAD_S, _TAIL_S = 0.003, 0.030
_TARGET_RMS = 0.1
_KNEE, _CEILING = 0.7, 0.9
_BLOCK_S = 0.02
_QUIET_BLOCK = 0.03
_FULL_SCALE = 32_768
_LAME_QUALITY = 5


def sentence_frames(pcm: Pcm, *, rate_hz: int, speed: float) -> Frames:
    """Encode one spoken sentence as a piece of its own, pause included.

    Args:
        pcm: mono samples.
        rate_hz: their rate, 8,000 to 48,000.
        speed: of the speech; the pause after it shrinks with it.

    Returns:
        Frames whose first sound is within 60 ms of their start and that are as loud as
        every other sentence's: active speech at -20 dBFS RMS, no peak above -0.9 dBFS.

    Raises:
        SpeechSilent: nobody would hear the samples.
    """
    heard = _trimmed(_levelled(pcm / _FULL_SCALE, rate_hz), rate_hz)
    pause_s = max(0.0, SENTENCE_PAUSE_S / speed - ENCODER_DELAY_S)
    paused = np.concatenate([heard, np.zeros(round(pause_s * rate_hz))])
    return mp3_frames((paused * (_FULL_SCALE - 1)).astype(np.int16), rate_hz=rate_hz)


def mp3_frames(pcm: Pcm, *, rate_hz: int) -> Frames:
    """Encode samples as they are: bare frames, no tag of any kind before them."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(SAMPLE_RATE_HZ)
    encoder.set_bit_rate(BIT_RATE_KBPS)
    encoder.set_quality(_LAME_QUALITY)
    return Frames(bytes(encoder.encode(pcm.tobytes()) + encoder.flush()))


def _levelled(samples: Samples, rate_hz: int) -> Samples:
    if np.max(np.abs(samples), initial=0.0) < INAUDIBLE:
        raise SpeechSilent("The voice made no sound for this text.")
    return _bent(samples * (_TARGET_RMS / _active_rms(samples, rate_hz)))


def _active_rms(samples: Samples, rate_hz: int) -> float:
    """Return the RMS of the blocks that are not pauses within the sentence."""
    block = round(_BLOCK_S * rate_hz)
    padded = np.append(samples, np.zeros(-len(samples) % block))
    powers = np.mean(padded.reshape(-1, block) ** 2, axis=1)
    active = powers > np.max(powers) * _QUIET_BLOCK**2
    return float(np.sqrt(np.mean(powers[active])))


def _bent(samples: Samples) -> Samples:
    """Bend what exceeds the knee softly below the ceiling; leave the rest alone."""
    room = _CEILING - _KNEE
    excess = np.maximum(np.abs(samples) - _KNEE, 0.0)
    bent = np.sign(samples) * (_KNEE + room * np.tanh(excess / room))
    return np.where(excess > 0, bent, samples)


def _trimmed(samples: Samples, rate_hz: int) -> Samples:
    """Cut the silence at both ends, but for a faded moment around the sound."""
    lead, tail = round(_LEAD_S * rate_hz), round(_TAIL_S * rate_hz)
    sounding = np.flatnonzero(np.abs(samples) > SOUND)
    kept = samples[max(0, sounding[0] - lead) : sounding[-1] + 1 + tail]
    rise = np.minimum(1.0, np.arange(1, len(kept) + 1) / lead)
    fall = np.minimum(1.0, np.arange(len(kept), 0, -1) / tail)
    return kept * rise * fall
