"""A provider's own Python types as something that checks values."""

from collections.abc import Iterator

from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

type Json = dict[str, object]
_JSON = TypeAdapter(Json)


def problems[T](adapter: TypeAdapter[T], text: str | bytes) -> list[str]:
    """Return what is wrong with a JSON text, nothing if it is of the type, strictly.

    The clients' models let unknown names pass; here these are problems.
    """
    try:
        value = adapter.validate_json(text, strict=True)
    except ValidationError as error:
        return [f"{one['loc']}: {one['msg']}" for one in error.errors()]
    return [f"unknown: {name}" for name in _unknown(value)]


def _unknown(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from value.model_extra or ()
    for inner in _inside(value):
        yield from _unknown(inner)


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, BaseModel):
        yield from (inner for _, inner in value)
    elif isinstance(value, list | tuple):
        yield from value


def schema_problems[T](adapter: TypeAdapter[T], value: object) -> list[str]:
    """Return what is wrong with a request made for a typed dictionary.

    By its JSON schema, since pydantic leaves Iterables unread; every object closed.
    """
    schema = _JSON.validate_python(_closed(adapter.json_schema()))
    found = Draft202012Validator(schema).iter_errors(value)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def _closed(node: object) -> object:
    if isinstance(node, list):
        return [_closed(one) for one in node]
    return _closed_object(node) if isinstance(node, dict) else node


def _closed_object(node: Json) -> Json:
    inner = {key: _closed(value) for key, value in node.items()}
    described = isinstance(node.get("properties"), dict) and "type" in node
    return {**inner, "additionalProperties": False} if described else inner
