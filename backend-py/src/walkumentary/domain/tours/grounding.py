"""Is every fact of a sentence in the notes it cites?

Facts are compared as values: numbers however they are written, centuries, ordinals and
regnal numbers, and names. Where a language has no rules here, only digits are checked
and the tour says so (mode ``numbers``). Source: spec, tours, point 8.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from walkumentary.domain.shared.text import folded

FULL, NUMBERS = "full", "numbers"

_DIGITS = re.compile(r"\d+(?:,\d{3})+|\d+(?:\.\d+)?")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+)[\"'“‘(]*([^\W_]+(?:[-'’][^\W_]+)*)")
_ROMAN = re.compile(r"^(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})$")

_UNITS = {
    word: n
    for n, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
            "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
            "sixteen", "seventeen", "eighteen", "nineteen",
        ]
    )
}  # fmt: skip
_TENS = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        start=2,
    )
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
            "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth",
            "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
            "twentieth", "twenty-first",
        ],
        start=1,
    )
}  # fmt: skip
_VAGUE = frozenset({"one", "zero", "first", "second"})
"""Words that are numbers by form only, far too common to be facts."""
_OPENERS = frozenset(
    """
    a about above across after again against all almost along already although among
    an and another any are around art artists as at be because before behind below
    beneath beside between beyond both but by can come could curiosity darkness do
    down during each either even every everybody everyone faith few for from go good
    had has have he hear her here high his how hunger if in inside instead into is
    it its just last later less let like listen little long look lower many more
    most much names nature near nearby nearly never next no nobody none not nothing
    notice now of off often on once one only or ordinary other others our out
    outside over past people perhaps picture readers remember see seen she smell so
    some somebody someone something soon stand standing step still stone such than
    that the their them then there these they think this those though through to
    today together too towards tradition turn two under until up upon visitors walk
    was watch we welcome well were what when where whether which while who whose why
    will with within without words would yet you your
    """.split()
)
"""Common words that may open a sentence without naming anything."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text claims: values of numbers, and folded words of names."""

    numbers: frozenset[str]
    names: frozenset[str]


def mode(language: str) -> str:
    """Return how thoroughly sentences of a language are checked."""
    return FULL if language.split("-", maxsplit=1)[0].lower() == "en" else NUMBERS


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
        return _digits(sentence) - _union(_digits(text) for text in sources)
    claimed = _claimed(sentence)
    numbers = claimed.numbers - _union(_numbers(text) for text in sources)
    names = claimed.names - _union(_words(text) for text in sources)
    return numbers | names


def _claimed(sentence: str) -> Facts:
    return Facts(_numbers(sentence), _names(sentence))


def _union(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*parts)


def _digits(text: str) -> frozenset[str]:
    return frozenset(match.replace(",", "") for match in _DIGITS.findall(text))


def _numbers(text: str) -> frozenset[str]:
    spoken = [_spelled(word) for word in _WORD.findall(text)]
    return _digits(text) | frozenset(value for value in spoken if value)


def _spelled(word: str) -> str | None:
    """Return the value of a number word, an ordinal or a regnal numeral, as digits."""
    low = word.lower()
    if low in _VAGUE:
        return None
    known = _UNITS | _TENS | _SCALES | _ORDINALS
    value = known.get(low) or _compound(low) or _roman(word) or _suffixed(low)
    return str(value) if value else None


def _compound(word: str) -> int | None:
    tens, _, unit = word.partition("-")
    if tens not in _TENS:
        return None
    low = (_UNITS | _ORDINALS).get(unit)
    return _TENS[tens] + low if low else None


def _suffixed(word: str) -> int | None:
    match = re.fullmatch(r"(\d+)(?:st|nd|rd|th|s)", word)
    return int(match.group(1)) if match else None


def _roman(word: str) -> int | None:
    match = _ROMAN.match(word)
    if match is None or len(word) == 1:
        return None
    units = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
    units |= {"VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    return 10 * len(match.group(1)) + units[match.group(2)]


def _names(sentence: str) -> frozenset[str]:
    starts = {match.start(1) for match in _SENTENCE_START.finditer(sentence)}
    found = (
        match.group()
        for match in _WORD.finditer(sentence)
        if _is_name(match.group(), opens=match.start() in starts)
    )
    return frozenset(part for name in found for part in _parts(name))


def _is_name(word: str, *, opens: bool) -> bool:
    if not word[0].isupper() or _spelled(word):
        return False
    plain = word.lower().split("'")[0].split("’")[0]
    return plain != "i" and not (opens and plain in _OPENERS)


def _parts(name: str) -> list[str]:
    bare = re.sub(r"['’]s?$", "", name)
    return folded(bare).split()


def _words(text: str) -> frozenset[str]:
    return frozenset(
        part for word in _WORD.findall(text) for part in (*_parts(word), folded(word))
    )
