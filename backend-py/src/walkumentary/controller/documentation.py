"""The OpenAPI document, with our problem documents in place of the framework's."""

from collections.abc import Iterator

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from walkumentary.controller.problem import ProblemView, problems

type Json = dict[str, object]

_REFS = "#/components/schemas/{model}"
_FRAMEWORKS = ("HTTPValidationError", "ValidationError")


class DocumentedApi(FastAPI):
    """FastAPI whose document says what really is answered."""

    def openapi(self) -> Json:
        """Return the document; made once."""
        if self.openapi_schema is None:
            document: Json = super().openapi()
            _define_problems(document)
            for responses in _responses(document):
                _correct(responses)
        return super().openapi()


def _define_problems(document: Json) -> None:
    _, definitions = models_json_schema(
        [(ProblemView, "serialization")], ref_template=_REFS
    )
    schemas = _part(_part(document, "components"), "schemas")
    schemas.update(definitions["$defs"])
    for name in _FRAMEWORKS:
        schemas.pop(name, None)


def _responses(document: Json) -> Iterator[Json]:
    for path in _part(document, "paths").values():
        assert isinstance(path, dict)  # noqa: S101  as OpenAPI defines it
        for operation in path.values():
            yield _part(operation, "responses")


def _correct(responses: Json) -> None:
    """Replace the framework's description of a 422, which we never send."""
    if "HTTPValidationError" in str(responses.get("422")):
        responses["422"] = problems(422)[422]


def _part(whole: Json, name: str) -> Json:
    part = whole[name]
    assert isinstance(part, dict)  # noqa: S101  as OpenAPI defines it
    return part
