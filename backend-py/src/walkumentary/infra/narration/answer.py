"""A model's answer while it streams: sentences leave as soon as each is complete.

The answer is one JSON object, ``{"sentences": [{"text": …, "notes": [0, 2]}, …]}``.
Provider-agnostic: whoever brings the characters also says why they ended.
"""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from walkumentary.domain.shared.errors import GatewayRefused, GatewayUnavailable
from walkumentary.domain.shared.text import sentences
from walkumentary.domain.tours.narration import Draft
from walkumentary.infra.narration.plain import plain


class AnswerRefused(GatewayRefused):
    """The model declined to write."""

    code = "answer-refused"
    title = "The writer declined"


class AnswerFiltered(GatewayRefused):
    """The provider's content filter stopped the answer."""

    code = "answer-filtered"
    title = "The writer was stopped by a filter"


class AnswerEmpty(GatewayUnavailable):
    """The answer held no sentence."""

    code = "answer-empty"
    title = "The writer said nothing"


class AnswerCutShort(GatewayUnavailable):
    """The answer ended before it was complete."""

    code = "answer-cut-short"
    title = "The writer was cut short"


class AnswerMalformed(GatewayUnavailable):
    """The answer is not what the schema asks for."""

    code = "answer-malformed"
    title = "The writer broke the form"


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


class _Written(BaseModel):
    model_config = ConfigDict(strict=True)

    text: str
    notes: list[int]


_ITEMS = TypeAdapter(dict[str, list[object]])


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
        self._ended = False

    def more(self, text: str) -> Iterator[Draft]:
        """Take in more characters and yield the sentences they complete.

        A sentence counts as complete when the next one has begun: before that, the
        last number of its citations might still be growing.

        Raises:
            AnswerMalformed: this is not, and will not become, what was asked for.
        """
        self._text += text
        if self._text.strip():
            yield from self._new(_items(self._text, partial=True)[:-1])

    def end(self) -> Iterator[Draft]:
        """Yield what the end of a good answer completes.

        Raises:
            AnswerEmpty: nothing was written at all.
            AnswerMalformed: the JSON broke off.
        """
        self._ended = True
        if self._text.strip():
            yield from self._new(_items(self._text, partial=False))
        if not (self._given or self._goes_on):
            raise AnswerEmpty("The model's answer was empty.")

    def check_ended(self) -> None:
        """Refuse an answer that stopped without saying that it is over.

        Raises:
            AnswerCutShort: ``end`` was never called.
        """
        if not self._ended:
            raise AnswerCutShort("The model's answer broke off.")

    def _new(self, items: list[object]) -> Iterator[Draft]:
        for item in items[self._given :]:
            self._given += 1
            yield from self._drafts(_written(item))

    def _drafts(self, written: _Written) -> Iterator[Draft]:
        cites = dict.fromkeys(n for n in written.notes if 0 <= n < self._notes)
        for text in sentences(plain(written.text)):
            yield Draft(text, tuple(cites))


def _items(text: str, *, partial: bool) -> list[object]:
    try:
        value: object = from_json(text, allow_partial=partial)
        return _ITEMS.validate_python(value).get("sentences", [])
    except ValueError as error:
        raise AnswerMalformed(
            "The model's answer is not the JSON asked for."
        ) from error


def _written(item: object) -> _Written:
    try:
        return _Written.model_validate(item)
    except ValidationError as error:
        raise AnswerMalformed("A sentence is not as the schema says.") from error
