"""POST /v1beta/models/{model}:generateContent of Gemini, and its streaming sibling."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.simulator.answering import (
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
from tests.simulator.knobs import GEMINI_STREAM, Fault, Knobs
from tests.simulator.ledger import Call
from tests.simulator.requests import Message

_FINISHES: Mapping[Finish, str] = {
    "stop": "STOP",
    "length": "MAX_TOKENS",
    "content_filter": "SAFETY",
    "refusal": "PROHIBITED_CONTENT",
}
_STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    503: "UNAVAILABLE",
}
_DETAIL = "type.googleapis.com/google.rpc"
_MODEL = "gemini-simulated"


class _Camel(BaseModel):
    """Names as JSON has them; the API takes those of its protocol buffers too."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="forbid",
        protected_namespaces=(),
    )


class _Data(_Camel):
    mime_type: str
    data: str


class _Part(_Camel):
    text: str = ""
    inline_data: _Data | None = None


class _Content(_Camel):
    role: Literal["user"] = "user"
    parts: list[_Part]

    @property
    def text(self) -> str:
        """All of it as one text."""
        return "".join(part.text for part in self.parts)


class _Generation(_Camel):
    candidate_count: Literal[1] = 1
    max_output_tokens: int | None = None
    response_mime_type: Literal["text/plain", "application/json"] = "text/plain"
    response_json_schema: Mapping[str, object] | None = None
    temperature: float | None = None


class GenerateRequest(_Camel):
    """Either call, as far as it is understood here."""

    contents: list[_Content] = Field(min_length=1)
    system_instruction: _Content | None = None
    generation_config: _Generation = _Generation()
    safety_settings: list[object] = []

    @property
    def asked(self) -> Asked:
        """The request in common words."""
        system = self.system_instruction.text if self.system_instruction else ""
        turns = [Message(role="user", content=turn.text) for turn in self.contents]
        return Asked(
            messages=[Message(role="system", content=system), *turns],
            schema=self.generation_config.response_json_schema,
            limit=self.generation_config.max_output_tokens,
        )


async def generate(
    request: GenerateRequest, *, call: Call, knobs: Knobs, fault: Fault | None
) -> Response:
    """Return the response; its body is produced while it is sent."""
    asked = request.asked
    speaker = _Speaker(
        model=_MODEL,
        prompt_tokens=asked.tokens,
        answer=answer_to(asked, knobs, fault),
        call=call,
        pace=pace_of(knobs),
    )
    streamed = call.path == GEMINI_STREAM
    return speaker.streamed() if streamed else await speaker.whole()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speaker(Speaker):
    def opening(self) -> Iterator[str]:
        return iter(())

    def token(self, text: str) -> str:
        return event(self._response(text, said=self.call.units))

    def closing(self) -> Iterator[str]:
        finish = _FINISHES[self.answer.finish]
        said = len(self.answer.tokens)
        yield event(self._response("", said=said, finish=finish))

    def error(self) -> str:
        error = {"code": 503, "message": LIMITED, "status": _STATUSES[503]}
        return event({"error": error})

    def completion(self) -> Json:
        return self._response(
            "".join(self.answer.tokens),
            said=len(self.answer.tokens),
            finish=_FINISHES[self.answer.finish],
        )

    def _response(self, text: str, *, said: int, finish: str | None = None) -> Json:
        candidate = {
            "content": {"parts": [{"text": text}], "role": "model"},
            "index": 0,
            **({"finishReason": finish} if finish else {}),
        }
        usage = {
            "promptTokenCount": self.prompt_tokens,
            "candidatesTokenCount": said,
            "totalTokenCount": self.prompt_tokens + said,
        }
        return {
            "candidates": [candidate],
            "usageMetadata": usage,
            "modelVersion": self.model,
            "responseId": str(id(self.call)),
        }


def _refused(refusal: Refusal) -> Response:
    error = {
        "code": refusal.status,
        "message": refusal.message,
        "status": _STATUSES.get(refusal.status, "INTERNAL"),
        "details": list(_details(refusal)),
    }
    return JSONResponse({"error": error}, refusal.status)


def _details(refusal: Refusal) -> Iterator[dict[str, str]]:
    if refusal.code:
        yield {"@type": f"{_DETAIL}.ErrorInfo", "reason": refusal.code}
    if refusal.retry_after_s is not None:
        wait = f"{refusal.retry_after_s:g}s"
        yield {"@type": f"{_DETAIL}.RetryInfo", "retryDelay": wait}


def _authorised(request: Request) -> bool:
    return bool(request.headers.get("x-goog-api-key"))


GEMINI = Dialect(
    authorised=_authorised,
    refused=_refused,
    too_long="The input token count (1500000) exceeds the maximum number of tokens "
    "allowed (1048576).",
)
