"""Is every fact of a sentence in the notes it cites?

Facts are compared as values: numbers, centuries, ordinals, reigns and measures however
they are written, and names. Where a language has no rules here, only digits are checked
and the tour says so (mode ``numbers``). Source: spec, tours, point 8.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from walkumentary.domain.shared.languages import primary
from walkumentary.domain.shared.text import folded
from walkumentary.domain.tours.quantities import read_quantities, unsupported_quantities

FULL, NUMBERS = "full", "numbers"

_GROUPED = re.compile(r"(?<=\d)[.,'’\u00a0\u202f](?=\d{3}(?!\d))")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]\s+)[\"'“‘(]*([^\W_]+(?:[-'’][^\W_]+)*)")
_POSSESSIVE = re.compile(r"['’]s\b")
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that do not come apart into a plain one and an accent."""

_OPENERS = frozenset(
    """
    a about above according across after again against all almost along already also
    although always among an and another any anybody anyone are around art artists as at
    away back be because before behind below beneath beside besides between beyond both
    builders but by can carved centuries come could curiosity darkness do does down
    during each eight either eleven even evening every everybody everyday everyone
    everything faith far
    few five for four from go good had half has have he hear her here high his how
    however hunger if imagine in indeed inside instead into is it its just last later
    less let lift like listen little locals long look lower many maybe merchants mind
    more most much music names nature near nearby nearly never next nine no nobody none
    not nothing notice now of off often on once one only or ordinary other others our
    out outside over overhead past pause people perhaps picture pilgrims readers
    remember round see seen seven several she since six sixteen smell so some somebody
    someone something sometimes soon stand standing step still stone stories such ten
    than that the their them then there these they think this those though three through
    to today together too towards tradition travellers turn twelve twenty two under
    underneath unlike until up upon visitors walk walls was watch water we welcome well
    were what whatever when where whether which while who whoever whose why will with
    within without women words would yet you your
    """.split()
)
"""Common words that may open a sentence without naming anything."""


def mode(language: str) -> str:
    """Return how thoroughly sentences of a language are checked."""
    return FULL if primary(language) == "en" else NUMBERS


def unsupported(
    sentence: str, sources: Sequence[str], *, language: str
) -> frozenset[str]:
    """Return the facts of a sentence that none of its sources holds.

    Args:
        sentence: the sentence as it would be spoken.
        sources: texts of the cited notes, their titles, and the place's own names.
        language: BCP 47 tag; decides the rules.
    """
    if mode(language) == NUMBERS:
        return _digits(sentence) - _union(_digits, sources)
    numbers = unsupported_quantities(sentence, sources)
    return numbers | (_names(sentence) - _union(_words, sources))


def _union(
    read: Callable[[str], frozenset[str]], texts: Iterable[str]
) -> frozenset[str]:
    return frozenset().union(*(read(text) for text in texts))


def _digits(text: str) -> frozenset[str]:
    """Return the numbers in digits: "13.659" and "13,659" are the same."""
    numbers = _DIGITS.findall(_GROUPED.sub("", text))
    return frozenset(number.replace(",", ".") for number in numbers)


def _names(sentence: str) -> frozenset[str]:
    starts = {match.start(1) for match in _SENTENCE_START.finditer(sentence)}
    names = (
        match.group()
        for match in _WORD.finditer(sentence)
        if _is_name(match.group(), opens=match.start() in starts)
    )
    return _words(" ".join(names))


def _is_name(word: str, *, opens: bool) -> bool:
    if not word[0].isupper() or read_quantities(word):
        return False
    plain = re.split("['’]", word.lower())[0]
    return plain != "i" and not (opens and plain in _OPENERS)


def _words(text: str) -> frozenset[str]:
    """Return folded words: "Louis-Philippe's" are louis and philippe."""
    bare = folded(_POSSESSIVE.sub("", text)).translate(_PLAIN_LETTERS)
    return frozenset(bare.split())
