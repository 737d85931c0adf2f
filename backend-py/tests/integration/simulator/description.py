"""An OpenAPI description as something that checks values."""

from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

OURS = Path(__file__).with_name("our_description.yaml")

type Json = dict[str, object]
_JSON = TypeAdapter(Json)


class Description:
    """One description file; its schemas are named as in the file."""

    def __init__(self, path: Path) -> None:
        with path.open() as file:
            self._document = _JSON.validate_python(in_json_schema(yaml.safe_load(file)))

    def problems(self, schema: str, value: object) -> list[str]:
        """Return what is wrong with a value, nothing if it is as described."""
        reference = {"$ref": f"#/components/schemas/{schema}"}
        validator = Draft202012Validator({**self._document, **reference})
        return [
            f"{error.json_path}: {error.message}"
            for error in validator.iter_errors(value)
        ]


def in_json_schema(node: object) -> object:
    """Write OpenAPI 3.0's ``nullable``, still used in the file, as JSON Schema does."""
    if isinstance(node, list):
        return [in_json_schema(one) for one in node]
    return _nullable_object(node) if isinstance(node, dict) else node


def _nullable_object(node: Json) -> object:
    inner = {
        key: in_json_schema(value) for key, value in node.items() if key != "nullable"
    }
    return (
        {"anyOf": [inner, {"type": "null"}]} if node.get("nullable") is True else inner
    )
