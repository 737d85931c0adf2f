"""Prose as tokens: words, marks, and what stands for a number by itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from walkumentary.domain.shared.text import folded
from walkumentary.domain.tours.languages import RULES
from walkumentary.domain.tours.languages.rules import NumberWords, Rules
from walkumentary.domain.tours.units import CENTURY, DECADE

_BLANKS = "\u00a0\u2009\u202f "
_TOKEN = re.compile(
    rf"(?P<grouped>(?<![\d.,])\d{{1,3}}(?:[.,'’{_BLANKS}]\d{{3}})+(?![\d])(?:[.,]\d+)?)"
    r"|(?P<digits>\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+)|(?P<marker>~[a-z]+)|(?P<mark>[^\w\s'’-])"
)
_SUFFIX = re.compile(r"[^\W\d_]{1,4}(?![^\W_])|[º°ª]")
_ORDINAL_SUFFIXES = frozenset("st nd rd th e er re ere eme ste de o a º ª".split())
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_SUFFIX = re.compile(r"(?<=[IVX])(?:er|re|e|ème|th)$")
_LONGEST = 90
"""Letters of the longest number that is written as one word."""
_SINGLE = frozenset("I V X".split())
_ARTICLES = frozenset("the der des dem den de le il el".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word, digits or a mark; ``number`` is what it stands for by itself.

    ``inside``: goes on with a number within one word. ``of``: whose number it is.
    """

    text: str
    number: Decimal | None = None
    scale: int = 0
    ordinal: bool = False
    vague: bool = False
    half: bool = False
    inside: bool = False
    in_digits: bool = False
    grouped: bool = False
    unit: str = ""
    of: str = ""

    @property
    def low(self) -> str:
        """The word, folded."""
        return folded(self.text) or self.text


def tokens(text: str, rules: Rules) -> Sequence[Token]:
    """Return the tokens of a text, reigns named."""
    return _tokens(text, rules.code)


@lru_cache(maxsize=256)
def _tokens(text: str, code: str) -> Sequence[Token]:
    rules = RULES[code]
    for pattern, to in _patterns(code):
        text = pattern.sub(to, text)
    return _with_reigns(list(_read(text, rules)), rules)


