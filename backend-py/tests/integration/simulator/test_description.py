"""Requests we send and answers we simulate, against the description of the API."""

import json

import httpx
import pytest

from tests.contracts.narrator_gateway import an_order, told
from tests.contracts.vision_gateway import a_look
from tests.integration.narration.chats import OPENAI
from tests.integration.simulator.description import OURS, Description
from tests.ledger import books
from tests.outside import outside
from tests.simulator.knobs import CHAT, EMBEDDINGS, SPEECH, Fault, Kind
from tests.simulator.server import Simulator
from walkumentary.gateway.speech import Utterance
from walkumentary.infra.embedding.openai import OpenAIEmbedder
from walkumentary.infra.langchain.vision import ChatVision
from walkumentary.infra.speech.openai import OpenAISpeech

CHAT_REQUEST, CHUNK = (
    "CreateChatCompletionRequest",
    "CreateChatCompletionStreamResponse",
)

PALACE = {"model": "tts-1", "input": "The palace.", "voice": "alloy"}


@pytest.fixture(params=["ours", "official"])
def description(request: pytest.FixtureRequest) -> Description:
    if request.param == "ours":
        return Description(OURS)
    return Description(outside("openapi_specs/openai/openapi.yaml"))


async def narrated(simulator: Simulator) -> dict[str, object]:
    """Have a narration written; return the request as it arrived."""
    async with OPENAI.writer(simulator) as writer:
        await told(writer, an_order())
    return dict(simulator.calls[-1].body)


async def posted(simulator: Simulator, path: str, body: object) -> httpx.Response:
    address = simulator.base_url.removesuffix("/v1") + path
    async with httpx.AsyncClient() as client:
        return await client.post(
            address, json=body, headers={"authorization": "Bearer sk-test"}
        )


def chunks(stream: str) -> list[dict[str, object]]:
    events = [part.removeprefix("data: ") for part in stream.strip().split("\n\n")]
    assert events[-1] == "[DONE]"
    return [json.loads(event) for event in events[:-1]]


async def test_the_writers_request_is_as_described(
    description: Description, simulator: Simulator
) -> None:
    request = await narrated(simulator)

    assert description.problems(CHAT_REQUEST, request) == []


async def test_the_voices_request_is_as_described(
    description: Description, simulator: Simulator
) -> None:
    async with OpenAISpeech(api_key="sk-test", base_url=simulator.base_url) as speech:
        voice = speech.voice(language="en", voice_id=None)
        await speech.speak(Utterance(text="The palace.", voice=voice, speed=1.25))

    request = dict(simulator.calls[-1].body)
    assert description.problems("CreateSpeechRequest", request) == []


async def test_the_request_to_look_at_a_picture_is_as_described(
    description: Description, simulator: Simulator
) -> None:
    async with ChatVision(OPENAI.chat(simulator)) as vision:
        await vision.look(a_look("A gate"))

    request = dict(simulator.calls[-1].body)
    assert description.problems(CHAT_REQUEST, request) == []


async def test_embeddings_and_their_request_are_as_described(
    description: Description, simulator: Simulator
) -> None:
    async with OpenAIEmbedder(
        api_key="sk-test",
        base_url=simulator.base_url,
        model="text-embedding-3-small",
        books=books(),
    ) as embedder:
        await embedder.embed(["The palace.", "A recipe."])
    request = dict(simulator.calls[-1].body)

    answer = await posted(simulator, EMBEDDINGS, request)

    assert description.problems("CreateEmbeddingRequest", request) == []
    assert description.problems("CreateEmbeddingResponse", answer.json()) == []


async def test_every_streamed_chunk_is_as_described(
    description: Description, simulator: Simulator
) -> None:
    answer = await posted(simulator, CHAT, await narrated(simulator))

    problems = [description.problems(CHUNK, chunk) for chunk in chunks(answer.text)]
    assert len(problems) > 100
    assert not any(problems)


@pytest.mark.parametrize("kind", [Kind.TWICE, Kind.NO_USAGE, Kind.SPLIT, Kind.GARBLED])
async def test_chunks_of_a_faulty_answer_are_as_described_too(
    description: Description, simulator: Simulator, kind: Kind
) -> None:
    request = await narrated(simulator)
    simulator.knobs.faults.append(Fault(kind=kind, text="{]"))

    answer = await posted(simulator, CHAT, request)

    assert not any(description.problems(CHUNK, chunk) for chunk in chunks(answer.text))


async def test_a_whole_completion_is_as_described(
    description: Description, simulator: Simulator
) -> None:
    request = await narrated(simulator)
    del request["stream_options"]

    answer = await posted(simulator, CHAT, {**request, "stream": False})

    assert description.problems("CreateChatCompletionResponse", answer.json()) == []


@pytest.mark.parametrize("form", ["pcm", "wav", "mp3", "flac"])
async def test_a_format_it_speaks_is_one_of_the_providers(
    simulator: Simulator, form: str
) -> None:
    official = Description(outside("openapi_specs/openai/openapi.yaml"))
    request = {**PALACE, "response_format": form}

    spoken = await posted(simulator, SPEECH, request)

    assert official.problems("CreateSpeechRequest", request) == []
    assert spoken.status_code == 200


async def test_a_format_nobody_knows_is_refused(simulator: Simulator) -> None:
    official = Description(outside("openapi_specs/openai/openapi.yaml"))
    request = {**PALACE, "response_format": "cassette"}

    refused = await posted(simulator, SPEECH, request)

    assert official.problems("CreateSpeechRequest", request)
    assert refused.status_code == 400


async def test_without_a_format_it_sends_mp3(simulator: Simulator) -> None:
    official = Description(outside("openapi_specs/openai/openapi.yaml"))

    spoken = await posted(simulator, SPEECH, PALACE)

    assert official.problems("CreateSpeechRequest", PALACE) == []
    assert spoken.headers["content-type"] == "audio/mpeg"


@pytest.mark.parametrize("path", [CHAT, SPEECH, EMBEDDINGS])
async def test_every_refusal_is_as_described(
    description: Description, simulator: Simulator, path: str
) -> None:
    simulator.knobs.faults.append(Fault(kind=Kind.STATUS, path=path, status=503))

    failed = await posted(simulator, path, {})
    refused = await posted(simulator, path, {})

    assert (failed.status_code, refused.status_code) == (503, 400)
    assert description.problems("ErrorResponse", failed.json()) == []
    assert description.problems("ErrorResponse", refused.json()) == []


def test_a_description_finds_what_is_wrong(description: Description) -> None:
    request = {"model": 4, "messages": []}

    problems = description.problems(CHAT_REQUEST, request)

    assert problems
