"""The contract of a voice, and how tests listen to what it says."""

import asyncio
import io
import itertools
from collections.abc import Sequence

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from tests.contracts.base import PortContract
from walkumentary.domain.shared.errors import AppError, GatewayRefused
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.audio import (
    FRAME_BYTES,
    FRAME_SAMPLES,
    SAMPLE_RATE_HZ,
    Frames,
)
from walkumentary.gateway.speech import SpeechGateway, Utterance, VoiceNotAvailable

SOUND = 0.01
"""Share of full scale (-40 dBFS) from which a decoded sample counts as sound."""
FIRST_SOUND_WITHIN_S = 0.060
ENCODER_SILENCE_S = 0.035
"""What precedes every first sound; less would be an echo of the piece before."""
HEADER = bytes.fromhex("fff384c4")
"""MPEG-2 Layer III, no CRC, 64 kbit/s, 24 kHz, no padding, mono, original."""

SHORT = "Fish was sold here."
LONG = (
    "The bridge was built by a family of millers who wanted to cross the river with "
    "their flour without paying the ferry, and it has been mended many times since."
)


def decoded(data: bytes) -> NDArray[np.float64]:
    """Return the samples of stored frames, as a player would."""
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        assert (file.samplerate, file.channels) == (SAMPLE_RATE_HZ, 1)
        return np.asarray(file.read(), np.float64)


def first_sound_s(samples: NDArray[np.float64]) -> float:
    """Return when the first sound is heard."""
    return float(np.flatnonzero(np.abs(samples) > SOUND)[0]) / SAMPLE_RATE_HZ


def silence_after_s(samples: NDArray[np.float64]) -> float:
    """Return how long the silence at the end is."""
    return first_sound_s(samples[::-1])


def loudness_db(samples: NDArray[np.float64]) -> float:
    """Return the level of what is heard, in decibels below full scale."""
    heard = np.abs(samples) > SOUND
    return float(10 * np.log10(np.mean(samples[heard] ** 2)))


def assert_joined_exactly(pieces: Sequence[Frames]) -> None:
    """Joined, the pieces last as long as their sum, each heard from its own start."""
    samples = decoded(b"".join(piece.data for piece in pieces))
    starts = np.cumsum([0, *(piece.count for piece in pieces)]) * FRAME_SAMPLES
    assert len(samples) == starts[-1]
    for start, end in itertools.pairwise(starts):
        first_s = first_sound_s(samples[start:end])
        assert ENCODER_SILENCE_S <= first_s <= FIRST_SOUND_WITHIN_S


