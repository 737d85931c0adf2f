"""A model's answer while it streams: sentences leave as soon as each is complete.

The answer is one JSON object, ``{"sentences": [{"text": …, "notes": [0, 2]}, …]}``.
Provider-agnostic: whoever brings the characters also says why they ended.
"""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from walkumentary.domain.shared.text import sentences
from walkumentary.domain.tours.narration import Draft
from walkumentary.gateway.answers import AnswerEmpty, AnswerMalformed, PromptEchoed
from walkumentary.infra.narration.plain import plain
from walkumentary.infra.narration.repair import repaired

SCHEMA: Mapping[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sentences"],
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["text", "notes"],
                "properties": {
                    "text": {"type": "string"},
                    "notes": {"type": "array", "items": {"type": "integer"}},
                },
            },
        }
    },
}
"""What is asked of the provider; closed and complete, as strict modes want it."""

_LONGEST_PREAMBLE = 100
_OF_THE_PROMPT = ("<data>", '"already_written"', '"short_name"')
"""What only our own turn holds."""


class _Written(BaseModel):
    model_config = ConfigDict(strict=True)

    text: str
    notes: list[int]


class _Whole(BaseModel):
    sentences: list[object]


_PARTIAL = TypeAdapter(dict[str, list[object]])


class Answer:
    """Collects characters and gives out each sentence once.

    Args:
        notes: how many notes there are to cite; other citations are left out.
        goes_on: it continues sentences that stand, so it may add none.
    """

    def __init__(self, *, notes: int, goes_on: bool) -> None:
        self._notes = notes
        self._goes_on = goes_on
        self._text = ""
        self._given = 0
        self._broken = False

    def more(self, text: str) -> Iterator[Draft]:
        """Take in more characters and yield the sentences they complete.

        A sentence counts as complete when the next one has begun: before that, the
        last number of its citations might still be growing. Where the form breaks,
        the rest waits for the end, since the whole may be mended.

        Raises:
            AnswerMalformed: this is not, and will not become, what was asked for.
        """
        self._text += text
        yield from self._new(self._so_far()[:-1])

    def end(self) -> Iterator[Draft]:
        """Yield what the end of a good answer completes.

        Raises:
            AnswerEmpty: nothing was written at all.
            AnswerMalformed: the JSON broke off, or breaks the schema.
            PromptEchoed: it is what the model was told.
        """
        if self._text.strip():
            yield from self._new(_whole(self._text))
        if not (self._given or self._goes_on):
            raise AnswerEmpty("The model's answer was empty.")

    def _so_far(self) -> list[object]:
        began = self._text.find("{")
        if began < 0 or self._broken:
            self._bear_with_preamble()
            return []
        return self._parsed(self._text[began:])

    def _bear_with_preamble(self) -> None:
        if "{" not in self._text and len(self._text) > _LONGEST_PREAMBLE:
            raise AnswerMalformed("The model's answer is prose.")

    def _parsed(self, text: str) -> list[object]:
        try:
            value: object = from_json(text, allow_partial=True)
            return _PARTIAL.validate_python(value).get("sentences", [])
        except ValueError:
            self._broken = True
            return []

    def _new(self, items: list[object]) -> Iterator[Draft]:
        for item in items[self._given :]:
            self._given += 1
            yield from self._drafts(_written(item))

    def _drafts(self, written: _Written) -> Iterator[Draft]:
        cites = dict.fromkeys(n for n in written.notes if 0 <= n < self._notes)
        for text in sentences(plain(written.text)):
            yield Draft(text, tuple(cites))


def _whole(text: str) -> list[object]:
    try:
        return _Whole.model_validate(_value(text)).sentences
    except ValidationError as error:
        raise _misshapen(text) from error


def _value(text: str) -> object:
    """Return the JSON value; a broken one mended, None where nothing can be known."""
    try:
        return from_json(text)
    except ValueError:
        return repaired(text)


def _misshapen(text: str) -> AnswerMalformed | PromptEchoed:
    if any(mark in text for mark in _OF_THE_PROMPT):
        return PromptEchoed("The model repeated what it was given.")
    return AnswerMalformed("The model's answer is not the JSON asked for.")


def _written(item: object) -> _Written:
    try:
        return _Written.model_validate(item)
    except ValidationError as error:
        raise AnswerMalformed("A sentence is not as the schema says.") from error
