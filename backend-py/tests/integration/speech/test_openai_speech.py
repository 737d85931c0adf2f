"""The OpenAI voice against a real server on loopback."""

import base64
from collections.abc import AsyncIterator

import pytest
from pydantic import BaseModel, TypeAdapter

from tests.contracts.speech_gateway import SpeechGatewayContract
from tests.integration.simulator.description import OURS, Description
from tests.integration.speech.loopback import Answer, SpeechServer, speech_server
from tests.outside import outside
from walkumentary.domain.shared.errors import (
    GatewayError,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnavailable,
)
from walkumentary.domain.shared.text import word_count
from walkumentary.gateway.speech import Utterance
from walkumentary.infra.speech.openai import MAX_CHARACTERS, OpenAISpeech

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


async def test_a_recorded_mp3_is_refused_rather_than_played_as_samples(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    path = "openai_recordings/ruby-openai/cassettes__speech_tts-1_test.json"
    (recorded,) = _RECORDINGS.validate_json(outside(path).read_bytes())
    server.answer = Answer(body=base64.b64decode(recorded.response_body))

    with pytest.raises(GatewayRefused):
        await speech.speak(_english(speech, SENTENCE))


async def test_a_text_above_the_limit_is_spoken_in_parts(
    server: SpeechServer, speech: OpenAISpeech
) -> None:
    text = " ".join([LONG_WORDS] * 70)

    spoken = await speech.speak(_english(speech, text))

    inputs = [str(heard.body["input"]) for heard in server.heard]
    assert len(inputs) > 1
    assert all(len(one) <= MAX_CHARACTERS and one.endswith(".") for one in inputs)
    assert spoken.duration_s > word_count(text) / 2.7


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
        (Answer(status=200, body=b"ID3\4\0\0"), GatewayRefused, None),
        (Answer(status=200, body=b""), GatewayRefused, None),
        (Answer(status=200, body=bytes(48_001)), GatewayRefused, None),
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
        api_key=None, base_url=server.url, deadline_s=0.2
    ) as speech:
        with pytest.raises(GatewayTimeout):
            await speech.speak(_english(speech, SENTENCE))


async def test_a_server_that_is_gone_is_unavailable() -> None:
    async with speech_server() as gone:
        url = gone.url

    async with OpenAISpeech(api_key=None, base_url=url) as speech:
        with pytest.raises(GatewayUnavailable):
            await speech.speak(_english(speech, SENTENCE))


class _Recording(BaseModel):
    response_body: str


_RECORDINGS = TypeAdapter(list[_Recording])


def _english(speech: OpenAISpeech, text: str) -> Utterance:
    voice = speech.voice(language="en", voice_id=None)
    return Utterance(text=text, voice=voice, speed=1)
