"""The names in a sentence, and whether its sources know them.

A capital letter marks a name where the language uses it so; what else it may mark (a
sentence's start, a German noun) is told apart by the language's tables. Names are one
in several languages by the lines of ``languages/known_names.py``, else by letters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from walkumentary.domain.tours.known_words import (
    alike,
    in_phrase,
    is_demonym,
    is_given,
    kin,
    phrases,
    plain,
    skeleton,
    sound,
)
from walkumentary.domain.tours.languages.rules import NameRules, Rules
from walkumentary.domain.tours.number_tokens import is_value, number_of

_WORD = re.compile(r"[^\W\d_]+|\d+")
_STARTS = re.compile(r"(?:^|[.!?…:]\s+|[\"“„«‘(]\s*)[\"'“„«‘(¿¡\s]*([^\W\d_])")
_SHORTEST = 4
"""Letters a name needs before an ending or a compound of it is taken for it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: as written, and in the form that is compared."""

    text: str
    plain: str
    opens: bool = False

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital and is no mere initial."""
        return self.text[:1].isupper() and len(self.text) > 1


class Known:
    """The words that sources know, in any language."""

    def __init__(self, texts: Iterable[str]) -> None:
        read = [_words(text) for text in texts]
        self.words = frozenset(word.plain for text in read for word in text)
        self.small = frozenset(
            word.plain for text in read for word in text if not word.capital
        )
        capitals = [word for text in read for word in text if word.capital]
        self._sounds = frozenset(sound(word.plain) for word in capitals)
        bones = {skeleton(word.plain) for word in capitals if len(word.plain) > 3}
        self._skeletons = frozenset(bones - {""})
        lines = [kin(word.plain) for word in capitals]
        lines += [kin(word) for word in self.small if is_demonym(word)]
        said = (phrases([word.plain for word in text]) for text in read)
        self._lines = frozenset().union(*lines, *said)
        self._joined = frozenset(
            one.plain + other.plain for text in read for one, other in pairwise(text)
        )

    def has_line(self, lines: frozenset[int]) -> bool:
        """Whether a place or person of the tables is told of."""
        return bool(lines & self._lines)

    def has(self, name: str, rules: NameRules) -> bool:
        """Whether a plain name is told, in any language and with any ending."""
        return (
            name in self.words
            or name in self._joined
            or self.has_line(kin(name))
            or (len(name) >= _SHORTEST and self._sounds_known(name))
            or any(form in self.words for form in _without(name, rules.endings))
            or any(name in _without(word, rules.endings) for word in self.words)
            or (rules.compounds and self._begins(name, rules))
        )

    def _sounds_known(self, name: str) -> bool:
        heard = sound(name)
        if heard in self._sounds or kin(name) or is_given(name):
            return heard in self._sounds
        return skeleton(name) in self._skeletons or any(
            alike(heard, told) for told in self._sounds
        )

    def _begins(self, name: str, rules: NameRules) -> bool:
        """Whether it is a compound with a told name: "Petersplatz"."""
        cuts = range(_SHORTEST, len(name) - 1) if len(name) <= _LONGEST else ()
        return any(is_noun(name[at:], rules) and self._told(name[:at]) for at in cuts)

    def _told(self, head: str) -> bool:
        return any(
            form in self.words or self.has_line(kin(form))
            for form in (head, head.removesuffix("s"), head.removesuffix("er"))
            if len(form) >= _SHORTEST
        )


def unsupported_names(
    sentence: str, sources: Iterable[str], rules: Rules, *, told: Rules
) -> frozenset[str]:
    """Return the names of a sentence that its sources do not know, in plain letters.

    Args:
        sentence: the sentence.
        sources: the texts it cites, and what the place is called.
        rules: those of the sentence's language.
        told: those of the sources' language.
    """
    known = _known(tuple(sources))
    translated = told.code != rules.code
    words = _words(sentence)
    plains = [word.plain for word in words]
    return frozenset(
        word.plain
        for at, word in enumerate(words)
        if not rules.names.is_harmless(word.plain, translated=translated)
        and _claims(words, at, known, rules)
        and not known.has(word.plain, rules.names)
        and not known.has_line(in_phrase(plains, at))
    )


@lru_cache(maxsize=128)
def _known(sources: tuple[str, ...]) -> Known:
    return Known(sources)


def is_noun(word: str, rules: NameRules) -> bool:
    """Whether a plain word is a common noun, inflected or composed of such."""
    return _is_noun(word, _Nouns.of(rules))


def _words(text: str) -> Sequence[Word]:
    starts = {match.start(1) for match in _STARTS.finditer(text)}
    return [
        Word(match.group(), plain(match.group()), match.start() in starts)
        for match in _WORD.finditer(text)
    ]


def _claims(words: Sequence[Word], at: int, known: Known, rules: Rules) -> bool:
    """Whether the word at a place names something."""
    word = words[at]
    if not word.capital:
        return rules.names.small_demonyms and _is_from(word, rules)
    if is_value(word.text, rules):
        return False
    return _is_known_name(word) or not _is_else(words, at, known, rules)


def _is_else(words: Sequence[Word], at: int, known: Known, rules: Rules) -> bool:
    """Whether a capital marks something else than a name."""
    if rules.names.capital_nouns and _is_explained(words, at, rules):
        return True
    return words[at].opens and _just_opens(words, at, known, rules.names)