class SpeechGatewayContract(PortContract):
    """The adapter's fixture ``speech`` speaks English and not Klingon of Mars."""

    async def test_the_default_voice_is_the_first_of_the_list(
        self, speech: SpeechGateway
    ) -> None:
        default = speech.voice(language="en", voice_id=None)

        assert default == speech.voices(language="en")[0]
        assert default.words_per_s > 0

    async def test_every_voice_is_found_by_its_id(self, speech: SpeechGateway) -> None:
        listed = speech.voices(language="en")

        found = [speech.voice(language="en", voice_id=one.id) for one in listed]

        assert found == list(listed)
        assert len({one.id for one in listed}) == len(listed)

    async def test_a_regional_tag_finds_the_language(
        self, speech: SpeechGateway
    ) -> None:
        assert speech.voice(language="en-AU", voice_id=None).language == "en"

    async def test_every_language_listed_has_a_voice(
        self, speech: SpeechGateway
    ) -> None:
        listed = speech.languages()

        assert "en" in listed
        assert list(listed) == sorted(set(listed))
        assert all(speech.voices(language=one) for one in listed)

    async def test_a_language_not_listed_has_none(self, speech: SpeechGateway) -> None:
        unlisted = {"tlh", "qqq", "zz"}.difference(speech.languages())

        assert unlisted
        assert not any(speech.voices(language=one) for one in unlisted)

    async def test_an_unknown_language_is_refused(self, speech: SpeechGateway) -> None:
        with pytest.raises(VoiceNotAvailable) as refused:
            speech.voice(language="x-mars", voice_id=None)

        assert _pointers(refused.value) == ["/language"]
        assert speech.voices(language="x-mars") in ((), [])

    async def test_an_unknown_voice_is_refused(self, speech: SpeechGateway) -> None:
        with pytest.raises(VoiceNotAvailable) as refused:
            speech.voice(language="en", voice_id="nobody")

        assert _pointers(refused.value) == ["/voice"]

    async def test_speech_is_bare_frames_that_decode_to_their_duration(
        self, speech: SpeechGateway
    ) -> None:
        spoken = await speech.speak(_english(speech, LONG))

        headers = {
            spoken.data[at : at + 4] for at in range(0, len(spoken.data), FRAME_BYTES)
        }
        assert headers == {HEADER}
        assert len(decoded(spoken.data)) == spoken.count * FRAME_SAMPLES

    async def test_a_sentence_is_heard_at_once_and_ends_in_a_pause(
        self, speech: SpeechGateway
    ) -> None:
        spoken = await speech.speak(_english(speech, LONG))

        samples = decoded(spoken.data)
        assert first_sound_s(samples) <= FIRST_SOUND_WITHIN_S
        assert 0.25 <= silence_after_s(samples) <= 0.45

    async def test_equal_utterances_last_equally_long(
        self, speech: SpeechGateway
    ) -> None:
        first = await speech.speak(_english(speech, LONG))
        await speech.speak(_english(speech, SHORT))

        again = await speech.speak(_english(speech, LONG))

        assert again.count == first.count

    async def test_words_take_the_time_the_voice_promises(
        self, speech: SpeechGateway
    ) -> None:
        utterance = _english(speech, LONG)

        spoken = await speech.speak(utterance)

        promised_s = word_count(LONG) / utterance.voice.words_per_s
        assert spoken.duration_s == pytest.approx(promised_s, rel=0.3)

    @pytest.mark.parametrize("speed", [0.5, 2.0])
    async def test_speed_scales_the_duration(
        self, speech: SpeechGateway, speed: float
    ) -> None:
        normal = await speech.speak(_english(speech, LONG))

        spoken = await speech.speak(_english(speech, LONG, speed=speed))

        assert spoken.duration_s * speed == pytest.approx(normal.duration_s, rel=0.1)

    async def test_all_sentences_are_equally_loud(self, speech: SpeechGateway) -> None:
        spoken = [await speech.speak(_english(speech, text)) for text in (SHORT, LONG)]

        short_db, long_db = (loudness_db(decoded(one.data)) for one in spoken)

        assert short_db == pytest.approx(long_db, abs=1.5)

    async def test_many_at_once_are_not_mixed_up(self, speech: SpeechGateway) -> None:
        utterances = [_english(speech, text) for text in (SHORT, LONG) * 4]
        alone = [(await speech.speak(one)).count for one in utterances[:2]]

        together = await asyncio.gather(*(speech.speak(one) for one in utterances))

        assert [one.count for one in together] == alone * 4

    async def test_joined_sentences_stay_in_step(self, speech: SpeechGateway) -> None:
        spoken = [
            await speech.speak(_english(speech, text)) for text in (LONG, SHORT, LONG)
        ]

        assert_joined_exactly(spoken)

    @pytest.mark.parametrize("text", ["", " ", "...", "—", "?!"])
    async def test_nothing_to_say_is_refused(
        self, speech: SpeechGateway, text: str
    ) -> None:
        with pytest.raises(GatewayRefused):
            await speech.speak(_english(speech, text))


def _english(speech: SpeechGateway, text: str, *, speed: float = 1.0) -> Utterance:
    return Utterance(
        text=text, voice=speech.voice(language="en", voice_id=None), speed=speed
    )


def _pointers(error: AppError) -> list[str]:
    return [problem.pointer for problem in error.fields]
