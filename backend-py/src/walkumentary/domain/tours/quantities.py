"""Numbers in English prose as values, however they are written.

"13,659", "thirteen thousand six hundred and fifty-nine", "XIV", "the 1600s" and
"seventeenth-century" are read as what they mean, with the unit that follows.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

_TOKEN = re.compile(
    r"(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<suffix>(?:st|nd|rd|th|s)(?![^\W_]))?"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s'’-])"
)
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")

_ONES = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONE_TH = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
""".split()
_TEN_TH = """
    twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth
""".split()

_CARDINALS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(_ONES, start=1)},
    **{word: 10 * n for n, word in enumerate(_TENS, start=2)},
}
_ORDINALS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(_ONE_TH, start=1)},
    **{word: 10 * n for n, word in enumerate(_TEN_TH, start=2)},
}
_SCALES: Mapping[str, int] = {
    "hundred": 100,
    "hundredth": 100,
    "thousand": 1_000,
    "thousandth": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_SPELLED = {**_CARDINALS, **_ORDINALS, **_SCALES}
_VAGUE = frozenset({"one", "first", "second"})
"""Words that are numbers by form only, far too common to be facts."""

_METRE, _KILOGRAM = "m", "kg"
_UNITS: Mapping[str, tuple[str, str]] = {
    "mm millimetre millimetres millimeter millimeters": (_METRE, "0.001"),
    "cm centimetre centimetres centimeter centimeters": (_METRE, "0.01"),
    "m metre metres meter meters": (_METRE, "1"),
    "km kilometre kilometres kilometer kilometers": (_METRE, "1000"),
    "inch inches": (_METRE, "0.0254"),
    "foot feet ft": (_METRE, "0.3048"),
    "yard yards": (_METRE, "0.9144"),
    "mile miles": (_METRE, "1609.344"),
    "kg kilo kilos kilogram kilograms": (_KILOGRAM, "1"),
    "tonne tonnes ton tons": (_KILOGRAM, "1000"),
    "hectare hectares": ("m2", "10000"),
    "acre acres": ("m2", "4046.8564224"),
    "minute minutes": ("s", "60"),
    "hour hours": ("s", "3600"),
    "day days": ("s", "86400"),
    "month months": ("month", "1"),
    "year years": ("month", "12"),
    "century centuries": ("century", "1"),
}
"""Words of a unit, what they measure, and how much of it. Source: SI; the
international yard (0.9144 m) of 1959."""
_UNIT: Mapping[str, tuple[str, str, Decimal]] = {
    word: (words.split()[0], measure, Decimal(size))
    for words, (measure, size) in _UNITS.items()
    for word in words.split()
}
_CENTURY, _DECADE = "century", "decade"
_SPANS = frozenset({_CENTURY, _DECADE})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as read: its value, and its unit or "" for none.

    ``vague``: a number by form only ("one of them"). ``ordinal``: a rank, or a reign.
    """

    value: Decimal
    unit: str = ""
    ordinal: bool = False
    vague: bool = False

    @property
    def measured(self) -> tuple[Decimal, str]:
        """The value in its measure's base unit."""
        _, measure, size = _UNIT.get(self.unit, ("", self.unit, Decimal(1)))
        return self.value * size, measure

    def __str__(self) -> str:
        """Write it in digits, as in "17 century"."""
        return f"{self.value.normalize():f} {self.unit}".strip()


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every number of the text in order."""
    tokens = [_Token.of(match) for match in _TOKEN.finditer(text)]
    groups = _groups(_with_reigns(tokens))
    return tuple(_quantity(group) for group in groups if group[0].number is not None)


def unsupported_quantities(text: str, sources: Iterable[str]) -> frozenset[str]:
    """Return the quantities of a text that its sources do not hold."""
    offered = _Offer([q for source in sources for q in read_quantities(source)])
    claims = (q for q in read_quantities(text) if not q.vague)
    return frozenset(str(q) for q in claims if not offered.holds(q))


class _Offer:
    """What sources hold, for claims to be looked up in."""

    def __init__(self, quantities: Sequence[Quantity]) -> None:
        self._numbers = {q.value for q in quantities if q.unit not in _SPANS}
        self._ordinals = {q.value for q in quantities if q.ordinal}
        self._units = {q.unit for q in quantities}
        self._measured = {q.measured for q in quantities}

    def holds(self, claim: Quantity) -> bool:
        """Whether the same quantity is there, be it in another unit."""
        if claim.measured in self._measured:
            return True
        # "The 17th and 18th centuries": the unit stands behind the last number only.
        numbers = self._ordinals if claim.unit == _CENTURY else self._numbers
        return claim.value in numbers and (not claim.unit or claim.unit in self._units)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, digits or a mark; ``number`` is what it stands for by itself."""

    text: str
    number: Decimal | None = None
    scale: int = 0
    ordinal: bool = False
    unit: str = ""
    in_digits: bool = False

    @classmethod
    def of(cls, match: re.Match[str]) -> "_Token":
        if match["digits"]:
            return _digits(match["digits"], match["suffix"] or "")
        return _word(match.group())


def _digits(text: str, suffix: str) -> _Token:
    value = Decimal(text.replace(",", ""))
    if suffix != "s":
        return _Token(text, value, ordinal=bool(suffix), in_digits=True)
    whole_century = not value % 100
    number, unit = (value / 100 + 1, _CENTURY) if whole_century else (value, _DECADE)
    return _Token(text, number, unit=unit, in_digits=True)


@lru_cache(maxsize=4_096)
def _word(text: str) -> _Token:
    low = text.lower()
    spelled = _SPELLED.get(low) or _roman(text)
    return _Token(
        text=text,
        number=None if spelled is None else Decimal(spelled),
        scale=_SCALES.get(low, 0),
        ordinal=spelled is not None and low not in {*_CARDINALS, *_SCALES},
    )


def _roman(word: str) -> int | None:
    """Return what II to XXXIX stand for; single letters are read with their name."""
    match = _ROMAN.fullmatch(word)
    if match is None or len(word) == 1:
        return None
    return _roman_value(word)


def _roman_value(word: str) -> int:
    digits = [{"I": 1, "V": 5, "X": 10}[letter] for letter in word]
    pairs = pairwise([*digits, 0])
    return sum(-digit if digit < following else digit for digit, following in pairs)


def _with_reigns(tokens: Sequence[_Token]) -> list[_Token]:
    """Read I, V and X as numbers where a name stands before them: "George V"."""
    befores = [_Token(""), *tokens]
    return [
        replace(token, number=Decimal(_roman_value(token.text)), ordinal=True)
        if token.text in {"I", "V", "X"} and _is_name(before.text)
        else token
        for before, token in zip(befores, tokens, strict=False)
    ]


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.lower() not in _BEFORE_I


_BEFORE_I = frozenset("and as before but here if now since so then there when".split())
"""Words that open a sentence in which somebody says "I"."""


def _groups(tokens: Sequence[_Token]) -> Sequence[Sequence[_Token]]:
    """Return the runs of tokens that make one number, its unit included."""
    groups: list[list[_Token]] = []
    for token, following in pairwise([*tokens, _Token("")]):
        if groups and _joins(groups[-1], token, following):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _joins(group: Sequence[_Token], token: _Token, following: _Token) -> bool:
    if group[0].number is None or group[-1].unit or group[-1].text in _UNIT:
        return False
    if token.text == "and":
        return bool(group[-1].scale) and following.number is not None
    return token.text.lower() in _UNIT or _adds_up(group, token)


def _adds_up(group: Sequence[_Token], token: _Token) -> bool:
    """Return whether a number goes on: "fifty five", "hundred two", "nineteen ten"."""
    if token.number is None or token.in_digits or group[-1].ordinal:
        return False
    if token.scale:
        return True
    return not group[-1].in_digits and _goes_on(group[-1], token.number)


def _goes_on(last: _Token, number: Decimal) -> bool:
    before = last.number or 0
    after_scale = bool(last.scale) or last.text == "and"
    after_tens = 20 <= before < 100 and number < 10
    as_year = 10 <= before <= 20 and 10 <= number < 100
    return after_scale or after_tens or as_year


def _quantity(group: Sequence[_Token]) -> Quantity:
    numbers = [token for token in group if token.number is not None]
    last = group[-1]
    unit = last.unit or _UNIT.get(last.text.lower(), ("",))[0]
    return Quantity(
        value=_sum(numbers),
        unit=unit,
        ordinal=numbers[-1].ordinal or unit == _CENTURY,
        vague=len(group) == 1 and group[0].text.lower() in _VAGUE,
    )


def _sum(numbers: Sequence[_Token]) -> Decimal:
    """Return the value of "two thousand six hundred fifty five", or of a year."""
    total, part = Decimal(0), Decimal(0)
    for token in numbers:
        total, part = _plus(total, part, token)
    return total + part


def _plus(total: Decimal, part: Decimal, token: _Token) -> tuple[Decimal, Decimal]:
    number = token.number or Decimal(0)
    if token.scale >= 1_000:
        return total + max(part, Decimal(1)) * number, Decimal(0)
    if token.scale:
        return total, max(part, Decimal(1)) * number
    is_year = 10 <= part <= 20 and number >= 10
    return total, part * (100 if is_year else 1) + number
