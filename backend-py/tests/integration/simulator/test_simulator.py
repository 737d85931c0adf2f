"""The simulated provider itself."""

import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE

import httpx
import numpy as np
import pytest

from tests.contracts.narrator_gateway import an_order, told
from tests.integration.narration.chats import COMPATIBLE
from tests.simulator.author import SchemaNotSupported, shaped
from tests.simulator.knobs import CHAT, SPEECH, Fault, Kind, Knobs
from tests.simulator.server import Simulator, simulated

KEY = {"authorization": "Bearer sk-test"}
HELLO = {"model": "gpt-test", "messages": [{"role": "user", "content": "Hello!"}]}
PALACE = {
    "model": "tts-1",
    "input": "The palace stands on wooden piles by the old dam.",
    "voice": "alloy",
    "response_format": "pcm",
}


async def posted(simulator: Simulator, path: str, body: object) -> httpx.Response:
    address = simulator.base_url.removesuffix("/v1") + path
    async with httpx.AsyncClient() as client:
        return await client.post(address, json=body, headers=KEY)


async def test_speech_lasts_as_long_as_its_words(simulator: Simulator) -> None:
    spoken = await posted(simulator, SPEECH, PALACE)
    hurried = await posted(simulator, SPEECH, {**PALACE, "speed": 2})

    samples = len(spoken.content) / 2
    assert samples / 24_000 == pytest.approx(10 / 2.7, abs=0.001)
    assert len(hurried.content) * 2 == pytest.approx(len(spoken.content), abs=4)


async def test_speech_can_be_heard(simulator: Simulator) -> None:
    spoken = await posted(simulator, SPEECH, PALACE)

    samples = np.frombuffer(spoken.content, "<i2").astype(float)
    assert np.sqrt(np.mean(samples**2)) > 3_000


async def test_speech_comes_at_the_factor_set() -> None:
    async with simulated(Knobs(speech_factor=12)) as simulator:
        await posted(simulator, SPEECH, PALACE)
        [call] = simulator.calls

    took_s = (call.ended_s or 0) - call.arrived_s
    assert took_s >= 10 / 2.7 / 12


async def test_tokens_come_at_the_rate_set() -> None:
    knobs = Knobs(first_token_s=0.2, tokens_per_s=2_000)
    async with (
        simulated(knobs) as simulator,
        COMPATIBLE.writer(simulator) as writer,
    ):
        await told(writer, an_order())
        [call] = simulator.calls

    assert (call.first_s or 0) - call.arrived_s >= 0.2
    assert (call.ended_s or 0) - call.arrived_s >= 0.2 + call.units / 2_000


async def test_without_a_key_nobody_is_answered(simulator: Simulator) -> None:
    async with httpx.AsyncClient(base_url=simulator.base_url) as client:
        answer = await client.post("/chat/completions", json=HELLO)

    assert answer.status_code == 401


async def test_without_notes_it_still_says_hello(simulator: Simulator) -> None:
    answer = await posted(simulator, CHAT, HELLO)

    assert "Hello" in answer.json()["choices"][0]["message"]["content"]


async def test_an_open_schema_is_refused(simulator: Simulator) -> None:
    schema = {"name": "any", "strict": True, "schema": {"type": "object"}}
    form = {"type": "json_schema", "json_schema": schema}

    answer = await posted(simulator, CHAT, {**HELLO, "response_format": form})

    assert answer.status_code == 400


def test_a_type_it_does_not_know_is_refused() -> None:
    with pytest.raises(SchemaNotSupported):
        shaped({"type": "tuple"}, [])


async def test_a_limit_of_tokens_is_kept(simulator: Simulator) -> None:
    answer = await posted(simulator, CHAT, {**HELLO, "max_completion_tokens": 3})

    assert answer.json()["choices"][0]["finish_reason"] == "length"
    assert answer.json()["usage"]["completion_tokens"] == 3


async def test_faults_are_used_up_in_order(simulator: Simulator) -> None:
    simulator.knobs.faults += [
        Fault(kind=Kind.STATUS, status=429, retry_after_s=2),
        Fault(kind=Kind.STATUS, status=500, times=2),
    ]

    answers = [await posted(simulator, CHAT, HELLO) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [429, 500, 500, 200]
    assert answers[0].headers["retry-after"] == "2"


async def test_speech_can_be_cut(simulator: Simulator) -> None:
    simulator.knobs.faults.append(Fault(kind=Kind.CUT, path=SPEECH, after=2))

    with pytest.raises(httpx.RemoteProtocolError):
        await posted(simulator, SPEECH, PALACE)

    assert simulator.calls[0].outcome == "cut"


async def test_as_a_process_it_is_set_and_read_over_http() -> None:
    arguments = ("-m", "tests.simulator", "--tokens-per-s", "0")
    process = await create_subprocess_exec(sys.executable, *arguments, stdout=PIPE)
    address = await process.stdout.readline() if process.stdout else b""
    root = address.decode().strip().removesuffix("/v1")

    async with httpx.AsyncClient(base_url=root, headers=KEY) as client:
        turned = await client.put("/__knobs", json={"first_token_s": 0.0})
        await client.post(CHAT, json=HELLO)
        calls = (await client.get("/__calls")).json()
    process.terminate()
    await process.communicate()

    assert turned.json()["tokens_per_s"] == 0
    assert [(call["path"], call["outcome"]) for call in calls] == [(CHAT, "done")]
