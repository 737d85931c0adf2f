"""What real providers once sent, replayed to the writer."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.contracts.narrator_gateway import an_order, told
from tests.integration.narration.chats import COMPATIBLE
from tests.outside import outside
from tests.simulator.knobs import CHAT
from tests.simulator.server import served, simulated
from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.tours.narration import Draft
from walkumentary.gateway.answers import AnswerBroken, AnswerCutShort, AnswerMalformed
from walkumentary.infra.langchain.writer import ChatWriter

STREAMS = "openai_recordings/openai-php/tests/Fixtures/Streams"
CASSETTES = "openai_recordings/ruby-openai"

OURS = (
    '{"choices":[{"index":0,"delta":{"role":"assistant"}}]}',
    '{"type": "keepalive"}',
    '{"choices":[{"index":0,"delta":{"content":"{\\"sentences\\":[{\\"text\\":\\"One"}}]}',
    '{"choices":[{"index":0,"delta":{"content":" palace.\\",\\"notes\\":[0]}]}"}}]}',
    '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}',
    "[DONE]",
)


def stream(events: Iterable[str]) -> str:
    return "".join(f"data: {event}\n\n" for event in events)


def recorded_stream(name: str) -> str:
    """Return a recorded stream; its events lie one to a line."""
    lines = outside(f"{STREAMS}/{name}").read_text().splitlines()
    return "".join(f"{line}\n\n" for line in lines if line)


def cassette(name: str) -> tuple[int, str]:
    [exchange] = json.loads(outside(f"{CASSETTES}/{name}.json").read_text())
    return exchange["status"], exchange["response_body"] or ""


async def answered(status: int, body: str) -> list[Draft]:
    """Return what the writer makes of one answer."""
    async with (
        replaying(status, body) as address,
        ChatWriter(COMPATIBLE.at(address)) as writer,
    ):
        return await told(writer, an_order())


@asynccontextmanager
async def replaying(status: int, body: str) -> AsyncIterator[str]:
    form = "text/event-stream" if body.startswith("data:") else "application/json"

    async def replay(_: Request) -> Response:
        return Response(body, status, media_type=form)

    app = Starlette(routes=[Route(CHAT, replay, methods=["POST"])])
    async with served(app) as address:
        yield address


async def test_keep_alives_between_the_chunks_are_passed_over() -> None:
    drafts = await answered(200, stream(OURS))

    assert drafts == [Draft("One palace.", (0,))]


async def test_a_stream_that_ends_without_a_reason_was_cut_short() -> None:
    with pytest.raises(AnswerCutShort):
        await answered(200, stream([*OURS[:3], "[DONE]"]))


async def test_json_that_breaks_off_is_named() -> None:
    with pytest.raises(AnswerMalformed):
        await answered(200, stream([*OURS[:3], *OURS[4:]]))


@pytest.mark.parametrize("event", ["{not json", "[1, 2]", '"text"'])
async def test_an_event_that_is_no_chunk_is_a_failure_of_the_gateway(
    event: str,
) -> None:
    with pytest.raises(GatewayUnavailable):
        await answered(200, stream([event]))


@pytest.mark.parametrize(
    "name", ["ChatCompletionKeepAlive.txt", "ChatCompletionPing.txt"]
)
async def test_recorded_prose_is_no_narration(name: str) -> None:
    with pytest.raises(AnswerBroken):
        await answered(200, recorded_stream(name))


async def test_a_recorded_error_in_the_stream_is_an_outage() -> None:
    with pytest.raises(GatewayUnavailable):
        await answered(200, recorded_stream("ChatCompletionCreateError.txt"))


async def test_a_recorded_400_is_a_refusal() -> None:
    name = "cassettes__gpt-3_5-turbo_streamed_chat_with_json_error_response"

    with pytest.raises(GatewayRefused):
        await answered(*cassette(name))


async def test_a_recorded_500_without_a_body_is_an_outage() -> None:
    name = "cassettes__gpt-3_5-turbo_streamed_chat_with_error_response"

    with pytest.raises(GatewayUnavailable):
        await answered(*cassette(name))


async def test_the_simulator_leaves_out_nothing_that_was_recorded() -> None:
    _, recorded = cassette("cassettes__gpt-3_5-turbo_streamed_chat")
    hello = {"model": "m", "messages": [{"role": "user", "content": "Hello!"}]}

    async with simulated() as simulator, httpx.AsyncClient() as client:
        answer = await client.post(
            f"{simulator.base_url}/chat/completions",
            json={**hello, "stream": True},
            headers={"authorization": "Bearer sk-test"},
        )

    assert shape(recorded) <= shape(answer.text)
    assert answer.headers["content-type"].startswith("text/event-stream")


def shape(text: str) -> set[str]:
    """Return the names of everything in a stream's chunks and their choices."""
    events = [part.removeprefix("data: ") for part in text.strip().split("\n\n")]
    chunks = [json.loads(event) for event in events if event != "[DONE]"]
    choices = [choice for chunk in chunks for choice in chunk["choices"]]
    inner = {f"choices.{key}" for choice in choices for key in choice}
    deltas = {f"delta.{key}" for choice in choices for key in choice["delta"]}
    return {key for chunk in chunks for key in chunk} | inner | deltas | {events[-1]}
