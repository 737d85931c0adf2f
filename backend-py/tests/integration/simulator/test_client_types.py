"""Anthropic's and Google's requests and answers, against their clients' own types."""

import json
from collections.abc import Callable, Mapping, Sequence

import httpx
import pytest
from anthropic.types import Message, RawMessageStreamEvent
from anthropic.types.message_create_params import MessageCreateParamsStreaming
from google.genai.types import (
    Content,
    GenerateContentResponse,
    GenerationConfig,
    SafetySetting,
)
from pydantic import TypeAdapter

from tests.contracts.narrator_gateway import an_order, told
from tests.contracts.vision_gateway import a_look
from tests.integration.narration.chats import ANTHROPIC, GOOGLE, Setup
from tests.integration.simulator.strict_types import problems, schema_problems
from tests.simulator.knobs import (
    ANTHROPIC_MESSAGES,
    GEMINI_STREAM,
    GEMINI_WHOLE,
    Fault,
    Kind,
)
from tests.simulator.server import Simulator
from walkumentary.infra.langchain.vision import ChatVision

type Body = dict[str, object]

KEYS = {"authorization": "Bearer sk-test", "x-goog-api-key": "test"}
_MESSAGE = TypeAdapter(Message)
_EVENT: TypeAdapter[RawMessageStreamEvent] = TypeAdapter(RawMessageStreamEvent)
_REQUEST = TypeAdapter(MessageCreateParamsStreaming)
_RESPONSE = TypeAdapter(GenerateContentResponse)
_GEMINI_REQUEST: Mapping[str, TypeAdapter[object]] = {
    "contents": TypeAdapter(list[Content]),
    "systemInstruction": TypeAdapter(Content),
    "generationConfig": TypeAdapter(GenerationConfig),
    "safetySettings": TypeAdapter(list[SafetySetting]),
}
_PING = '{"type": "ping"}'
"""No event to the client's types, which pass it over."""

FINISHES = [None, Kind.LENGTH, Kind.CONTENT_FILTER, Kind.REFUSAL, Kind.EMPTY]


async def requests(setup: Setup, simulator: Simulator) -> list[Body]:
    """Have a narration written and a picture looked at; return both requests."""
    async with setup.writer(simulator) as writer:
        await told(writer, an_order())
    async with ChatVision(setup.chat(simulator)) as vision:
        await vision.look(a_look("A gate"))
    return [dict(call.body) for call in simulator.calls]


async def answered(
    simulator: Simulator, path: str, body: Body, kind: Kind | None = None
) -> httpx.Response:
    if kind:
        simulator.knobs.faults.append(Fault(kind=kind, path=path, after=20))
    address = simulator.root + path.format(model="m")
    async with httpx.AsyncClient() as client:
        return await client.post(address, json=body, headers=KEYS)


def events(stream: str) -> Sequence[str]:
    lines = [line for line in stream.splitlines() if line.startswith("data: ")]
    return [line.removeprefix("data: ") for line in lines]


async def test_what_we_ask_of_anthropic_is_what_its_client_takes(
    simulator: Simulator,
) -> None:
    for request in await requests(ANTHROPIC, simulator):
        assert schema_problems(_REQUEST, request) == []


async def test_what_we_ask_of_gemini_is_what_its_client_sends(
    simulator: Simulator,
) -> None:
    for request in await requests(GOOGLE, simulator):
        assert request.keys() <= _GEMINI_REQUEST.keys()
        found = [
            problems(_GEMINI_REQUEST[name], json.dumps(part))
            for name, part in request.items()
        ]
        assert not any(found)


@pytest.mark.parametrize("kind", FINISHES)
async def test_every_event_of_anthropic_is_of_its_clients_type(
    simulator: Simulator, kind: Kind | None
) -> None:
    request, _ = await requests(ANTHROPIC, simulator)

    answer = await answered(simulator, ANTHROPIC_MESSAGES, request, kind)

    sent = [event for event in events(answer.text) if event != _PING]
    assert len(sent) >= 5
    assert not any(problems(_EVENT, event) for event in sent)


@pytest.mark.parametrize("kind", FINISHES)
async def test_every_event_of_gemini_is_of_its_clients_type(
    simulator: Simulator, kind: Kind | None
) -> None:
    request, _ = await requests(GOOGLE, simulator)

    answer = await answered(simulator, GEMINI_STREAM, request, kind)

    assert not any(problems(_RESPONSE, event) for event in events(answer.text))
    assert "finishReason" in events(answer.text)[-1]


@pytest.mark.parametrize("kind", FINISHES)
async def test_a_whole_answer_is_of_its_clients_type(
    simulator: Simulator, kind: Kind | None
) -> None:
    asked, _ = await requests(ANTHROPIC, simulator)
    whole = {**asked, "stream": False}
    message = await answered(simulator, ANTHROPIC_MESSAGES, whole, kind)
    simulator.calls.clear()
    asked, _ = await requests(GOOGLE, simulator)
    response = await answered(simulator, GEMINI_WHOLE, asked, kind)

    assert problems(_MESSAGE, message.content) == []
    assert problems(_RESPONSE, response.content) == []


def test_the_types_find_what_is_wrong() -> None:
    ping_like = '{"type": "message_stop", "more": 1}'
    request = {"model": "m", "max_tokens": 1, "messages": [], "stream": True}

    assert problems(_EVENT, ping_like)
    assert problems(_EVENT, '{"type": "content_block_stop", "index": "0"}')
    assert problems(_RESPONSE, '{"candidate": []}')
    assert schema_problems(_REQUEST, request) == []
    assert schema_problems(_REQUEST, {**request, "tokens": 1})
    assert schema_problems(_REQUEST, {**request, "messages": [{"role": "user"}]})


@pytest.mark.parametrize("path", [ANTHROPIC_MESSAGES, GEMINI_STREAM, GEMINI_WHOLE])
async def test_without_a_key_or_with_an_unknown_word_nobody_is_answered(
    simulator: Simulator, path: str
) -> None:
    address = simulator.root + path.format(model="m")
    async with httpx.AsyncClient() as client:
        nobody = await client.post(address, json={})
        unknown = await client.post(address, json={"hello": 1}, headers=KEYS)

    assert (nobody.status_code, unknown.status_code) == (401, 400)
    assert worded[path](nobody.json())
    assert worded[path](unknown.json())


worded: Mapping[str, Callable[[Body], object]] = {
    ANTHROPIC_MESSAGES: lambda body: body["type"] == "error" and body["error"],
    GEMINI_STREAM: lambda body: body["error"],
    GEMINI_WHOLE: lambda body: body["error"],
}
