"""POST /v1/chat/completions: whole, or streamed token by token."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starlette.responses import Response

from tests.simulator.answering import (
    DECLINED,
    LIMITED,
    Asked,
    Json,
    Speaker,
    answer_to,
    event,
    pace_of,
)
from tests.simulator.knobs import Fault, Kind, Knobs
from tests.simulator.ledger import Call
from tests.simulator.requests import ChatRequest, error_body


async def chat(
    request: ChatRequest, *, call: Call, knobs: Knobs, fault: Fault | None
) -> Response:
    """Return the response; its body is produced while it is sent."""
    asked = Asked(
        messages=request.messages,
        schema=request.schema_asked,
        limit=request.max_completion_tokens,
    )
    speaker = _Speaker(
        model=request.model,
        prompt_tokens=asked.tokens,
        answer=answer_to(asked, knobs, fault),
        call=call,
        pace=pace_of(knobs),
        with_usage=request.stream_options.include_usage and not _is_forgetful(fault),
    )
    return speaker.streamed() if request.stream else await speaker.whole()


def _is_forgetful(fault: Fault | None) -> bool:
    return fault is not None and fault.kind is Kind.NO_USAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speaker(Speaker):
    with_usage: bool

    def opening(self) -> Iterator[str]:
        yield self._chunk({"role": "assistant", "content": ""})

    def token(self, text: str) -> str:
        return self._chunk({"content": text})

    def closing(self) -> Iterator[str]:
        if self.answer.finish == "refusal":
            yield self._chunk({"refusal": DECLINED})
        yield self._chunk({}, finish=self._finish())
        if self.with_usage:
            yield event({**self._frame(), "choices": [], **self._usage()})
        yield "data: [DONE]\n\n"

    def error(self) -> str:
        return event(error_body(LIMITED, kind="server_error"))

    def completion(self) -> Json:
        declined = self.answer.finish == "refusal"
        message = {
            "role": "assistant",
            "content": None if declined else "".join(self.answer.tokens),
            "refusal": DECLINED if declined else None,
        }
        choice = {
            "index": 0,
            "message": message,
            "logprobs": None,
            "finish_reason": self._finish(),
        }
        frame = {**self._frame(), "object": "chat.completion"}
        return {**frame, "choices": [choice], **self._usage()}

    def _finish(self) -> str:
        return "stop" if self.answer.finish == "refusal" else self.answer.finish

    def _chunk(self, delta: Mapping[str, str], *, finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        usage = {"usage": None} if self.with_usage else {}
        return event({**self._frame(), "choices": [choice], **usage})

    def _frame(self) -> dict[str, object]:
        return {
            "id": f"chatcmpl-{id(self.call)}",
            "object": "chat.completion.chunk",
            "created": int(self.call.arrived_s),
            "model": self.model,
            "system_fingerprint": "fp_simulator",
        }

    def _usage(self) -> dict[str, object]:
        said = len(self.answer.tokens)
        usage = {"prompt_tokens": self.prompt_tokens, "completion_tokens": said}
        return {"usage": {**usage, "total_tokens": self.prompt_tokens + said}}
