"""What a model may get wrong in good form: its language, its part, its task."""

import re

from walkumentary.domain.shared.foreign import is_foreign
from walkumentary.domain.shared.text import folded
from walkumentary.domain.tours.narration import Draft
from walkumentary.gateway.answers import AnswerRefused, PromptEchoed, WrongLanguage

_RUN = 8
"""Words in a row that two texts do not share by chance."""
_OF_THE_PROMPT = ("<data>", "</data>", "already_written", "short_name")
_DECLINES = re.compile(
    r"(?:i['’]?m sorry|i am sorry|sorry|i apologi[sz]e)\b.{0,20}\bi (?:can|am not able)"
    r"|i (?:can['’]?t|cannot|can not|am not able to|am unable to|won['’]t) "
    r"(?:help|assist|write|create|provide|comply|do|fulfil)"
    r"|as an ai\b"
    r"|(?:es tut mir leid|tut mir leid|leider kann ich|ich kann dir|ich kann ihnen)\b"
    r".{0,40}\b(?:nicht|keine)"
    r"|(?:je suis désolée?|désolée?)\b.{0,20}\bje ne (?:peux|puis)"
    r"|lo siento\b.{0,20}\bno puedo"
    r"|mi dispiace\b.{0,20}\bnon posso"
    r"|het spijt me\b.{0,20}\bik kan",
    re.IGNORECASE,
)
"""How models decline, in the languages of the starter notes and their neighbours."""


class Inspection:
    """Looks at each sentence of one answer before it is passed on.

    Args:
        language: BCP 47 tag asked for.
        instructions: what the model was told and should not say.
    """

    def __init__(self, *, language: str, instructions: str) -> None:
        self._language = language
        self._instructions = f" {folded(instructions)} "
        self._undecided = ""
        self._passed = 0

    def passed(self, draft: Draft) -> Draft:
        """Return the sentence if it may be one of a narration.

        Raises:
            AnswerRefused: it declines, in words.
            PromptEchoed: it repeats the instructions.
            WrongLanguage: it, with those before it, is clearly in another one.
        """
        self._refuse_declining(draft)
        self._refuse_echo(draft.text)
        self._refuse_language(draft.text)
        self._passed += 1
        return draft

    def _refuse_declining(self, draft: Draft) -> None:
        opens = not (self._passed or draft.cites)
        if opens and _DECLINES.match(draft.text):
            raise AnswerRefused("The model declined to write this narration.")

    def _refuse_echo(self, text: str) -> None:
        words = folded(text).split()
        runs = (words[n : n + _RUN] for n in range(max(1, len(words) - _RUN + 1)))
        echoed = (len(run) == _RUN and self._told(run) for run in runs)
        if any(mark in text for mark in _OF_THE_PROMPT) or any(echoed):
            raise PromptEchoed("The model repeated its instructions.")

    def _told(self, words: list[str]) -> bool:
        return f" {' '.join(words)} " in self._instructions

    def _refuse_language(self, text: str) -> None:
        self._undecided = f"{self._undecided} {text}"
        foreign = is_foreign(self._undecided, language=self._language)
        if foreign:
            raise WrongLanguage(f"The model did not write in {self._language!r}.")
        if foreign is False:
            self._undecided = ""
