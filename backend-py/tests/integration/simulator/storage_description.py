"""The description of Supabase Storage as something that checks calls and answers."""

import json
from collections.abc import Iterable
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from tests.integration.simulator.description import Json, in_json_schema

OURS = Path(__file__).with_name("our_storage_description.yaml")

_JSON = TypeAdapter(Json)


class StorageDescription:
    """One description file; an operation is a method and a path as in the file."""

    def __init__(self, path: Path) -> None:
        # JSON is YAML as well, but takes seconds to be read as such.
        read = json.loads if path.suffix == ".json" else yaml.safe_load
        document = read(path.read_text(encoding="utf-8"))
        self._document = _JSON.validate_python(in_json_schema(document))

    def knows(self, operation: tuple[str, str]) -> bool:
        """Return whether there is such an operation."""
        method, path = operation
        return method in self._at(["paths", path])

    def of_request(self, operation: tuple[str, str], body: object) -> list[str]:
        """Return what is wrong with the JSON body of a request."""
        return self._problems([*_place(operation), "requestBody"], body)

    def of_answer(
        self, operation: tuple[str, str], status: str, body: object
    ) -> list[str]:
        """Return what is wrong with the JSON body of an answer.

        Args:
            operation: method and path.
            status: as in the file, ``200`` or ``4XX``.
            body: as it came.
        """
        return self._problems([*_place(operation), "responses", status], body)

    def _problems(self, place: Iterable[str], body: object) -> list[str]:
        schema = self._at([*place, "content", "application/json", "schema"])
        validator = Draft202012Validator({**self._document, **schema})
        errors = validator.iter_errors(body)
        return [f"{error.json_path}: {error.message}" for error in errors]

    def _at(self, keys: Iterable[str]) -> Json:
        node = self._document
        for key in keys:
            node = _JSON.validate_python(node.get(key, {}))
        return node


def _place(operation: tuple[str, str]) -> tuple[str, str, str]:
    method, path = operation
    return ("paths", path, method)
