"""The provider's HTTP surface, and two doors for the test: its knobs and its ledger."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import Protocol

from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.simulator.chat import chat
from tests.simulator.knobs import CHAT, SPEECH, Kind, Knobs
from tests.simulator.ledger import Call, Ledger
from tests.simulator.requests import ChatRequest, SpeechRequest, refused
from tests.simulator.speech import speech

CALLS, KNOBS = "/__calls", "/__knobs"

_BODY = TypeAdapter(dict[str, object])


class _Handler[Body](Protocol):
    async def __call__(self, request: Body, *, call: Call, knobs: Knobs) -> Response:
        """Answer one call."""
        ...


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider: how it is set, and what it was asked."""

    knobs: Knobs = field(default_factory=Knobs)
    calls: Ledger = field(default_factory=Ledger)

    def app(self) -> Starlette:
        """Return its application."""
        post, both = ["POST"], ["GET", "DELETE"]
        return Starlette(
            routes=[
                Route(CHAT, self._answering(CHAT, ChatRequest, chat), methods=post),
                Route(
                    SPEECH,
                    self._answering(SPEECH, SpeechRequest, speech),
                    methods=post,
                ),
                Route(CALLS, self._ledger, methods=both),
                Route(KNOBS, self._turn, methods=["PUT"]),
            ]
        )

    def _answering[Body: BaseModel](
        self, path: str, form: type[Body], handler: _Handler[Body]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            body = _BODY.validate_json(await request.body())
            call = Call(path=path, body=body)
            self.calls.append(call)
            response = await self._answered(request, call, form, handler)
            call.status = response.status_code
            return response

        return endpoint

    async def _answered[Body: BaseModel](
        self, request: Request, call: Call, form: type[Body], handler: _Handler[Body]
    ) -> Response:
        refusal = _unauthorised(request) or self._fault(call)
        if refusal:
            call.ended("refused")
            return refusal
        try:
            asked = form.model_validate(call.body)
        except ValidationError as error:
            call.ended("refused")
            return refused(400, str(error), kind="invalid_request_error")
        return await handler(asked, call=call, knobs=self.knobs)

    def _fault(self, call: Call) -> Response | None:
        due = next((one for one in self.knobs.faults if one.path == call.path), None)
        if due is None or due.kind is not Kind.STATUS:
            return None
        fault = self.knobs.next_fault(call.path) or due
        return refused(
            fault.status,
            f"Simulated {fault.status}.",
            kind="server_error",
            retry_after_s=fault.retry_after_s,
        )

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


def _unauthorised(request: Request) -> Response | None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme == "Bearer" and key:
        return None
    message = "You didn't provide an API key."
    return refused(401, message, kind="invalid_request_error")
