"""POST /v1/messages of Anthropic: whole, or streamed; plain, or as a schema says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.simulator.answering import (
    DECLINED,
    LIMITED,
    Asked,
    Finish,
    Json,
    Speaker,
    answer_to,
    event,
    pace_of,
)
from tests.simulator.dialects import Dialect, Refusal
from tests.simulator.knobs import Fault, Knobs
from tests.simulator.ledger import Call
from tests.simulator.requests import Message

_STOPS: Mapping[Finish, str] = {
    "stop": "end_turn",
    "length": "max_tokens",
    "content_filter": "refusal",
    "refusal": "refusal",
}
_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
    529: "overloaded_error",
}


class _Block(BaseModel):
    type: Literal["text", "image"]
    text: str = ""


class _Turn(BaseModel):
    role: Literal["user", "assistant"]
    content: str | list[_Block]

    @property
    def message(self) -> Message:
        """The turn as one text."""
        if isinstance(self.content, str):
            return Message(role=self.role, content=self.content)
        text = "".join(block.text for block in self.content)
        return Message(role=self.role, content=text)


class _Format(BaseModel):
    model_config = ConfigDict(protected_namespaces=())

    type: Literal["json_schema"]
    body: Mapping[str, object] = Field(alias="schema")


class _OutputConfig(BaseModel):
    format: _Format | None = None


class MessagesRequest(BaseModel):
    """POST /v1/messages, as far as it is understood here."""

    model_config = ConfigDict(extra="forbid")

    model: str
    max_tokens: int = Field(ge=1)
    messages: list[_Turn] = Field(min_length=1)
    system: str | list[_Block] = ""
    stream: bool = False
    output_config: _OutputConfig = _OutputConfig()

    @property
    def asked(self) -> Asked:
        """The request in common words."""
        form = self.output_config.format
        system = self.system if isinstance(self.system, str) else self.system[0].text
        told = Message(role="system", content=system)
        return Asked(
            messages=[told, *(turn.message for turn in self.messages)],
            schema=form.body if form else None,
            limit=self.max_tokens,
        )


async def messages(
    request: MessagesRequest, *, call: Call, knobs: Knobs, fault: Fault | None
) -> Response:
    """Return the response; its body is produced while it is sent."""
    asked = request.asked
    speaker = _Speaker(
        model=request.model,
        prompt_tokens=asked.tokens,
        answer=answer_to(asked, knobs, fault),
        call=call,
        pace=pace_of(knobs),
    )
    return speaker.streamed() if request.stream else await speaker.whole()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speaker(Speaker):
    def opening(self) -> Iterator[str]:
        block = {"type": "text", "text": ""}
        begun = {**self._message(), "content": [], "usage": self._usage(said=1)}
        yield _event("message_start", message=begun)
        yield _event("content_block_start", index=0, content_block=block)
        yield _event("ping")

    def token(self, text: str) -> str:
        delta = {"type": "text_delta", "text": text}
        return _event("content_block_delta", index=0, delta=delta)

    def closing(self) -> Iterator[str]:
        stop = {"stop_reason": _STOPS[self.answer.finish], "stop_sequence": None}
        usage = {**self._counted(len(self.answer.tokens)), "server_tool_use": None}
        yield _event("content_block_stop", index=0)
        yield _event("message_delta", delta=stop, usage=usage)
        yield _event("message_stop")

    def error(self) -> str:
        return _event("error", error={"type": "overloaded_error", "message": LIMITED})

    def completion(self) -> Json:
        declined = self.answer.finish == "refusal"
        text = DECLINED if declined else "".join(self.answer.tokens)
        return {
            **self._message(),
            "content": [{"type": "text", "text": text, "citations": None}],
            "stop_reason": _STOPS[self.answer.finish],
            "usage": self._usage(said=len(self.answer.tokens)),
        }

    def _message(self) -> dict[str, object]:
        return {
            "id": f"msg_{id(self.call)}",
            "type": "message",
            "role": "assistant",
            "model": self.model,
            "stop_reason": None,
            "stop_sequence": None,
        }

    def _usage(self, *, said: int) -> dict[str, object]:
        return {**self._counted(said), "service_tier": "standard"}

    def _counted(self, said: int) -> dict[str, object]:
        return {
            "input_tokens": self.prompt_tokens,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": 0,
            "output_tokens": said,
        }


def _event(name: str, **rest: object) -> str:
    return event({"type": name, **rest}, name=name)


def _refused(refusal: Refusal) -> Response:
    error = {
        "type": _TYPES.get(refusal.status, "api_error"),
        "message": refusal.message,
    }
    body = {"type": "error", "error": error, "request_id": None}
    return JSONResponse(body, refusal.status, headers=refusal.headers)


def _authorised(request: Request) -> bool:
    """Tell whether there is a key: a bearer's, or in the header of older clients."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    return bool(bearer or request.headers.get("x-api-key"))


ANTHROPIC = Dialect(
    authorised=_authorised,
    refused=_refused,
    too_long="prompt is too long: 250000 tokens > 200000 maximum",
)
