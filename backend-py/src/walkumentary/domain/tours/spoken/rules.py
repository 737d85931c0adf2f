"""What the rules of all languages are made of."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

type Match = re.Match[str]
type Rule = tuple[str, str | Callable[[Match], str]]
"""A pattern, and what takes its place: a template, or the words for a match."""

ALONE = r"(?<![\w.,])"
"""Before a number that is not the rest of a word or of a longer number."""
ENDED = r"(?!\w|[.,]\d)"
"""After it likewise."""
WHOLE = r"\d{1,15}(?!\d)"
"""Longer ones are no amounts; they are read digit by digit."""
CAPITAL = "[A-ZÀ-ÖØ-ÞŒŠŽ]"
NAME = rf"{CAPITAL}[\w'’-]*"
ROMAN_LETTERS = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
ROMAN = rf"{ROMAN_LETTERS}(?!\w)"
"""A Roman numeral from I to XXXIX, and no letter behind it."""
LONG_ROMAN = rf"(?=[IVX]{{2}}){ROMAN}"
"""One that can hardly be an initial, since it has two letters."""

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral."""
    values = [_ROMAN_VALUES[letter] for letter in numeral.upper()]
    return sum(
        -here if here < after else here
        for here, after in zip(values, [*values[1:], 0], strict=True)
    )


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def words_before(match: Match) -> Sequence[str]:
    """Return the words before a match, the nearest first."""
    return match.string[: match.start()].split()[::-1]


def applied(rules: Iterable[Rule], text: str) -> str:
    """Return the text after every rule, in their order."""
    for pattern, words in rules:
        text = _compiled(pattern).sub(words, text)
    return text


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
