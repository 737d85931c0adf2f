"""The model's mind: sentences taken from the numbered notes of the prompt."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from tests.simulator.requests import Message
from walkumentary.domain.shared.text import sentences, word_count

_TOKEN = re.compile(r" ?\w{1,8}| ?[^\w\s]+|\s+")
"""About what byte-pair encodings make of English: 1.3 to 1.4 tokens a word."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence and the number of the note it comes from."""

    text: str
    number: int


class _Note(BaseModel):
    number: int
    text: str


class _Material(BaseModel):
    notes: list[_Note] = Field(min_length=1)
    words: int = 170
    already_written: list[str] = []


def tokens(text: str) -> list[str]:
    """Cut a text into pieces of the size of tokens; joined they are the text."""
    return _TOKEN.findall(text)


class _Scene(BaseModel):
    candidates: list[str]


def lines_for(messages: Sequence[Message], *, invent_every: int) -> list[Line]:
    """Answer the user's turns: whole sentences of their notes, to the length asked.

    Sentences that stand already are not said again and count towards the length.
    """
    turns = [turn.text for turn in messages if turn.role == "user"]
    asked = _first(_Material, turns)
    chosen = _chosen(asked) if asked else _seen(_first(_Scene, turns))
    return [_told(line, n, invent_every) for n, line in enumerate(chosen, start=1)]


def _seen(scene: _Scene | None) -> list[Line]:
    """Return what stands nearest: this model recognises whatever it is told of."""
    return [Line(name, 0) for name in scene.candidates[:1]] if scene else []


def _first[Form: BaseModel](form: type[Form], texts: Sequence[str]) -> Form | None:
    """Return the first JSON object in the texts that has this form."""
    return next(filter(None, (_found(form, text) for text in texts)), None)


def _found[Form: BaseModel](form: type[Form], text: str) -> Form | None:
    starts = (match.start() for match in re.finditer(r"\{", text))
    return next(filter(None, (_read(form, text, start) for start in starts)), None)


def _read[Form: BaseModel](form: type[Form], text: str, start: int) -> Form | None:
    try:
        value: object = json.JSONDecoder().raw_decode(text, start)[0]
        return form.model_validate(value)
    except (json.JSONDecodeError, ValidationError):
        return None


def _chosen(asked: _Material) -> list[Line]:
    said = frozenset(asked.already_written)
    room = asked.words - sum(map(word_count, asked.already_written))
    chosen: list[Line] = []
    for line in _lines(asked.notes):
        enough = room < word_count(line.text) / 2
        if line.text not in said and not enough:
            chosen.append(line)
            room -= word_count(line.text)
    return chosen


def _lines(notes: Sequence[_Note]) -> list[Line]:
    return [Line(text, note.number) for note in notes for text in sentences(note.text)]


def _told(line: Line, turn: int, invent_every: int) -> Line:
    if not invent_every or turn % invent_every:
        return line
    claim = line.text.rstrip(".!?") + ", as Zebulon Quark noted in 1387."
    return Line(claim, line.number)


class SchemaNotSupported(ValueError):
    """A schema that the provider's strict mode refuses."""


def shaped(schema: Mapping[str, object], lines: Sequence[Line]) -> object:
    """Put the lines into a JSON value that the schema allows.

    Objects hold what their properties ask for, an array of objects one per line, a
    string the text, an integer the note's number.

    Raises:
        SchemaNotSupported: a type unknown here, or an object that is not closed.
    """
    either = schema.get("anyOf")
    if isinstance(either, list):
        return shaped(_inner(either[0 if lines else -1]), lines)
    shape = _SHAPES.get(str(schema.get("type")))
    if shape is None:
        raise SchemaNotSupported(f"Invalid schema: type {schema.get('type')!r}.")
    return shape(schema, lines)


def _object(schema: Mapping[str, object], lines: Sequence[Line]) -> object:
    properties = _inner(schema.get("properties", {}))
    closed = schema.get("additionalProperties") is False
    if not closed or schema.get("required") != list(properties):
        raise SchemaNotSupported(
            "Invalid schema: 'additionalProperties' is required to be false and "
            "'required' to list every property."
        )
    return {key: shaped(_inner(value), lines) for key, value in properties.items()}


def _array(schema: Mapping[str, object], lines: Sequence[Line]) -> object:
    items = _inner(schema.get("items"))
    return [shaped(items, [line]) for line in lines]


def _string(_: Mapping[str, object], lines: Sequence[Line]) -> object:
    return " ".join(line.text for line in lines)


def _integer(_: Mapping[str, object], lines: Sequence[Line]) -> object:
    return next((line.number for line in lines), 0)


def _number(_: Mapping[str, object], lines: Sequence[Line]) -> object:
    return 0.75 if lines else 0.0


def _null(_: Mapping[str, object], __: Sequence[Line]) -> object:
    return None


def _inner(value: object) -> Mapping[str, object]:
    return TypeAdapter(dict[str, object]).validate_python(value)


_SHAPES: Mapping[str, Callable[[Mapping[str, object], Sequence[Line]], object]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "number": _number,
    "null": _null,
}
