"""English, written out for the ear.

To extend: add short forms, units and rulers to the tables. Every addition gets a line
in ``tests/unit/domain/tours/spoken/english.py``. English reads years unlike counts,
cents unlike decimals and months before days, so it has rules of its own throughout.

The rules run in the order of ``_RULES``, each over the whole sentence: what a sign or a
neighbour decides (reigns, money, units, dates) comes before the bare numbers.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from walkumentary.domain.shared.text import squeeze
from walkumentary.domain.tours import spelled_english as spelled
from walkumentary.domain.tours.spoken.rules import (
    LONG_ROMAN,
    ROMAN,
    ROMAN_LETTERS,
    roman,
)

type _Match = re.Match[str]
type _Rule = tuple[re.Pattern[str], Callable[[_Match], str]]


def spoken_english(text: str) -> str:
    """Return the sentence with its numbers, signs and short forms in words."""
    text = squeeze(_GROUPING_BLANK.sub(",", text))
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return text


_ALONE = r"(?<![\w.,])"
_ENDED = r"(?!\w|[.,]\d)"
_CAPITALISED = r"[^\W\d_a-z][\w'’-]*"
_GROUPED = r"\d{1,3}(?:,\d{3}){1,4}(?!,?\d)"
_WHOLE = r"\d{1,15}(?!\d)"
"""Longer ones are no amounts; they are read digit by digit."""
_NUMBER = rf"(?:{_GROUPED}|{_WHOLE})(?:\.\d+)?"
_GROUPING_BLANK = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")


def _number(written: str) -> str:
    """Return a number, grouped or not, with or without decimals, in words."""
    whole, _, fraction = written.replace(",", "").partition(".")
    if fraction:
        return spelled.decimal(whole, fraction)
    return spelled.cardinal(int(whole))


def _either(words: Mapping[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _always(words: str) -> Callable[[_Match], str]:
    return lambda _: words


# Short forms.

_TITLES: Mapping[str, str] = {
    "Capt": "Captain",
    "Col": "Colonel",
    "Dr": "Doctor",
    "Gen": "General",
    "Gov": "Governor",
    "Lt": "Lieutenant",
    "Mr": "Mister",
    "Mrs": "Missus",
    "Ms": "Miz",
    "Mt": "Mount",
    "Prof": "Professor",
    "Rev": "Reverend",
    "Sgt": "Sergeant",
    "St": "Saint",
    "Ste": "Sainte",
    "Sts": "Saints",
}
_AFTER_NAMES: Mapping[str, str] = {
    "Ave": "Avenue",
    "Blvd": "Boulevard",
    "Bros": "Brothers",
    "Jr": "Junior",
    "Ltd": "Limited",
    "Rd": "Road",
    "Sq": "Square",
    "Sr": "Senior",
    "St": "Street",
}
_BEFORE_NUMBERS: Mapping[str, str] = {
    "#": "number",
    "No.": "number",
    "Nos.": "numbers",
    "Vol.": "Volume",
    "b.": "born",
    "c.": "around",
    "ca.": "around",
    "d.": "died",
    "fl.": "active",
    "no.": "number",
    "nos.": "numbers",
    "p.": "page",
    "pp.": "pages",
    "r.": "reigned",
    "vol.": "volume",
    "~": "around",
}
_PHRASES: Mapping[str, str] = {
    "approx.": "approximately",
    "e.g.": "for example",
    "i.e.": "that is",
    "incl.": "including",
    "vs.": "versus",
}
_FRACTIONS: Mapping[str, tuple[str, str]] = {
    "½": ("half", "and a half"),
    "¼": ("a quarter", "and a quarter"),
    "¾": ("three quarters", "and three quarters"),
}


def _title(match: _Match) -> str:
    return f"{_TITLES[match[1]]} "


def _after_name(match: _Match) -> str:
    return f"{match[1]} {_AFTER_NAMES[match[2]]}"


def _before_number(match: _Match) -> str:
    return f"{_BEFORE_NUMBERS[match[1]]} "


def _phrase(match: _Match) -> str:
    return _PHRASES[match[1]]


def _fraction(match: _Match) -> str:
    alone, added = _FRACTIONS[match[2]]
    return f"{match[1]} {added}" if match[1] else alone


_SHORT_FORMS: Sequence[_Rule] = (
    (re.compile(r"\s*&\s*"), _always(" and ")),
    (re.compile(rf"\b({_either(_TITLES)})\b\.?\s+(?={_CAPITALISED})"), _title),
    (
        re.compile(
            rf"\b({_CAPITALISED}) ({_either(_AFTER_NAMES)})\b(?:\.(?=[^\s]| [a-z]))?"
        ),
        _after_name,
    ),
    (
        re.compile(rf"(?<![\w.])({_either(_BEFORE_NUMBERS)})\s?(?=\d)"),
        _before_number,
    ),
    (re.compile(rf"(?<!\w)({_either(_PHRASES)}),?"), _phrase),
    (re.compile(r"\betc\.(?=$)"), _always("et cetera.")),
    (re.compile(r"\betc\."), _always("et cetera")),
    (re.compile(rf"(?:{_ALONE}({_WHOLE})\s?)?({_either(_FRACTIONS)})"), _fraction),
)

# Reigns and other Roman numerals.

_COUNTED = (
    "Act|Apollo|Article|Book|Canto|Chapter|Class|Dynasty|Grade|Level|Mark|Part|Phase|"
    "Psalm|Scene|Section|Stage|Title|Type|Volume|War"
)
_RULERS = (
    "Adrian Albert Alexander Alfonso Alfred Anne Augustus Baldwin Boris Carol "
    "Catherine Charles Christian Christina Clement Constantine David Edmund Edward "
    "Eleanor Elizabeth Ferdinand Francis Franz Frederick George Gregory Gustav Haakon "
    "Harald Henry Innocent Isabel Isabella Ivan James Joan John Joseph Juan Julius "
    "Leo Leopold Louis Ludwig Manuel Margaret Maria Mary Matthias Maximilian Mehmed "
    "Michael Napoleon Nicholas Olav Oscar Otto Paul Pedro Peter Philip Pius Ramses "
    "Richard Robert Rudolf Selim Sigismund Sixtus Stephen Suleiman Umberto Urban "
    "Victoria Wilhelm Wilhelmina Willem William"
).replace(" ", "|")
"""Names after which a lone I, V or X is a number, neither a pronoun nor an initial."""


def _cardinal_name(numeral: str) -> str:
    return spelled.cardinal(roman(numeral)).title()


def _reign(match: _Match) -> str:
    return f"{match[1]} the {spelled.ordinal(roman(match[2])).title()}"


def _counted(match: _Match) -> str:
    return f"{match[1]} {_cardinal_name(match[2])}"


def _both_wars(match: _Match) -> str:
    return f"World Wars {_cardinal_name(match[1])} and {_cardinal_name(match[2])}"


def _roman_century(match: _Match) -> str:
    return spelled.ordinal(roman(match[1]))


_ROMAN_NUMERALS: Sequence[_Rule] = (
    (re.compile(r"\bWorld Wars ([IVX]+) and ([IVX]+)\b"), _both_wars),
    (re.compile(rf"\b({_COUNTED}) ({ROMAN})"), _counted),
    (
        re.compile(rf"\b({ROMAN_LETTERS})(?:th|st|nd|rd)?(?=[ -]centur)"),
        _roman_century,
    ),
    (re.compile(rf"\b({_CAPITALISED}) ({LONG_ROMAN})"), _reign),
    (
        re.compile(rf"\b({_RULERS}) ([IVX])\b(?!-|\.\s[A-Z]|['’](?:d|ll|m|ve)\b)"),
        _reign,
    ),
)

# Signs and units.

_CURRENCIES: Mapping[str, tuple[str, str, str]] = {
    "£": ("pound", "pounds", "pence"),
    "€": ("euro", "euros", "cents"),
    "$": ("dollar", "dollars", "cents"),
    "¥": ("yen", "yen", "sen"),
}
_SCALES: Mapping[str, str] = {
    "million": "million",
    "billion": "billion",
    "trillion": "trillion",
    "thousand": "thousand",
    "bn": "billion",
    "m": "million",
    "k": "thousand",
}
_UNITS: Mapping[str, tuple[str, str]] = {
    "m": ("metre", "metres"),
    "km": ("kilometre", "kilometres"),
    "cm": ("centimetre", "centimetres"),
    "mm": ("millimetre", "millimetres"),
    "m²": ("square metre", "square metres"),
    "km²": ("square kilometre", "square kilometres"),
    "m³": ("cubic metre", "cubic metres"),
    "ha": ("hectare", "hectares"),
    "ft": ("foot", "feet"),
    "mi": ("mile", "miles"),
    "g": ("gram", "grams"),
    "kg": ("kilogram", "kilograms"),
    "t": ("tonne", "tonnes"),
    "lb": ("pound", "pounds"),
    "km/h": ("kilometre an hour", "kilometres an hour"),
    "mph": ("mile an hour", "miles an hour"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°": ("degree", "degrees"),
}
_CENT_DIGITS = 2
_SUM = rf"({_GROUPED}|{_WHOLE})(?:\.(\d+))?(?:\s?({_either(_SCALES)})\b)?"


def _money(sign: str, whole: str, fraction: str | None, scale: str | None) -> str:
    if fraction and len(fraction) == _CENT_DIGITS and not scale:
        return _with_cents(sign, whole, fraction)
    written = f"{whole}.{fraction}" if fraction else whole
    one, many, _ = _CURRENCIES[sign]
    amount = f"{_number(written)} {_SCALES[scale]}" if scale else _number(written)
    return f"{amount} {one if amount == 'one' else many}"


def _with_cents(sign: str, whole: str, fraction: str) -> str:
    one, many, cents = _CURRENCIES[sign]
    rest = spelled.cardinal(int(fraction))
    if whole == "0":
        return f"{rest} {cents}"
    return f"{_number(whole)} {one if whole == '1' else many} {rest}"


def _sign_before(match: _Match) -> str:
    return _money(match[1], match[2], match[3], match[4])


def _sign_after(match: _Match) -> str:
    return _money(match[4], match[1], match[2], match[3])


def _measure(match: _Match) -> str:
    one, many = _UNITS[match[2]]
    return f"{_number(match[1])} {one if match[1] == '1' else many}"


def _percentage(match: _Match) -> str:
    return f"{_number(match[1])} percent"


_SIGNS: Sequence[_Rule] = (
    (re.compile(r"(?<=\d)\s?[–—]\s?(?=[£€$]?\d)"), _always(" to ")),
    (re.compile(r"(?<=\b\d{4})-(?=(?:\d{4}|\d{2})\b(?!-))"), _always(" to ")),
    (re.compile(r"(?<=\d)\s?×\s?(?=\d)"), _always(" by ")),
    (re.compile(r"(?<![\w)])[-−](?=\d)"), _always("minus ")),
    (re.compile(rf"(?:\bUS)?([£€$¥])\s?{_SUM}"), _sign_before),
    (re.compile(rf"{_ALONE}{_SUM}\s?([£€])"), _sign_after),
    (re.compile(rf"{_ALONE}({_NUMBER})\s?%"), _percentage),
    (re.compile(rf"{_ALONE}({_NUMBER})\s?({_either(_UNITS)})(?!\w)"), _measure),
)

# Days, hours, years.

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|"
    "December"
)
_DAY = r"([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_ERA = r"BCE|BC|CE|AD|B\.C\.E\.|B\.C\.|C\.E\.|A\.D\."
_DATING = frozenset(
    "after and around before between by circa during from in of since spring summer "
    "autumn winter the till to until year".split()
)
"""Words before a number like 1648 that make it a year even if a plural follows."""
_PLURAL = r" (?:people|men|women|children|feet|(?!was|is|has|as|its|this)[a-z]+s)\b"


def _era(written: str) -> str:
    return written.replace(".", "")


def _era_first(match: _Match) -> str:
    return f"{_era(match[1])} {spelled.year(int(match[2]))}"


def _era_last(match: _Match) -> str:
    return f"{spelled.year(int(match[1]))} {_era(match[2])}"


def _era_alone(match: _Match) -> str:
    return _era(match[1])


def _day_range(match: _Match) -> str:
    first, last = (spelled.ordinal(int(match[n])) for n in (1, 2))
    return f"the {first} to the {last} of {match[3]}"


def _day_first(match: _Match) -> str:
    return f"the {spelled.ordinal(int(match[1]))} of {match[2]}"


def _month_first(match: _Match) -> str:
    return f"{match[1]} the {spelled.ordinal(int(match[2]))}"


def _half_day(match: _Match) -> str:
    minute = _minute(match[2]) if match[2] else ""
    return f"{spelled.cardinal(int(match[1]))}{minute} {match[3].upper()}M"


def _clock(match: _Match) -> str:
    return spelled.cardinal(int(match[1])) + (_minute(match[2]) or " o'clock")


def _minute(written: str) -> str:
    """Return " oh five" for 05, nothing for 00."""
    minute = int(written)
    if not minute:
        return ""
    return f" {'oh ' if minute < 10 else ''}{spelled.cardinal(minute)}"


def _decade(match: _Match) -> str:
    return spelled.decade(int(match[1]))


def _plain_year(match: _Match) -> str:
    return spelled.year(int(match[1]))


def _year_or_count(match: _Match) -> str:
    """Read 1648 as a year, unless it counts the plural that follows it."""
    before, number, plural = match[1] or "", int(match[2]), match[3]
    counts = plural and before and before.strip().lower() not in _DATING
    return before + (spelled.cardinal(number) if counts else spelled.year(number))


_DATES: Sequence[_Rule] = (
    (re.compile(rf"\b(AD|A\.D\.)\s?(\d{{1,4}}){_ENDED}"), _era_first),
    (re.compile(rf"{_ALONE}(\d{{1,4}})\s?({_ERA})(?!\w)"), _era_last),
    (re.compile(rf"\b({_ERA})(?!\w)"), _era_alone),
    (re.compile(rf"(?:\b[Tt]he )?{_ALONE}{_DAY} to {_DAY} ({_MONTHS})\b"), _day_range),
    (re.compile(rf"(?:\b[Tt]he )?{_ALONE}{_DAY}(?: of)? ({_MONTHS})\b"), _day_first),
    (re.compile(rf"\b({_MONTHS}) {_DAY}(?!\w|[.,:]\d|%)"), _month_first),
    (
        re.compile(rf"{_ALONE}(\d{{1,2}})(?:[:.]([0-5]\d))?\s?([ap])(?:\.m\.|m\b)"),
        _half_day,
    ),
    (re.compile(rf"{_ALONE}(\d{{1,2}}):([0-5]\d)(?![\w:])"), _clock),
    (re.compile(rf"['’]?{_ALONE}(\d{{1,3}}0)s\b"), _decade),
    (re.compile(rf"(?<=\byear )(\d{{3}}){_ENDED}"), _plain_year),
)

# Bare numbers.


def _grouped(match: _Match) -> str:
    return _number(match[1])


def _ordinal(match: _Match) -> str:
    return spelled.ordinal(int(match[1].replace(",", "")))


def _cardinal(match: _Match) -> str:
    return spelled.cardinal(int(match[1]))


def _digits(match: _Match) -> str:
    return spelled.digits(match[1])


_NUMBERS: Sequence[_Rule] = (
    (re.compile(rf"{_ALONE}({_GROUPED}|{_WHOLE})(?:st|nd|rd|th)\b"), _ordinal),
    (re.compile(rf"{_ALONE}({_GROUPED}(?:\.\d+)?)(?!\w)"), _grouped),
    (re.compile(rf"{_ALONE}({_WHOLE}\.\d+)(?!\w|\.\d)"), _grouped),
    (
        re.compile(
            rf"(\b[A-Za-z]+ )?{_ALONE}(1\d{{3}}|20\d\d){_ENDED}(?=({_PLURAL})?)"
        ),
        _year_or_count,
    ),
    (re.compile(rf"{_ALONE}(0\d+|\d{{16,}}){_ENDED}"), _digits),
    (re.compile(rf"{_ALONE}({_WHOLE}){_ENDED}"), _cardinal),
)

_RULES: Sequence[_Rule] = (
    *_SHORT_FORMS,
    *_ROMAN_NUMERALS,
    *_SIGNS,
    *_DATES,
    *_NUMBERS,
)
