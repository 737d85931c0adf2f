"""The provider's HTTP surface, and two doors for the test: its knobs and its ledger."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Protocol

from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.simulator.anthropic import ANTHROPIC, MessagesRequest, messages
from tests.simulator.author import SchemaNotSupported
from tests.simulator.chat import chat
from tests.simulator.dialects import OPENAI, Dialect, Refusal
from tests.simulator.embeddings import EmbeddingsRequest, embeddings
from tests.simulator.gemini import GEMINI, GenerateRequest, generate
from tests.simulator.knobs import (
    ANTHROPIC_MESSAGES,
    CHAT,
    EMBEDDINGS,
    GEMINI_STREAM,
    GEMINI_WHOLE,
    SPEECH,
    Fault,
    Kind,
    Knobs,
)
from tests.simulator.ledger import Call, Ledger
from tests.simulator.requests import ChatRequest, SpeechRequest
from tests.simulator.speech import speech
from tests.simulator.wire import conveyed

CALLS, KNOBS = "/__calls", "/__knobs"

_BODY = TypeAdapter(dict[str, object])


class _Handler[Body](Protocol):
    async def __call__(
        self, request: Body, *, call: Call, knobs: Knobs, fault: Fault | None
    ) -> Response:
        """Answer one call, as well as the fault allows."""
        ...


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider: how it is set, and what it was asked."""

    knobs: Knobs = field(default_factory=Knobs)
    calls: Ledger = field(default_factory=Ledger)

    def app(self) -> Starlette:
        """Return its application."""
        return Starlette(
            routes=[
                self._route(CHAT, ChatRequest, chat),
                self._route(SPEECH, SpeechRequest, speech),
                self._route(EMBEDDINGS, EmbeddingsRequest, embeddings),
                self._route(ANTHROPIC_MESSAGES, MessagesRequest, messages, ANTHROPIC),
                self._route(GEMINI_WHOLE, GenerateRequest, generate, GEMINI),
                self._route(GEMINI_STREAM, GenerateRequest, generate, GEMINI),
                Route(CALLS, self._ledger, methods=["GET", "DELETE"]),
                Route(KNOBS, self._turn, methods=["PUT"]),
            ]
        )

    def _route[Body: BaseModel](
        self,
        path: str,
        form: type[Body],
        handler: _Handler[Body],
        dialect: Dialect = OPENAI,
    ) -> Route:
        endpoint = self._answering(path, form, handler, dialect)
        return Route(path, endpoint, methods=["POST"])

    def _answering[Body: BaseModel](
        self, path: str, form: type[Body], handler: _Handler[Body], dialect: Dialect
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            body = _BODY.validate_json(await request.body())
            call = Call(path=path, body=body)
            self.calls.append(call)
            response = await self._answered(request, call, form, handler, dialect)
            call.status = response.status_code
            return response

        return endpoint

    async def _answered[Body: BaseModel](
        self,
        request: Request,
        call: Call,
        form: type[Body],
        handler: _Handler[Body],
        dialect: Dialect,
    ) -> Response:
        refusal = _unauthorised(request, dialect)
        fault = None if refusal else self.knobs.next_fault(call.path)
        refusal = refusal or _refusal(fault, dialect)
        if refusal:
            call.ended("refused")
            return dialect.refused(refusal)
        try:
            asked = form.model_validate(call.body)
            answer = await handler(asked, call=call, knobs=self.knobs, fault=fault)
            return conveyed(answer, fault, call)
        except (ValidationError, SchemaNotSupported) as error:
            call.ended("refused")
            return dialect.refused(Refusal(status=400, message=str(error)))

    async def _ledger(self, request: Request) -> Response:
        known = [asdict(call) for call in self.calls]
        if request.method == "DELETE":
            self.calls.clear()
        return JSONResponse(known)

    async def _turn(self, request: Request) -> Response:
        """Set every knob named in the body."""
        turned = TypeAdapter(Knobs).validate_json(await request.body())
        named = _BODY.validate_json(await request.body())
        for name in named:
            setattr(self.knobs, name, getattr(turned, name))
        return JSONResponse(asdict(self.knobs))


def _unauthorised(request: Request, dialect: Dialect) -> Refusal | None:
    if dialect.authorised(request):
        return None
    return Refusal(status=401, message="You didn't provide an API key.")


def _refusal(fault: Fault | None, dialect: Dialect) -> Refusal | None:
    refuse = _REFUSALS.get(fault.kind) if fault else None
    return refuse(fault, dialect) if refuse and fault else None


def _status(fault: Fault, _: Dialect) -> Refusal:
    return Refusal(
        status=fault.status,
        message=f"Simulated {fault.status}.",
        code=fault.code,
        retry_after_s=fault.retry_after_s,
    )


def _too_long(_: Fault, dialect: Dialect) -> Refusal:
    return Refusal(status=400, message=dialect.too_long, code=dialect.too_long_code)


_REFUSALS: Mapping[Kind, Callable[[Fault, Dialect], Refusal]] = {
    Kind.STATUS: _status,
    Kind.TOO_LONG: _too_long,
}
