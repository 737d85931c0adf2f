"""AppError → RFC 9457 ``application/problem+json``. The only status table."""

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from walkumentary.controller.pointers import pointer_to
from walkumentary.domain.shared.errors import (
    AppError,
    BudgetSpent,
    Conflict,
    Delayed,
    Forbidden,
    GatewayError,
    GatewayTimeout,
    GatewayUnavailable,
    Invalid,
    LimitReached,
    NotFound,
    PreconditionMissing,
    Stale,
    TooLarge,
    Unauthenticated,
    UnsupportedMedia,
)

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[type[AppError], int] = {
    Unauthenticated: 401,
    BudgetSpent: 402,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Stale: 412,
    TooLarge: 413,
    UnsupportedMedia: 415,
    Invalid: 422,
    PreconditionMissing: 428,
    LimitReached: 429,
    Delayed: 503,
    GatewayError: 502,
    GatewayUnavailable: 503,
    GatewayTimeout: 504,
}


_RENAMED: Mapping[int, str] = {
    413: "Content Too Large",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}
"""What Python 3.13 calls them."""


class FieldProblemView(BaseModel):
    """One field that is wrong."""

    pointer: str = Field(examples=["/duration_minutes"])
    detail: str = Field(examples=["must lie in 5…180"])


class ProblemView(BaseModel):
    """RFC 9457 problem document."""

    type: str = Field(examples=["/problems/tour-not-found"])
    title: str = Field(examples=["Tour not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["You have no such tour."])
    instance: str = Field(examples=["/v1/tours/0199c0de-0000-7000-8000-000000000000"])
    code: str = Field(examples=["tour-not-found"])
    request_id: str
    errors: list[FieldProblemView]


def problems(*statuses: int) -> dict[int | str, dict[str, object]]:
    """Return the OpenAPI description of the problems a route may answer with."""
    return {
        status: {
            "description": _phrase(status),
            "content": {
                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemView"}}
            },
        }
        for status in statuses
    }


def _phrase(status: int) -> str:
    """Return the status's name in RFC 9110, whatever Python's release calls it."""
    return _RENAMED.get(status) or HTTPStatus(status).phrase


def status_of(error: type[AppError]) -> int:
    """Return the status of the nearest mapped ancestor, or 500."""
    mapped = (STATUS[kind] for kind in error.__mro__ if kind in STATUS)
    return next(mapped, 500)


def problem(error: AppError, *, instance: str, request_id: str) -> dict[str, object]:
    """Describe one occurrence; also the payload of a stream's error event."""
    return _document(
        title=error.title,
        status=status_of(type(error)),
        detail=error.detail,
        code=error.code,
        instance=instance,
        request_id=request_id,
        errors=[{"pointer": f.pointer, "detail": f.detail} for f in error.fields],
    )


def install_problems(app: FastAPI) -> None:
    """Register the handlers; Starlette walks the MRO for subclasses."""
    for kind, handle in _HANDLERS.items():
        app.add_exception_handler(kind, handle)
    app.add_exception_handler(Exception, _on_bug)


async def refusal(request: Request, error: Exception) -> Response:
    """Answer one of ``REFUSALS``."""
    handle = next(h for kind, h in _HANDLERS.items() if isinstance(error, kind))
    return await handle(request, error)


def _document(
    *,
    title: str,
    status: int,
    detail: str,
    code: str,
    instance: str,
    request_id: str,
    errors: Sequence[Mapping[str, str]] = (),
) -> dict[str, object]:
    return {
        "type": f"/problems/{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
        "code": code,
        "request_id": request_id,
        "errors": list(errors),
    }


async def _on_app_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)  # noqa: S101  registered for AppError only
    body = problem(error, instance=request.url.path, request_id=request_id_of(request))
    return JSONResponse(
        body,
        status_code=status_of(type(error)),
        media_type=MEDIA_TYPE,
        headers=_headers(error),
    )


def _headers(error: AppError) -> dict[str, str]:
    headers: dict[str, str] = {}
    if isinstance(error, Unauthenticated):
        headers["www-authenticate"] = "Bearer"
    if isinstance(error, Delayed) and (delay_s := _delay_s(error)):
        headers["retry-after"] = str(math.ceil(delay_s))
    return headers


def _delay_s(error: Delayed) -> float | None:
    """Return when to come back; what a budget forbids for good has no such time."""
    soon = 2.0 if isinstance(error, GatewayError) else None
    return error.retry_after_s or soon


async def _on_validation_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101  as registered
    errors = [
        {"pointer": pointer_to(found, error.body), "detail": _reason(found)}
        for found in error.errors()
    ]
    body = _document(
        title="Request not valid",
        status=422,
        detail="The request does not have the documented form.",
        code="request-not-valid",
        instance=request.url.path,
        request_id=request_id_of(request),
        errors=errors,
    )
    return JSONResponse(body, status_code=422, media_type=MEDIA_TYPE)


def _reason(found: Mapping[str, object]) -> str:
    """Return what is wrong; of unreadable JSON, also where."""
    context = found["ctx"] if found["type"] == "json_invalid" else {}
    where = context.get("error") if isinstance(context, dict) else None
    return f"{found['msg']}: {where}" if where else str(found["msg"])


async def _on_http_exception(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101  as registered
    phrase = _phrase(error.status_code)
    body = _document(
        title=phrase,
        status=error.status_code,
        detail=str(error.detail),
        code=phrase.lower().replace(" ", "-"),
        instance=request.url.path,
        request_id=request_id_of(request),
    )
    return JSONResponse(
        body,
        status_code=error.status_code,
        media_type=MEDIA_TYPE,
        headers=dict(error.headers or {}),
    )


_HANDLERS: Mapping[
    type[Exception], Callable[[Request, Exception], Awaitable[Response]]
] = {
    AppError: _on_app_error,
    RequestValidationError: _on_validation_error,
    HTTPException: _on_http_exception,
}
REFUSALS = tuple(_HANDLERS)
"""What is raised instead of an answer; everything else is a mistake of ours."""


async def _on_bug(request: Request, _error: Exception) -> JSONResponse:
    """Answer outside every middleware, so the id is told here."""
    request_id = request_id_of(request)
    body = _document(
        title="Unexpected failure",
        status=500,
        detail="This is our mistake; the request id helps us to find it.",
        code="unexpected",
        instance=request.url.path,
        request_id=request_id,
    )
    headers = {"x-request-id": request_id}
    return JSONResponse(body, status_code=500, media_type=MEDIA_TYPE, headers=headers)


def request_id_of(request: Request) -> str:
    """Return the id the request runs under."""
    request_id: str = request.scope.get("state", {}).get("request_id", "")
    return request_id