@lru_cache(maxsize=16)
def _patterns(code: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """Compile a language's patterns when it is first read: start-up does not wait."""
    pairs = RULES[code].rewrites
    return [(re.compile(pattern, re.IGNORECASE), to) for pattern, to in pairs]


def _read(text: str, rules: Rules) -> Iterator[Token]:
    at = 0
    while match := _TOKEN.search(text, at):
        at = match.end()
        if match["grouped"] or match["digits"]:
            suffix = _SUFFIX.match(text, at)
            at = suffix.end() if suffix else _behind_dot(text, at, rules.numbers)
            yield from _figure(match, suffix.group() if suffix else "", rules)
        else:
            yield from _word(match.group(), rules.code)


def _behind_dot(text: str, at: int, numbers: NumberWords) -> int:
    dotted = numbers.dotted_ordinals and re.compile(r"\.(?= \w)").match(text, at)
    return dotted.end() if dotted else at


def _figure(match: re.Match[str], suffix: str, rules: Rules) -> Iterator[Token]:
    token = Token(
        match.group(),
        _value(match),
        in_digits=True,
        grouped=bool(match["grouped"]),
    )
    plain = folded(suffix) or suffix
    if suffix and plain == rules.numbers.decade_suffix and not token.grouped:
        yield _decade(token)
    elif not suffix or plain in _ORDINAL_SUFFIXES:
        yield replace(
            token, ordinal=bool(suffix) or "." in match.string[match.end() :][:1]
        )
    else:
        yield token
        yield from _word(suffix, rules.code)


def _value(match: re.Match[str]) -> Decimal:
    """Three digits behind a mark are a group in every language, fewer are decimals."""
    if not match["grouped"]:
        return Decimal(match.group().replace(",", "."))
    groups = re.sub(rf"[.,'’{_BLANKS}](?=\d{{3}}(?!\d))", "", match.group())
    return Decimal(groups.replace(",", "."))


def _decade(token: Token) -> Token:
    value = token.number or Decimal(0)
    if value % 100:
        return replace(token, unit=DECADE)
    return replace(token, number=value / 100 + 1, unit=CENTURY, ordinal=True)


@lru_cache(maxsize=8_192)
def _word(text: str, code: str) -> Sequence[Token]:
    numbers, low = RULES[code].numbers, folded(text)
    named = numbers.named_centuries.get(text)
    if named:
        return [Token(text, Decimal(named), ordinal=True, unit=CENTURY)]
    if low in numbers.decade_words:
        return [Token(text, Decimal(numbers.decade_words[low]), unit=DECADE)]
    return _spelled(text, low, numbers) or [_plain(text, low, code)]


def _plain(text: str, low: str, code: str) -> Token:
    value = _roman(text)
    if value is not None:
        return Token(text, Decimal(value), ordinal=True)
    halves = RULES[code].numbers.and_a_half
    return Token(text, half=low in halves, unit=_unit_words(code).get(low or text, ""))


@lru_cache(maxsize=16)
def _unit_words(code: str) -> Mapping[str, str]:
    rules = RULES[code]
    return {word: unit for unit, said in rules.units.items() for word in said.split()}


def number_of(word: str, rules: Rules) -> Decimal | None:
    """Return what a single word or figure stands for, if it is a number."""
    if word.isdecimal():
        return Decimal(word)
    return _word(word, rules.code)[0].number


def is_value(word: str, rules: Rules) -> bool:
    """Whether a single word is a number, a unit, a month or a day of the week."""
    read = _word(word, rules.code)[0]
    dated = month_of(word, rules) or weekday_of(word, rules)
    return bool(dated) or read.number is not None or bool(read.unit)


def month_of(text: str, rules: Rules) -> int:
    """Return 1 to 12, or 0 for a word that is no month."""
    return rules.calendar.months.index(text) + 1 if text in rules.calendar.months else 0


def weekday_of(text: str, rules: Rules) -> int:
    """Return 1 to 7, or 0 for a word that is no day of the week."""
    days = rules.calendar.weekdays
    return days.index(text) + 1 if text in days else 0


def _spelled(text: str, low: str, numbers: NumberWords) -> Sequence[Token]:
    """Return the numbers a word consists of: none, one, or several in solid ones."""
    whole = _atom(text, low, numbers)
    if whole is not None or not numbers.solid or not 5 <= len(low) <= _LONGEST:
        return [whole] if whole else []
    return _solid(text, low, numbers)


def _atom(text: str, low: str, numbers: NumberWords) -> Token | None:
    value = numbers.cardinals.get(low) or numbers.scales.get(low)
    rank = numbers.ordinals.get(low)
    if low in numbers.half:
        return Token(text, Decimal("0.5"), vague=True)
    if value is None and rank is None:
        return None
    return Token(
        text,
        Decimal(value or rank or 0),
        scale=numbers.scales.get(low, 0),
        ordinal=rank is not None or low.endswith(("hundredth", "thousandth")),
        vague=low in numbers.vague,
    )


def _solid(text: str, low: str, numbers: NumberWords) -> Sequence[Token]:
    rank = _stem_of_rank(low, numbers)
    for stem, ordinal in ((low, False), *((stem, True) for stem in rank)):
        parts = _split(stem, numbers)
        if parts:
            return _joined(text, parts, ordinal=ordinal)
    return []


def _stem_of_rank(low: str, numbers: NumberWords) -> Sequence[str]:
    """Return what may be left of a rank without its ending: siebzehn(ten)."""
    cut = [
        low.removesuffix(end) for end in numbers.ordinal_endings if low.endswith(end)
    ]
    return [stem + letter for stem in cut for letter in numbers.elided]


def _joined(text: str, parts: Sequence[Token], *, ordinal: bool) -> Sequence[Token]:
    first, *others = parts
    whole = [replace(first, text=text, vague=False)]
    whole += [replace(part, text=text, inside=True, vague=False) for part in others]
    rank = ordinal or parts[-1].ordinal
    return [replace(token, ordinal=rank and token is whole[-1]) for token in whole]


def _split(low: str, numbers: NumberWords) -> Sequence[Token]:
    """Take a solid number apart, longest words first; empty if it is none."""
    takes = (_after(low, length, numbers) for length in range(len(low), 1, -1))
    return next((parts for parts in takes if parts), [])


def _after(low: str, length: int, numbers: NumberWords) -> Sequence[Token]:
    head, tail = low[:length], low[length:]
    token = _part(head, numbers)
    if token is None:
        return []
    if not tail:
        return [] if head == numbers.joiner else [token]
    rest = _split(tail, numbers)
    return [token, *rest] if rest else []


def _part(word: str, numbers: NumberWords) -> Token | None:
    if word == numbers.joiner or word in numbers.and_a_half:
        return Token(word, Decimal(0), half=word != numbers.joiner)
    return None if word in numbers.half else _atom(word, word, numbers)


def _roman(word: str) -> int | None:
    """Return what II to XXXIX stand for; single letters are read with their name."""
    bare = _ROMAN_SUFFIX.sub("", word)
    if _ROMAN.fullmatch(bare) is None or word in _SINGLE:
        return None
    return _roman_value(bare)


def _roman_value(word: str) -> int:
    digits = [{"I": 1, "V": 5, "X": 10}[letter] for letter in word]
    pairs = pairwise([*digits, 0])
    return sum(-digit if digit < following else digit for digit, following in pairs)


def _with_reigns(read: Sequence[Token], rules: Rules) -> Sequence[Token]:
    """Name whose number it is: "George V", "Wilhelm des Dritten", "siglo V"."""
    before = [Token(""), Token(""), *read]
    no_names = rules.names.function | rules.names.openers | rules.names.prepositions
    named = [
        _reign(token, before[at + 1], before[at], no_names)
        for at, token in enumerate(read)
    ]
    return [
        replace(token, of="") if _counts_what_follows(token, following) else token
        for token, following in pairwise([*named, Token("")])
    ]


def _counts_what_follows(token: Token, following: Token) -> bool:
    """Whether a spelled rank counts a noun behind it: "des Zweiten Weltkriegs"."""
    spelled = not token.in_digits and _roman(token.text) is None
    return spelled and token.text not in _SINGLE and following.text[:1].isupper()


def _reign(
    token: Token, before: Token, further: Token, no_names: frozenset[str]
) -> Token:
    if token.text in _SINGLE:
        return _single(token, before)
    capital = token.ordinal and token.text[:1].isupper()
    if not capital or token.unit:
        return token
    name = further if before.text in _ARTICLES else before
    named = _is_name(name) and name.low not in no_names
    return replace(token, of=name.low) if named else token


def _single(token: Token, before: Token) -> Token:
    """Read I, V and X where a name, or the word for a century, stands before them."""
    counted = before.low in {"siglo", "secolo"}
    if not counted and not _is_name(before):
        return token
    value = Decimal(_roman_value(token.text))
    return replace(token, number=value, ordinal=True, of="" if counted else before.low)


def _is_name(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.number is None
        and len(token.text) > 1
        and token.low not in _NO_NAMES
    )


_NO_NAMES = frozenset(
    """
    and as before but here if now since so then there when im au el il le la siglo
    secolo siecle au der die das in
    """.split()
)
"""Words that open a sentence in which somebody says "I", or a century follows."""
