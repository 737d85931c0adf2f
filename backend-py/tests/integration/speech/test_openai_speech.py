"""The OpenAI voice against a real server on loopback."""

import base64
import io
from collections.abc import AsyncIterator
from dataclasses import replace

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from pydantic import BaseModel, TypeAdapter

from tests.contracts.speech_gateway import (
    FIRST_SOUND_WITHIN_S,
    SpeechGatewayContract,
    assert_joined_exactly,
    decoded,
    first_sound_s,
)
from tests.integration.simulator.description import OURS, Description
from tests.integration.speech.loopback import Answer, SpeechServer, speech_server
from tests.outside import outside
from tests.simulator.knobs import SPEECH, Fault, Kind, Knobs
from tests.simulator.server import simulated
from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.domain.shared.text import word_count
from walkumentary.domain.tours.spoken import spoken_form
from walkumentary.gateway.speech import (
    SpeechSilent,
    SpeechTooLong,
    SpeechTruncated,
    Utterance,
)
from walkumentary.infra.speech.openai import MAX_CHARACTERS, OpenAISpeech
from walkumentary.infra.speech.reception import Patience

SENTENCE = "Fish was sold here in 1648, below the arches of the old town hall."
LONG_WORDS = "Institutionalised misunderstandings characterised neighbourhoods."


@pytest.fixture
async def server() -> AsyncIterator[SpeechServer]:
    async with speech_server() as listening:
        yield listening


@pytest.fixture
async def speech(server: SpeechServer) -> AsyncIterator[OpenAISpeech]:
    async with OpenAISpeech(api_key="secret", base_url=server.url) as openai:
        yield openai


class TestOpenAISpeech(SpeechGatewayContract):
    """The contract's fixture is this module's."""


def test_openai_itself_offers_the_voices_of_its_model() -> None:
    older = OpenAISpeech(api_key="secret", model="tts-1-hd", voice="nova")
    newer = OpenAISpeech(api_key="secret", model="gpt-4o-mini-tts", voice="cedar")

    older_ids = [one.id for one in older.voices(language="nl")]
    newer_ids = [one.id for one in newer.voices(language="nl")]

    assert older_ids[0] == "nova"
    assert newer_ids[0] == "cedar"
    assert set(newer_ids) - set(older_ids) == {"ballad", "cedar", "marin", "verse"}


def test_of_another_server_only_the_configured_voice_is_known() -> None:
    speech = OpenAISpeech(api_key=None, base_url="http://localhost/v1", voice="bella")

    assert [one.id for one in speech.voices(language="en")] == ["bella"]
    assert speech.voices(language="en")[0].provider == "openai-compatible"