def _is_from(word: Word, rules: Rules) -> bool:
    """Whether a small word says from where: "französisch", "veneziano"."""
    return (
        len(word.plain) > _SHORTEST
        and is_demonym(word.plain)
        and word.plain not in rules.names.openers | rules.names.common
    )


def _is_known_name(word: Word) -> bool:
    return bool(kin(word.plain)) or is_given(word.plain)


def _just_opens(words: Sequence[Word], at: int, known: Known, rules: NameRules) -> bool:
    """Whether the capital is that of the sentence."""
    word, behind = words[at], words[at + 1 : at + 2]
    if word.plain in rules.openers or word.plain in known.small or not behind:
        return True
    return not word.text.isupper() and not _is_somebody(word, behind[0], rules)


def _is_somebody(word: Word, behind: Word, rules: NameRules) -> bool:
    """Whether what stands behind an opening word shows that it is a name."""
    acts = behind.plain in rules.acts and not word.plain.endswith(rules.opener_endings)
    return acts or behind.plain == "s"


def _is_explained(words: Sequence[Word], at: int, rules: Rules) -> bool:
    """Whether a German capital is that of a noun."""
    word, names = words[at], rules.names
    if is_noun(word.plain, names):
        return True
    place = next((p for p in names.place_nouns if word.plain.endswith(p)), "")
    return not place and _is_determined(words, at, rules)


def _is_determined(words: Sequence[Word], at: int, rules: Rules) -> bool:
    """Whether an article or a count stands before it: names have none."""
    before = words[max(0, at - 2) : at]
    if not before:
        return False
    nearest, furthest = before[-1], before[0]
    if _determines(nearest, rules) or _describes(nearest, rules.names):
        return True
    return _is_adjective(nearest) and _determines(furthest, rules)


def _describes(word: Word, rules: NameRules) -> bool:
    """Whether it is an adjective that no verb and no preposition looks like."""
    small = word.plain in rules.function or word.plain in rules.openers
    return not small and bool(_DESCRIBING.search(word.plain))


def _determines(word: Word, rules: Rules) -> bool:
    return word.plain in rules.names.determiners or _counts(word, rules)


def _counts(word: Word, rules: Rules) -> bool:
    """Whether it is a number that does not look like a year."""
    number = number_of(word.text, rules)
    return number is not None and not (word.text.isdecimal() and len(word.text) == 4)


def _is_adjective(word: Word) -> bool:
    return word.text.islower() and word.plain.endswith(_INFLECTED)


_DESCRIBING = re.compile(
    r"(?:isch|lich|ig|sam|bar|los|haft|end)(?:e|en|er|es|em)$"
    r"|^(?:ab|an|auf|aus|ein|vor|zu|um|hoch|fest)?ge\w+(?:t|en)(?:en|er|es|em)$"
    r"|t(?:er|es|em)$"
)
"""German adjectives by their endings: "venezianischen", "errichteter"."""
_INFLECTED = ("e", "en", "er", "es", "em")


def _without(word: str, endings: Sequence[str]) -> Iterator[str]:
    return (
        word.removesuffix(ending)
        for ending in endings
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Nouns:
    """The nouns of one language; compared by identity, so that answers are kept."""

    stems: frozenset[str]
    endings: tuple[str, ...]
    of_names: tuple[str, ...]

    @classmethod
    def of(cls, rules: NameRules) -> "_Nouns":
        key = id(rules)
        if key not in _NOUNS:
            _NOUNS[key] = cls(
                rules.nouns, rules.noun_endings, (*rules.place_nouns, *rules.name_nouns)
            )
        return _NOUNS[key]


_NOUNS: dict[int, _Nouns] = {}
_INFLECTIONS = ("", "e", "en", "n", "s", "es", "er", "ern", "se", "sen")
_LONGEST = 60
"""Letters of a word that is still taken apart."""
_LINKS = ("", "s", "es", "n", "en", "e", "er")


@lru_cache(maxsize=16_384)
def _is_noun(word: str, nouns: _Nouns) -> bool:
    if len(word) > _LONGEST:
        return False
    return _is_derived(word, nouns) or _is_composed(word, nouns)


def _is_derived(word: str, nouns: _Nouns) -> bool:
    return len(word) > 5 and word.endswith(nouns.endings)


def _is_composed(word: str, nouns: _Nouns) -> bool:
    if _is_stem(word, nouns):
        return True
    return any(_is_compound(word, at, nouns) for at in range(3, len(word) - 2))


def _is_stem(word: str, nouns: _Nouns) -> bool:
    return any(
        word.endswith(end) and word.removesuffix(end) in nouns.stems
        for end in _INFLECTIONS
    )


def _is_compound(word: str, at: int, nouns: _Nouns) -> bool:
    """Whether two nouns meet here; behind an unknown head, places and people do not."""
    head, tail = word[:at], word[at:]
    if _is_head(head, nouns):
        return _is_noun(tail, nouns)
    if min(len(head), len(tail)) < _SHORTEST or tail.startswith(nouns.of_names):
        return False
    return _is_stem(tail, nouns) and not is_given(head)


def _is_head(head: str, nouns: _Nouns) -> bool:
    """Whether a noun, linked as in "Königs-palast", may begin a compound."""
    return any(
        head.endswith(link) and head.removesuffix(link) in nouns.stems
        for link in _LINKS
    )
