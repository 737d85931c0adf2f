"""The shape of a language's rules. Words are written folded: small, without accents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

type Rewrites = tuple[tuple[str, str], ...]
"""Patterns over the original text, and what stands for them; applied in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """How a language says numbers.

    ``scales`` multiply what stands before them; ``joiner`` may stand inside a number.
    ``solid``: whole numbers are one word ("siebzehnhundert"). ``paired_years``: a year
    is two numbers ("sixteen fifty-five"). ``ordinal_endings`` make a cardinal a rank,
    ``elided`` are the letters such an ending may have swallowed. ``vague`` words are
    numbers by form only. ``twice`` is what stands for two without being a number.
    ``dotted_ordinals``: "17." is a rank.
    """

    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    scales: Mapping[str, int]
    joiner: str
    half: frozenset[str]
    vague: frozenset[str]
    twice: frozenset[str]
    and_a_half: frozenset[str] = frozenset()
    solid: bool = False
    paired_years: bool = False
    ordinal_endings: tuple[str, ...] = ()
    elided: tuple[str, ...] = ("",)
    named_centuries: Mapping[str, int] = field(default_factory=dict)
    decade_words: Mapping[str, int] = field(default_factory=dict)
    decade_suffix: str = ""
    dotted_ordinals: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Words of dates.

    ``months`` are written as in running text, capitals included. ``year_words`` say
    that a year follows, ``year_prepositions`` so where it has three digits. ``leading``
    words stand before the number they count: "siglo XVII", "années 1650".
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    leading: Mapping[str, str] = field(default_factory=dict)
    year_words: frozenset[str] = frozenset()
    year_prepositions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRules:
    """How a language marks names.

    ``function`` words never name anything. ``openers`` do not when they open a
    sentence, nor do others, unless what a person ``acts`` follows and they have none of
    ``opener_endings``. ``prepositions`` name nobody whose reign it is. ``titles`` claim
    nothing ("Queen", "Renaissance"), nor do ``common`` words when notes of another
    language are told, for they translate names ("Royal Palace", "Palazzo Reale").
    ``endings`` may follow a name. ``capital_nouns``: every noun has a capital, so a
    word is a name only where ``nouns`` and ``determiners`` do not explain it.
    ``place_nouns`` end compounds that name a place ("Schillerplatz"), ``name_nouns``
    those that name a person ("Feuerbach"). ``small_demonyms``: "veneziano" says from
    where without a capital.
    """

    function: frozenset[str]
    openers: frozenset[str]
    titles: frozenset[str]
    common: frozenset[str]
    prepositions: frozenset[str]
    acts: frozenset[str]
    endings: tuple[str, ...] = ("s",)
    opener_endings: tuple[str, ...] = ()
    capital_nouns: bool = False
    small_demonyms: bool = True
    compounds: bool = False
    nouns: frozenset[str] = frozenset()
    noun_endings: tuple[str, ...] = ()
    determiners: frozenset[str] = frozenset()
    place_nouns: tuple[str, ...] = ()
    name_nouns: tuple[str, ...] = ()

    def is_harmless(self, word: str, *, translated: bool) -> bool:
        """Whether a word names nothing, whatever its capital."""
        if word in self.function or word in self.titles:
            return True
        return translated and stem(word) in stems(self.common)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A language: ``units`` map a unit (see ``units.py``) to its words."""

    code: str
    decimal_comma: bool
    numbers: NumberWords
    calendar: Calendar
    units: Mapping[str, str]
    rewrites: Rewrites
    names: NameRules


@lru_cache(maxsize=32)
def stems(several: frozenset[str]) -> frozenset[str]:
    """Return the stems of words."""
    return frozenset(stem(word) for word in several)


def stem(word: str) -> str:
    """Return a word without the ending of its number and gender."""
    return _ENDING.sub("", word)


_ENDING = re.compile(r"(?<=\w{3})(?:en|[aeiosx]{1,2})$")


def words(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


def counted(text: str, *, start: int = 1, step: int = 1) -> dict[str, int]:
    """Number words in their order; ``a/b`` are two words of one value."""
    return {
        word: start + step * at
        for at, entry in enumerate(text.split())
        for word in entry.split("/")
    }


def rewrites(*pairs: tuple[str, str]) -> Rewrites:
    """Return patterns and what stands for them; case does not matter."""
    return pairs
