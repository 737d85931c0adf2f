"""The description of Supabase Auth as something that checks calls and answers."""

import json
from collections.abc import Sequence
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from tests.integration.simulator.description import Json, in_json_schema
from tests.simulator.auth import Call

_JSON = TypeAdapter(Json)
_LIST = TypeAdapter(list[Json])
_ERROR = "#/components/schemas/ErrorSchema"


class AuthDescription:
    """The description's file; an operation is a method and a path as in it."""

    def __init__(self, path: Path) -> None:
        # Statuses are numbers in YAML, and names in JSON.
        document = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8"))))
        self._document = _JSON.validate_python(in_json_schema(document))
        self._close("UserSchema", "IdentitySchema", "ErrorSchema")
        self._close("AccessTokenResponseSchema")

    def _close(self, *names: str) -> None:
        """Leave no room for what is not described: a session is no user."""
        schemas = self._at(self._document, "components", "schemas")
        closed = {name: _closed(self._at(schemas, name)) for name in names}
        components = self._at(self._document, "components")
        self._document["components"] = {**components, "schemas": {**schemas, **closed}}

    def knows(self, call: Call) -> bool:
        """Return whether there is such an operation."""
        return bool(self._operation(call))

    def of_request(self, call: Call) -> list[str]:
        """Return what is wrong with a call."""
        schema = self._at(self._operation(call), "requestBody", *_CONTENT)
        body = self._problems(_closed(schema), dict(call.body)) if schema else []
        return body + self._of_query(call)

    def of_answer(self, call: Call) -> list[str]:
        """Return what is wrong with the answer to a call."""
        described = self._at(self._operation(call), "responses", call.status)
        known = self._resolved(described)
        schema = self._at(known, *_CONTENT) or self._undescribed(call)
        return self._problems(schema, json.loads(call.answer)) if call.answer else []

    def _of_query(self, call: Call) -> list[str]:
        described = _parameters(self._operation(call))
        return [
            problem
            for one in described
            for problem in self._of_parameter(one, call.query.get(str(one["name"])))
        ]

    def _of_parameter(self, described: Json, value: str | None) -> list[str]:
        if value is not None:
            return self._problems(_JSON.validate_python(described["schema"]), value)
        return [f"{described['name']} is missing"] if described.get("required") else []

    def _operation(self, call: Call) -> Json:
        return self._at(self._document, "paths", str(call.op), call.method)

    def _undescribed(self, call: Call) -> Json:
        """Return the form of a refusal whose status the description leaves out."""
        return {"$ref": _ERROR} if call.status >= 400 else {}

    def _resolved(self, node: Json) -> Json:
        reference = str(node.get("$ref", "")).removeprefix("#/")
        return self._at(self._document, *reference.split("/")) if reference else node

    def _problems(self, schema: Json, value: object) -> list[str]:
        validator = Draft202012Validator({**self._document, **schema})
        errors = validator.iter_errors(value)
        return [f"{error.json_path}: {error.message}" for error in errors]

    def _at(self, node: Json, *keys: object) -> Json:
        for key in keys:
            node = _JSON.validate_python(node.get(str(key), {}))
        return node


_CONTENT = ("content", "application/json", "schema")


def _closed(schema: Json) -> Json:
    """Return the form without room for fields that are not described."""
    return (
        {**schema, "additionalProperties": False} if "properties" in schema else schema
    )


def _parameters(operation: Json) -> Sequence[Json]:
    listed = _LIST.validate_python(operation.get("parameters", []))
    return [one for one in listed if one.get("in") == "query"]