async def test_the_request_is_as_the_provider_describes_it(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    await speech.speak(_english(speech, SENTENCE))

    (heard,) = server.heard
    assert heard.line == "POST /v1/audio/speech HTTP/1.1"
    assert heard.headers["authorization"] == "Bearer secret"
    assert Description(OURS).problems("CreateSpeechRequest", heard.body) == []
    assert "in sixteen forty-eight" in str(heard.body["input"])


async def test_the_request_is_as_openai_describes_it(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    description = Description(outside("openapi_specs/openai/openapi.yaml"))

    await speech.speak(_english(speech, SENTENCE))

    assert description.problems("CreateSpeechRequest", server.heard[0].body) == []


async def test_a_recorded_mp3_is_decoded_though_samples_were_asked_for(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    path = "openai_recordings/ruby-openai/cassettes__speech_tts-1_test.json"
    (recorded,) = _RECORDINGS.validate_json(outside(path).read_bytes())
    server.answer = Answer(body=base64.b64decode(recorded.response_body))

    spoken = await speech.speak(_english(speech, "This is text-to-speech."))

    assert 1 < spoken.duration_s < 5
    assert first_sound_s(decoded(spoken.data)) <= FIRST_SOUND_WITHIN_S


async def test_a_text_above_the_limit_is_spoken_in_parts(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    text = " ".join([LONG_WORDS] * 70)

    spoken = await speech.speak(_english(speech, text))

    inputs = [str(heard.body["input"]) for heard in server.heard]
    assert len(inputs) > 1
    assert all(len(one) <= MAX_CHARACTERS and one.endswith(".") for one in inputs)
    assert spoken.duration_s > word_count(text) / 2.7
    assert_joined_exactly([spoken])


async def test_a_single_sentence_above_the_limit_is_cut_between_words(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    await speech.speak(_english(speech, "internationalisation " * 200))

    inputs = [str(heard.body["input"]) for heard in server.heard]
    assert all(len(one) <= MAX_CHARACTERS for one in inputs)
    assert sum(map(word_count, inputs)) == 200


@pytest.mark.parametrize(
    ("answer", "error", "retry_after_s"),
    [
        (Answer(status=429, headers=("retry-after: 7",)), GatewayUnavailable, 7.0),
        (
            Answer(status=503, headers=("retry-after: Fri, 20 Nov 2026 00:00:00 GMT",)),
            GatewayUnavailable,
            None,
        ),
        (Answer(status=500, body=b"<html>"), GatewayUnavailable, None),
        (Answer(status=400, body=b'{"error": {"code": "x"}}'), GatewayRefused, None),
        (Answer(status=401), GatewayRefused, None),
        (Answer(status=200, body=b'{"oh": "no"}'), GatewayRefused, None),
        (Answer(status=408), GatewayUnavailable, None),
        (
            Answer(status=429, body=b'{"error": {"code": "insufficient_quota"}}'),
            GatewayRefused,
            None,
        ),
        (
            Answer(body=b"no such voice", headers=("content-type: text/plain",)),
            GatewayRefused,
            None,
        ),
        (Answer(status=200, body=b"ID3\4\0\0"), SpeechTruncated, None),
        (Answer(status=200, body=b""), SpeechTruncated, None),
        (Answer(status=200, body=b"\0"), SpeechSilent, None),
        (Answer(status=200, body=bytes(48_001)), SpeechSilent, None),
        (Answer(body=b"\1\0" * 50, declared=4_800), GatewayUnavailable, None),
    ],
)
async def test_failures_speak_our_language(
    server: SpeechServer,
    speech: OpenAISpeech,
    answer: Answer,
    error: type[GatewayError],
    retry_after_s: float | None,
) -> None:
    server.answer = answer

    with pytest.raises(error) as failed:
        await speech.speak(_english(speech, SENTENCE))

    assert failed.value.retry_after_s == retry_after_s
    assert len(server.heard) == 1


async def test_the_key_and_the_text_stay_out_of_the_error(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    server.answer = Answer(
        status=401,
        body=b'{"error": {"message": "Bad key secret for Fish", "code": "bad_key"}}',
    )

    with pytest.raises(GatewayRefused, match=r"401 \(bad_key\)") as failed:
        await speech.speak(_english(speech, SENTENCE))

    assert "secret" not in failed.value.detail
    assert "Fish" not in failed.value.detail


async def test_a_server_that_never_answers_times_out(server: SpeechServer) -> None:
    server.silent = True

    async with OpenAISpeech(
        api_key=None, base_url=server.url, patience=Patience(first_byte_s=0.2)
    ) as speech:
        with pytest.raises(GatewayTimeout):
            await speech.speak(_english(speech, SENTENCE))


async def test_a_server_that_is_gone_is_unavailable() -> None:
    async with speech_server() as gone:
        url = gone.url

    async with OpenAISpeech(api_key=None, base_url=url) as speech:
        with pytest.raises(GatewayUnavailable):
            await speech.speak(_english(speech, SENTENCE))


async def test_a_reset_in_the_middle_is_unavailable(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    server.resets = True

    with pytest.raises(GatewayUnavailable):
        await speech.speak(_english(speech, SENTENCE))


@pytest.mark.parametrize("form", ["pcm", "wav", "mp3", "flac", "ogg"])
async def test_whatever_format_is_sent_is_brought_into_the_stored_one(
    form: str,
) -> None:
    async with (
        simulated(Knobs(speech_format=form)) as simulator,
        OpenAISpeech(api_key="sk-test", base_url=simulator.base_url) as speech,
    ):
        spoken = await speech.speak(_english(speech, SENTENCE))

    samples = decoded(spoken.data)
    words = word_count(spoken_form(SENTENCE, "en"))
    assert spoken.duration_s == pytest.approx(words / 2.7 + 0.35, abs=0.15)
    assert first_sound_s(samples) <= FIRST_SOUND_WITHIN_S
    assert np.argmax(np.abs(np.fft.rfft(samples))) / spoken.duration_s == (
        pytest.approx(220, abs=2)
    )


async def test_a_wav_of_unknown_length_is_heard_to_its_end(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    """Streaming servers cannot know it and write the largest number instead."""
    wav = bytearray(_wav(_tone(24_000), 24_000))
    wav[4:8] = wav[40:44] = b"\xff\xff\xff\xff"
    server.answer = Answer(body=bytes(wav), headers=("content-type: audio/wav",))

    spoken = await speech.speak(_english(speech, "Fish was sold here."))

    assert spoken.duration_s == pytest.approx(1.35, abs=0.1)


async def test_stereo_at_another_rate_is_mixed_and_resampled(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    both = np.stack([_tone(44_100), _tone(44_100)], axis=1)
    server.answer = Answer(body=_wav(both, 44_100))

    spoken = await speech.speak(_english(speech, "Fish was sold here."))

    assert spoken.duration_s == pytest.approx(1.35, abs=0.1)


async def test_samples_may_name_their_rate(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    server.answer = Answer(
        body=_tone(16_000).tobytes(), headers=("content-type: audio/pcm;rate=16000",)
    )

    spoken = await speech.speak(_english(speech, "Fish was sold here."))

    assert spoken.duration_s == pytest.approx(1.35, abs=0.1)


async def test_a_few_bytes_that_hold_hours_are_refused(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    hours = io.BytesIO()
    soundfile.write(hours, np.zeros(24_000 * 3600, np.int16), 24_000, format="FLAC")
    server.answer = Answer(body=hours.getvalue())

    with pytest.raises(SpeechTooLong):
        await speech.speak(_english(speech, SENTENCE))


async def test_a_rate_nobody_hears_is_refused(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    server.answer = Answer(body=_wav(_tone(96_000), 96_000))

    with pytest.raises(GatewayRefused, match="96000 Hz"):
        await speech.speak(_english(speech, "Fish was sold here."))


QUICK = Patience(first_byte_s=0.5, between_bytes_s=0.2, least_s=0.0, per_spoken_s=0.0)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(kind=Kind.SILENT), SpeechSilent),
        (Fault(kind=Kind.TRUNCATED, after=0), SpeechTruncated),
        (Fault(kind=Kind.TRUNCATED, after=5), SpeechTruncated),
        (Fault(kind=Kind.OVERSIZED), SpeechTooLong),
        (Fault(kind=Kind.HTML), GatewayRefused),
        (Fault(kind=Kind.DRIP, every_s=0.01), GatewayTimeout),
        (Fault(kind=Kind.STALL, after=0), GatewayTimeout),
        (Fault(kind=Kind.STALL, after=5), GatewayTimeout),
        (Fault(kind=Kind.CUT, after=0), GatewayUnavailable),
        (Fault(kind=Kind.CUT, after=5), GatewayUnavailable),
        (Fault(kind=Kind.STATUS, status=503), GatewayUnavailable),
    ],
)
@pytest.mark.parametrize("form", ["pcm", "mp3", "wav"])
async def test_a_faulty_provider_is_named_for_its_fault(
    fault: Fault, error: type[GatewayError], form: str
) -> None:
    knobs = Knobs(speech_format=form, faults=[replace(fault, path=SPEECH)])
    patience = QUICK if error is GatewayTimeout else Patience()
    async with (
        simulated(knobs) as simulator,
        OpenAISpeech(
            api_key="sk-test", base_url=simulator.base_url, patience=patience
        ) as speech,
    ):
        with pytest.raises(error) as failed:
            await speech.speak(_english(speech, SENTENCE))

    assert type(failed.value) is error


def _tone(rate_hz: int) -> NDArray[np.int16]:
    """A second of a tone."""
    moments = np.arange(rate_hz) / rate_hz
    return (np.sin(2 * np.pi * 220 * moments) * 9000).astype("<i2")


def _wav(samples: NDArray[np.int16], rate_hz: int) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, rate_hz, format="WAV")
    return file.getvalue()


class _Recording(BaseModel):
    response_body: str


_RECORDINGS = TypeAdapter(list[_Recording])


def _english(speech: OpenAISpeech, text: str) -> Utterance:
    voice = speech.voice(language="en", voice_id=None)
    return Utterance(text=text, voice=voice, speed=1)
