"""What a language tells the rules, and the rules that all languages share.

A language is a table of words (`Language`) and the few rules only it has. Signs and
short forms are replaced first and leave the digits; the digits are read last, each
with the word after it, so that "21 m" and "21 Meter" come out alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from walkumentary.domain.shared.text import squeeze
from walkumentary.domain.tours.spoken.rules import (
    ALONE,
    CAPITAL,
    ENDED,
    WHOLE,
    Match,
    Rule,
    applied,
    one_of,
)

type Forms = tuple[str, str]
"""The singular and the plural of a word."""


def _as_written(noun: str) -> str:
    return noun


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """The words of one language; `docs/decisions/0017` says how to add another.

    Args:
        grouping: characters that part thousands, as the inside of ``[...]``;
            blanks always do.
        phrases: short forms anywhere; a dot that also ends the text is kept.
        before_names: short forms that need a capital letter after them.
        before_numbers: short forms and signs that need a digit after them.
        months: January first.
        date: the day, month name and year of a date given in numbers.
        units: signs after numbers.
        singular: pattern of the amounts that take the singular.
        currencies: signs before or after numbers.
        cents: the hundredths of every currency, where nothing else is said.
        cents_link: between "2 euros" and "50".
        scales: short forms for millions and their like before currencies.
        of: the noun that follows millions: "d'euros".
        fractions: alone, and added to a whole number.
        to: between the ends of a range.
        by: between the sides of an area.
        minus: before a number below zero.
        point: between a number and its decimals.
        decimals: what follows the point.
        cardinal: a number alone.
        count: a number with the word after it, "" for none; ends in an apostrophe
            where no blank follows.
        early: rules for what short forms have left: reigns, centuries, ordinals.
        late: rules for what signs have left: hours, years.
    """

    grouping: str
    phrases: Mapping[str, str]
    before_names: Mapping[str, str]
    before_numbers: Mapping[str, str]
    months: Sequence[str]
    date: str
    units: Mapping[str, Forms]
    singular: str = "1"
    currencies: Mapping[str, Forms]
    cents: Forms = ("cent", "cents")
    cents_link: str = " "
    scales: Mapping[str, Forms]
    of: Callable[[str], str] = _as_written
    fractions: Mapping[str, Forms]
    to: str
    by: str
    minus: str
    point: str
    decimals: Callable[[str], str]
    cardinal: Callable[[int], str]
    count: Callable[[int, str], str]
    early: Sequence[Rule] = field(default=())
    late: Sequence[Rule] = field(default=())


def read_aloud(language: Language, text: str) -> str:
    """Return the text as the language reads it."""
    return applied(_rules(language), squeeze(_grouped(language, text)))


@cache
def _rules(language: Language) -> Sequence[Rule]:
    return (
        *_short_forms(language),
        *_dates(language),
        *language.early,
        *_signs(language),
        *_money(language),
        *_units(language),
        *language.late,
        *_numbers(language),
    )


# Short forms.

_BLANKS = " \u00a0\u2009\u202f"


def _grouped(language: Language, text: str) -> str:
    """Join the groups of long numbers: 13.659, 13 659."""
    between = f"[{language.grouping}{_BLANKS}]"
    groups = rf"(?<![\w.,])[1-9]\d{{0,2}}(?:{between}\d{{3}}){{1,4}}(?![\w]|[.]\d)"
    return applied([(groups, _digits_only)], text)


def _digits_only(match: Match) -> str:
    return "".join(filter(str.isdigit, match[0]))


def _short_forms(language: Language) -> Sequence[Rule]:
    phrases = {_tight(key): words for key, words in language.phrases.items()}
    spaced = _spaced(language.phrases)
    before_names = _spaced(language.before_names)
    before_numbers = _spaced(language.before_numbers)
    return (
        (rf"(?<![\w.])(?i:{spaced})(?!\w)", partial(_phrase, phrases)),
        (
            rf"(?<![\w.])(?:{before_names})\s?(?={CAPITAL}[\w'’])",
            partial(_before, language.before_names),
        ),
        (
            rf"(?<![\w.])(?:{before_numbers})\s?(?=\d)",
            partial(_before, language.before_numbers),
        ),
    )


def _spaced(table: Mapping[str, str]) -> str:
    """Return a pattern for the keys, whose blanks may be missing."""
    return one_of(table).replace(r"\ ", r"\s?")


def _tight(key: str) -> str:
    return "".join(key.split()).casefold()


def _phrase(phrases: Mapping[str, str], match: Match) -> str:
    words = phrases[_tight(match[0])]
    if match[0][0].isupper():
        words = words[:1].upper() + words[1:]
    ends = match[0].endswith(".") and not match.string[match.end() :].strip("\"'”’»)")
    return f"{words}." if ends else words


def _before(table: Mapping[str, str], match: Match) -> str:
    words = {_tight(key): words for key, words in table.items()}
    return f"{words[_tight(match[0])]} "


# Dates in numbers.


def _dates(language: Language) -> Sequence[Rule]:
    day, month, year = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])", r"(\d{4})"
    return (
        (
            rf"{ALONE}{day}([./-]){month}\2{year}{ENDED}",
            lambda match: _date(language, match[1], match[3], match[4]),
        ),
        (
            rf"{ALONE}{year}-{month}-{day}{ENDED}",
            lambda match: _date(language, match[3], match[2], match[1]),
        ),
    )


def _date(language: Language, day: str, month: str, year: str) -> str:
    name = language.months[int(month) - 1]
    return language.date.format(day=int(day), month=name, year=year)


# Signs, money, units. The digits stay.


def _signs(language: Language) -> Sequence[Rule]:
    signs = one_of(language.currencies)
    to = f" {language.to} "
    return (
        (r"(?<=\d),(?:--?|[–—])(?!\w)", ""),
        (r"(?<=:\d\d)-(?=\d)", to),
        (rf"(?<=\d)\s?[–—]\s?(?=(?:{signs})?\s?\d)", to),
        (r"(?<![\w-])([1-9]\d*)-(?=[1-9]\d*(?![\w-]))", rf"\1{to}"),
        (r"(?<=\d)\s?×\s?(?=\d)", f" {language.by} "),
        (r"(?<![\w)])[-−](?=\d)", f"{language.minus} "),
        (r"(?<!\w)['’](?=\d\d\b)", ""),
        (
            rf"(?:{ALONE}({WHOLE})\s?)?({one_of(language.fractions)})",
            partial(_fraction, language),
        ),
    )


def _fraction(language: Language, match: Match) -> str:
    alone, added = language.fractions[match[2]]
    return language.cardinal(int(match[1])) + added if match[1] else alone


def _money(language: Language) -> Sequence[Rule]:
    signs, scales = one_of(language.currencies), one_of(language.scales)
    alone = one_of(scale for scale in language.scales if " " not in scale)
    amount = rf"({WHOLE})(?:[.,](\d+))?(?:\s?({scales})(?![^\W\d_]))?"
    return (
        (
            rf"(?<!\w)({signs})\s?{amount}",
            lambda match: _sum(language, match[1], match[2], match[3], match[4]),
        ),
        (
            rf"{ALONE}{amount}\s?({signs})(?!\w)",
            lambda match: _sum(language, match[4], match[1], match[2], match[3]),
        ),
        (
            rf"{ALONE}(\d+(?:[.,]\d+)?)\s?({alone})(?!\w)",
            lambda match: _counted(language, match[1], language.scales[match[2]]),
        ),
    )


_CENT_DIGITS = 2


def _sum(
    language: Language, sign: str, whole: str, part: str | None, scale: str | None
) -> str:
    if part and len(part) == _CENT_DIGITS and not scale:
        return _with_cents(language, sign, int(whole), int(part))
    number = f"{whole},{part}" if part else whole
    if scale:
        amount = _counted(language, number, language.scales[scale])
        return f"{amount} {language.of(language.currencies[sign][1])}"
    return _counted(language, number, language.currencies[sign])


def _with_cents(language: Language, sign: str, whole: int, cents: int) -> str:
    amount = _counted(language, str(whole), language.currencies[sign])
    if not cents:
        return amount
    if not whole:
        return _counted(language, str(cents), language.cents)
    return f"{amount}{language.cents_link}{cents}"


def _counted(language: Language, number: str, forms: Forms) -> str:
    one, many = forms
    singular = applied([(rf"^(?:{language.singular})$", "")], number) == ""
    return f"{number} {one if singular else many}"


_PLAIN = str.maketrans("²³", "23")
"""How squares and cubes are typed where the keyboard has none: m2."""


def _units(language: Language) -> Sequence[Rule]:
    plain = {sign.translate(_PLAIN): forms for sign, forms in language.units.items()}
    units = {**plain, **language.units}
    return (
        (
            rf"{ALONE}(\d+(?:[.,]\d+)?)\s?({one_of(units)})(?!\w)",
            lambda match: _counted(language, match[1], units[match[2]]),
        ),
    )


# Bare numbers.


def _numbers(language: Language) -> Sequence[Rule]:
    return (
        (rf"{ALONE}(0\d+|\d{{16,}}){ENDED}", lambda match: _digits(language, match[1])),
        (
            rf"{ALONE}({WHOLE})[.,](\d+)(?!\w|[.,]\d)",
            lambda match: _decimal(language, match[1], match[2]),
        ),
        (
            rf"{ALONE}({WHOLE}){ENDED}(?:( )(?=([^\W\d_]+)))?",
            partial(_number, language),
        ),
    )


def _digits(language: Language, number: str) -> str:
    return " ".join(language.cardinal(int(digit)) for digit in number)


_MOST_DECIMALS = 15


def _decimal(language: Language, whole: str, fraction: str) -> str:
    short = len(fraction) <= _MOST_DECIMALS
    behind = language.decimals(fraction) if short else _digits(language, fraction)
    return f"{language.cardinal(int(whole))} {language.point} {behind}"


def _number(language: Language, match: Match) -> str:
    words = language.count(int(match[1]), match[3] or "")
    return words if words.endswith("'") else words + (match[2] or "")
