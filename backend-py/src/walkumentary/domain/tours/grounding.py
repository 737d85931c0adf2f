"""Is every fact of a sentence in the notes it cites?

Facts are compared as values: numbers, centuries, ordinals, reigns, dates and measures
however they are written (``quantities.py``), and names (``names.py``), across the six
languages that have rules. Where a language has none, only digits are checked and the
tour says so (mode ``numbers``). Source: spec, tours, point 8; docs/decisions/0018.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from walkumentary.domain.tours.languages import RULES, rules_of
from walkumentary.domain.tours.languages.rules import Rules
from walkumentary.domain.tours.names import unsupported_names
from walkumentary.domain.tours.quantities import unsupported_quantities

FULL, NUMBERS = "full", "numbers"
FULL_LANGUAGES = tuple(sorted(RULES))
"""Languages with rules; every other is checked for numbers only."""

_GROUPED = re.compile(r"(?<=\d)[.,'’\u00a0\u202f](?=\d{3}(?!\d))")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a sentence may say: the notes it cites, and what the place is called.

    ``names`` are names and aliases of the place, its city and its country, in any
    language; ``language`` is the notes'.
    """

    notes: Sequence[str]
    names: Sequence[str] = ()
    language: str

    @property
    def texts(self) -> Sequence[str]:
        """Everything that may hold a fact."""
        return (*self.notes, *self.names)


def mode(language: str, *, notes: str) -> str:
    """Return how thoroughly sentences are checked, by their and their notes' language.

    Both need rules: what a note says can only be found if the note is read.
    """
    return FULL if rules_of(language) and rules_of(notes) else NUMBERS


def unsupported(sentence: str, evidence: Evidence, *, language: str) -> frozenset[str]:
    """Return the facts of a sentence that its evidence does not hold.

    Args:
        sentence: the sentence as it would be spoken.
        evidence: what it cites; its notes may be in another language.
        language: BCP 47 tag of the sentence; decides the rules.
    """
    rules, told = rules_of(language), rules_of(evidence.language)
    if rules is None or told is None:
        return _digits(sentence) - _union(_digits, evidence.texts)
    return _facts(sentence, evidence, rules, told)


def _facts(
    sentence: str, evidence: Evidence, rules: Rules, told: Rules
) -> frozenset[str]:
    numbers = unsupported_quantities(
        sentence, evidence.texts, language=rules.code, source_language=told.code
    )
    return numbers | unsupported_names(sentence, evidence.texts, rules, told=told)


def _union(
    read: Callable[[str], frozenset[str]], texts: Iterable[str]
) -> frozenset[str]:
    return frozenset().union(*(read(text) for text in texts))


def _digits(text: str) -> frozenset[str]:
    """Return the numbers in digits: "13.659" and "13,659" are the same."""
    numbers = _DIGITS.findall(_GROUPED.sub("", text))
    return frozenset(number.replace(",", ".") for number in numbers)
