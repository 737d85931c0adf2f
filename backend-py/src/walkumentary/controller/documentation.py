"""The OpenAPI document, with our problem documents in place of the framework's."""

from collections.abc import Iterator

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from walkumentary.controller.idempotency import IDEMPOTENCY_KEY
from walkumentary.controller.problem import ProblemView, problems

type Json = dict[str, object]

_KEYED = {str(status): told for status, told in problems(409, 422).items()}
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
    for operation in _operations(document):
        _correct(_part(operation, "responses"))
    for operation in _operations(document, "post"):
        _take_key(operation)


def _define_problems(document: Json) -> None:
    _, definitions = models_json_schema(
        [(ProblemView, "serialization")], ref_template=_REFS
    )
    schemas = _part(_part(document, "components"), "schemas")
    schemas.update(definitions["$defs"])
    for name in _FRAMEWORKS:
        schemas.pop(name, None)


def _operations(document: Json, method: str | None = None) -> Iterator[Json]:
    for path in _part(document, "paths").values():
        assert isinstance(path, dict)  # noqa: S101  as OpenAPI defines it
        yield from (path[one] for one in path if method in {None, one})


def _take_key(operation: Json) -> None:
    """Say that a POST may be repeated under its key."""
    parameters = operation.setdefault("parameters", [])
    assert isinstance(parameters, list)  # noqa: S101  as OpenAPI defines it
    parameters.append(IDEMPOTENCY_KEY)
    responses = _part(operation, "responses")
    operation["responses"] = dict(sorted({**_KEYED, **responses}.items()))


def _correct(responses: Json) -> None:
    """Replace the framework's description of a 422, which we never send."""
    if "HTTPValidationError" in str(responses.get("422")):
        responses["422"] = problems(422)[422]


def _part(whole: Json, name: str) -> Json:
    part = whole[name]
    assert isinstance(part, dict)  # noqa: S101  as OpenAPI defines it
    return part
