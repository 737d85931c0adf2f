"""POST /v1/chat/completions: whole, or streamed token by token."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from starlette.responses import JSONResponse, Response, StreamingResponse

from tests.simulator import author
from tests.simulator.knobs import Fault, Kind, Knobs, Pace
from tests.simulator.ledger import Call
from tests.simulator.requests import ChatRequest, error_body, refused

_LONGEST_STALL_S = 60.0
_DECLINED = "I cannot help with that."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What will be said, and how it ends."""

    tokens: tuple[str, ...]
    finish: str = "stop"
    refusal: str | None = None
    ending: Kind | None = None


async def chat(request: ChatRequest, *, call: Call, knobs: Knobs) -> Response:
    """Return the response; its body is produced while it is sent."""
    fault = knobs.next_fault(call.path)
    try:
        answer = _altered(_answer(request, knobs), fault)
    except author.SchemaNotSupported as error:
        return refused(400, str(error), kind="invalid_request_error")
    speaker = _Speaker(request=request, answer=answer, call=call, pace=_pace(knobs))
    if request.stream:
        return StreamingResponse(speaker.events(), media_type="text/event-stream")
    return await speaker.whole()


def _pace(knobs: Knobs) -> Pace:
    return Pace.starting_now(first_s=knobs.first_token_s, per_s=knobs.tokens_per_s)


def _answer(request: ChatRequest, knobs: Knobs) -> _Answer:
    lines = author.lines_for(request.messages, invent_every=knobs.invent_every)
    spoken = author.tokens(_worded(request, lines))
    limit = request.max_completion_tokens or len(spoken)
    finish = "length" if len(spoken) > limit else "stop"
    return _Answer(tokens=tuple(spoken[:limit]), finish=finish)


def _worded(request: ChatRequest, lines: list[author.Line]) -> str:
    schema = request.schema_asked
    if schema is None:
        return " ".join(line.text for line in lines) or "Hello! How can I help you?"
    return json.dumps(author.shaped(schema, lines), ensure_ascii=False)


def _altered(answer: _Answer, fault: Fault | None) -> _Answer:
    if fault is None:
        return answer
    return _ALTERATIONS[fault.kind](answer, fault)


def _broken(answer: _Answer, fault: Fault) -> _Answer:
    return replace(answer, tokens=answer.tokens[: fault.after], ending=fault.kind)


def _stopped(answer: _Answer, fault: Fault) -> _Answer:
    return replace(answer, tokens=answer.tokens[: fault.after], finish=fault.kind.value)


def _declined(answer: _Answer, _: Fault) -> _Answer:
    return replace(answer, tokens=(), refusal=_DECLINED)


def _silent(answer: _Answer, _: Fault) -> _Answer:
    return replace(answer, tokens=())


def _babbling(answer: _Answer, _: Fault) -> _Answer:
    return replace(answer, tokens=("Sure", "!", " Here", " is", " your", " tour", "."))


_ALTERATIONS: Mapping[Kind, Callable[[_Answer, Fault], _Answer]] = {
    Kind.STALL: _broken,
    Kind.CUT: _broken,
    Kind.ERROR_EVENT: _broken,
    Kind.LENGTH: _stopped,
    Kind.CONTENT_FILTER: _stopped,
    Kind.REFUSAL: _declined,
    Kind.EMPTY: _silent,
    Kind.BABBLE: _babbling,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speaker:
    """Says one answer at its pace, in the provider's form."""

    request: ChatRequest
    answer: _Answer
    call: Call
    pace: Pace

    async def events(self) -> AsyncIterator[str]:
        """Yield server-sent events; a cut raises, which closes the connection."""
        yield self._chunk({"role": "assistant", "content": ""})
        async for token in self._paced():
            yield self._chunk({"content": token})
        async for event in self._ending():
            yield event

    async def whole(self) -> Response:
        """Return the completion in one piece, after as long as it takes to say."""
        async for _ in self._paced():
            pass
        self.call.ended("done")
        return JSONResponse(self._completion())

    async def _paced(self) -> AsyncIterator[str]:
        for n, token in enumerate(self.answer.tokens):
            await self.pace.reach(n)
            self.call.sent(1)
            yield token

    def _ending(self) -> AsyncIterator[str]:
        endings = {
            Kind.STALL: self._stall,
            Kind.CUT: self._cut,
            Kind.ERROR_EVENT: self._error_event,
        }
        ending = self.answer.ending
        return endings[ending]() if ending else self._good_end()

    async def _good_end(self) -> AsyncIterator[str]:
        await self.pace.reach(len(self.answer.tokens))
        for event in self._closing():
            yield event
        yield _event("[DONE]")
        self.call.ended("done")

    def _closing(self) -> Iterator[str]:
        if self.answer.refusal:
            yield self._chunk({"refusal": self.answer.refusal})
        yield self._chunk({}, finish=self.answer.finish)
        if self.request.stream_options.include_usage:
            yield _event(json.dumps({**self._frame(), "choices": [], **self._usage()}))

    async def _stall(self) -> AsyncIterator[str]:
        self.call.ended(Kind.STALL)
        await asyncio.sleep(_LONGEST_STALL_S)
        yield ""

    async def _cut(self) -> AsyncIterator[str]:
        self.call.ended(Kind.CUT)
        yield ""
        raise ConnectionAbortedError

    async def _error_event(self) -> AsyncIterator[str]:
        self.call.ended(Kind.ERROR_EVENT)
        sorry = "The server had an error while processing your request."
        yield _event(json.dumps(error_body(sorry, kind="server_error")))

    def _chunk(self, delta: Mapping[str, str], *, finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        usage = {"usage": None} if self.request.stream_options.include_usage else {}
        return _event(json.dumps({**self._frame(), "choices": [choice], **usage}))

    def _completion(self) -> dict[str, object]:
        message = {
            "role": "assistant",
            "content": None if self.answer.refusal else "".join(self.answer.tokens),
            "refusal": self.answer.refusal,
        }
        choice = {
            "index": 0,
            "message": message,
            "logprobs": None,
            "finish_reason": self.answer.finish,
        }
        frame = {**self._frame(), "object": "chat.completion"}
        return {**frame, "choices": [choice], **self._usage()}

    def _frame(self) -> dict[str, object]:
        return {
            "id": f"chatcmpl-{id(self.call)}",
            "object": "chat.completion.chunk",
            "created": int(self.call.arrived_s),
            "model": self.request.model,
            "system_fingerprint": "fp_simulator",
        }

    def _usage(self) -> dict[str, object]:
        asked = sum(len(author.tokens(turn.text)) for turn in self.request.messages)
        said = len(self.answer.tokens)
        usage = {"prompt_tokens": asked, "completion_tokens": said}
        return {"usage": {**usage, "total_tokens": asked + said}}


def _event(text: str) -> str:
    return f"data: {text}\n\n"
