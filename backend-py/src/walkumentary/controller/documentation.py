"""The OpenAPI document, with our problem documents in place of the framework's."""

from collections.abc import Callable, Iterator, Mapping

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from walkumentary.controller.idempotency import IDEMPOTENCY_KEY
from walkumentary.controller.problem import ProblemView, problems

type Json = dict[str, object]

_KEYED = problems(409, 422)
_RATE_HEADERS = {
    name: {"description": told, "schema": {"type": "string"}}
    for name, told in {
        "Retry-After": "Seconds until more is answered",
        "RateLimit": "What is left of each quota, as in"
        ' `"signed-in-60s";r=99;t=60`; on every limited answer',
        "RateLimit-Policy": 'The quotas, as in `"signed-in-60s";q=100;w=60`',
    }.items()
}
_REFS = "#/components/schemas/{model}"
_FRAMEWORKS = ("HTTPValidationError", "ValidationError")


class DocumentedApi(FastAPI):
    """FastAPI whose document says what really is answered."""

    def openapi(self) -> Json:
        """Return the document; made once."""
        if self.openapi_schema is None:
            _complete(super().openapi())
        return super().openapi()


def _complete(document: Json) -> None:
    _define_problems(document)
    _each(_operations(document), _correct)
    _each(_operations(document, "post"), _take_key)
    _each(_operations(document, under="/v1/"), _limit)


def _each(operations: Iterator[Json], change: Callable[[Json], None]) -> None:
    for operation in operations:
        change(operation)


def _define_problems(document: Json) -> None:
    _, definitions = models_json_schema(
        [(ProblemView, "serialization")], ref_template=_REFS
    )
    schemas = _part(_part(document, "components"), "schemas")
    schemas.update(definitions["$defs"])
    for name in _FRAMEWORKS:
        schemas.pop(name, None)


def _operations(
    document: Json, method: str | None = None, *, under: str = "/"
) -> Iterator[Json]:
    paths = _part(document, "paths")
    for path in (_part(paths, name) for name in paths if name.startswith(under)):
        yield from (_part(path, one) for one in path if method in {None, one})


def _take_key(operation: Json) -> None:
    """Say that a POST may be repeated under its key."""
    parameters = operation.setdefault("parameters", [])
    assert isinstance(parameters, list)  # noqa: S101  as OpenAPI defines it
    parameters.append(IDEMPOTENCY_KEY)
    _answer_also(operation, _KEYED)


def _limit(operation: Json) -> None:
    """Say that requests are counted, and what a refused one is told."""
    _answer_also(operation, problems(429))
    refused = _part(_part(operation, "responses"), "429")
    refused["headers"] = _RATE_HEADERS


def _answer_also(operation: Json, answers: Mapping[int | str, Json]) -> None:
    own = _part(operation, "responses")
    also = {str(status): dict(told) for status, told in answers.items()}
    operation["responses"] = dict(sorted({**also, **own}.items()))


def _correct(operation: Json) -> None:
    """Replace the framework's description of a 422, which we never send."""
    responses = _part(operation, "responses")
    if "HTTPValidationError" in str(responses.get("422")):
        responses["422"] = problems(422)[422]


def _part(whole: Json, name: str) -> Json:
    part = whole[name]
    assert isinstance(part, dict)  # noqa: S101  as OpenAPI defines it
    return part
