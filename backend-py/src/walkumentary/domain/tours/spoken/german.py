"""German, written out for the ear.

To extend: add short forms, units, rulers and nouns to the tables; a word that needs
no new grammar needs no new code. Every addition gets a line in
``tests/unit/domain/tours/spoken/german.py``. The hard part of German is that an
ordinal is declined: "der dritte", "am dritten". What decides is the word before it.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import dropwhile

from walkumentary.domain.tours import spelled_german as spelled
from walkumentary.domain.tours.spoken.language import Language
from walkumentary.domain.tours.spoken.rules import (
    ALONE,
    CAPITAL,
    ENDED,
    LONG_ROMAN,
    NAME,
    ROMAN,
    Match,
    Rule,
    one_of,
    roman,
    words_before,
)

_PHRASES: Mapping[str, str] = {
    "Abb.": "Abbildung",
    "bzw.": "beziehungsweise",
    "ca.": "circa",
    "d. h.": "das heißt",
    "ehem.": "ehemalig",
    "etc.": "et cetera",
    "evtl.": "eventuell",
    "inkl.": "inklusive",
    "Jh.": "Jahrhundert",
    "Jhd.": "Jahrhundert",
    "Jhs.": "Jahrhunderts",
    "n. Chr.": "nach Christus",
    "s. o.": "siehe oben",
    "s. u.": "siehe unten",
    "sog.": "sogenannt",
    "u. a.": "unter anderem",
    "u. Z.": "unserer Zeit",
    "usw.": "und so weiter",
    "v. a.": "vor allem",
    "v. Chr.": "vor Christus",
    "vgl.": "vergleiche",
    "z. B.": "zum Beispiel",
    "z. T.": "zum Teil",
    "zzgl.": "zuzüglich",
    "&": "und",
}
_BEFORE_NAMES: Mapping[str, str] = {
    "Dr.": "Doktor",
    "Fam.": "Familie",
    "Fr.": "Frau",
    "Gebr.": "Gebrüder",
    "Hl.": "Heilige",
    "Hr.": "Herr",
    "Ing.": "Ingenieur",
    "Prof.": "Professor",
    "St.": "Sankt",
    "hl.": "heilige",
}
_BEFORE_NUMBERS: Mapping[str, str] = {
    "#": "Nummer",
    "*": "geboren",
    "Bd.": "Band",
    "Nr.": "Nummer",
    "S.": "Seite",
    "gest.": "gestorben",
    "geb.": "geboren",
    "reg.": "regierte",
    "§": "Paragraf",
    "±": "etwa",
    "~": "etwa",
    "†": "gestorben",
}
_MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
).split()
_SHORT_MONTHS: Mapping[str, str] = {
    "Jan.": "Januar",
    "Feb.": "Februar",
    "Apr.": "April",
    "Aug.": "August",
    "Sept.": "September",
    "Sep.": "September",
    "Okt.": "Oktober",
    "Nov.": "November",
    "Dez.": "Dezember",
}
_UNITS: Mapping[str, tuple[str, str]] = {
    "%": ("Prozent", "Prozent"),
    "‰": ("Promille", "Promille"),
    "m": ("Meter", "Meter"),
    "km": ("Kilometer", "Kilometer"),
    "cm": ("Zentimeter", "Zentimeter"),
    "mm": ("Millimeter", "Millimeter"),
    "m²": ("Quadratmeter", "Quadratmeter"),
    "km²": ("Quadratkilometer", "Quadratkilometer"),
    "m³": ("Kubikmeter", "Kubikmeter"),
    "ha": ("Hektar", "Hektar"),
    "l": ("Liter", "Liter"),
    "g": ("Gramm", "Gramm"),
    "kg": ("Kilogramm", "Kilogramm"),
    "t": ("Tonne", "Tonnen"),
    "h": ("Stunde", "Stunden"),
    "min": ("Minute", "Minuten"),
    "km/h": ("Kilometer pro Stunde", "Kilometer pro Stunde"),
    "°C": ("Grad Celsius", "Grad Celsius"),
    "° C": ("Grad Celsius", "Grad Celsius"),
    "°": ("Grad", "Grad"),
}
_CURRENCIES: Mapping[str, tuple[str, str]] = {
    "€": ("Euro", "Euro"),
    "EUR": ("Euro", "Euro"),
    "£": ("Pfund", "Pfund"),
    "$": ("Dollar", "Dollar"),
    "CHF": ("Franken", "Franken"),
    "DM": ("Mark", "Mark"),
    "¥": ("Yen", "Yen"),
}
_SCALES: Mapping[str, tuple[str, str]] = {
    "Mio.": ("Million", "Millionen"),
    "Mrd.": ("Milliarde", "Milliarden"),
    "Tsd.": ("tausend", "tausend"),
    "Millionen": ("Million", "Millionen"),
    "Million": ("Million", "Millionen"),
    "Milliarden": ("Milliarde", "Milliarden"),
    "Milliarde": ("Milliarde", "Milliarden"),
}
_FRACTIONS: Mapping[str, tuple[str, str]] = {
    "½": ("ein halb", "einhalb"),
    "¼": ("ein Viertel", "einviertel"),
    "¾": ("drei Viertel", "dreiviertel"),
}

# Numbers with the word after them.

_FEMININE_ENDINGS = ("e", "ung", "heit", "keit", "schaft", "ion", "tät", "ik", "in")
_NOT_FEMININE = frozenset(
    "Auge Ende Erbe Gebäude Gemälde Gewölbe Name Termin Benzin Stadion".split()
)
_DATING = frozenset(
    "jahr jahre jahres jahren anno ab bis nach vor seit zwischen in sommer herbst "
    "winter frühling frühjahr anfang mitte ende um".split()
) | frozenset(month.casefold() for month in _MONTHS)
"""Words before a number like 1648 that make it a year even if a noun follows."""


def _count(number: int, noun: str) -> str:
    if number == 1 and noun[:1].isupper():
        feminine = noun.endswith(_FEMININE_ENDINGS) and noun not in _NOT_FEMININE
        return "eine" if feminine else "ein"
    return spelled.cardinal(number)


def _year_or_count(match: Match) -> str:
    """Read 1648 as a year, unless it counts the noun that follows it."""
    number, noun = int(match[1]), match[2]
    before = [word.casefold() for word in words_before(match)[:1]]
    counts = noun and before and not _DATING.intersection(before)
    return spelled.cardinal(number) if counts else spelled.year(number)


def _decade(match: Match) -> str:
    return f"{spelled.year(int(match[1])).removesuffix('s')}er"


# Ordinals: what they are said of, and how they are declined.

_MASCULINE = frozenset(
    "Advent Akt Band Besucher Bezirk Geburtstag Hof Jahrestag König Kreuzzug "
    "Papst Platz Preis Rang Satz Stock Tag Teil Todestag Turm Weltkrieg "
    "Weltkriegs Weltkrieges Weltkriege".split()
) | frozenset(_MONTHS)
_NEUTER = frozenset(
    "Arrondissement Buch Geschoss Jahr Jahrhundert Jahrhunderte Jahrhunderts "
    "Jahrtausend Jahrtausends Jubiläum Kapitel Mal Obergeschoss Reich Stockwerk "
    "Viertel".split()
)
_FEMININE = frozenset(
    "Armee Auflage Dynastie Etage Generation Hälfte Internationale Kirche Klasse "
    "Legion Nacht Reihe Republik Sinfonie Stufe Stunde Symphonie Woche".split()
)
_NOUNS = _MASCULINE | _NEUTER | _FEMININE
_PREPOSITIONS = frozenset(
    "ab an auf aus außerhalb bei hinter in innerhalb mit nach neben seit trotz "
    "unter von vor während wegen zu zwischen".split()
)
"""After them, "der" is not the subject's."""
_WEAK_N = frozenset(
    "am beim dem den des im vom zum zur einem einen einer eines diesem diesen "
    "dieser dieses jedem jeden jeder jedes seinem seinen seiner seines ihrem "
    "ihren ihrer ihres bis durch für gegen".split()
)
_WEAK_E = frozenset("ans das die diese eine ihre ins jede seine".split())
_WEAK: Mapping[str, str] = {
    **dict.fromkeys(_WEAK_N, "en"),
    **dict.fromkeys(_WEAK_E, "e"),
}
_GENITIVE_ENDINGS = ("hunderts", "tausends", "kriegs", "krieges")
_STRONG: Mapping[str, str] = {
    **dict.fromkeys(_MASCULINE, "er"),
    **dict.fromkeys(_NEUTER, "es"),
    **dict.fromkeys(_FEMININE, "e"),
}
_LINK = (
    r"(?:,? (?:und|oder|bis|sowie)(?: (?:zum|zur|dem|den|der|die|das|am|im|vom))? |, )"
)
_ORDINAL = rf"{ALONE}(\d{{1,3}})\.(?=((?:{_LINK}\d{{1,3}}\.)*) (\w+))"


def _ordinal(match: Match) -> str:
    """Decline "3." after the word before it, unless it ends a sentence."""
    noun = match[3]
    before = _governing(match)
    ending = _ending(before, noun)
    known = noun in _NOUNS or ending in {"e", "en"}
    return spelled.ordinal(int(match[1])) + ending if known else match[0]


def _governing(match: Match) -> Sequence[str]:
    """Return the words before, where "3. und 4." share those of "3."."""
    words = [word.casefold() for word in words_before(match)]
    linked = [word for word in words[:2] if _is_number(word)]
    return [*dropwhile(_is_link, words)][:2] if linked else words[:2]


def _is_number(word: str) -> bool:
    return word.rstrip(",").removesuffix(".").isdecimal()


def _is_link(word: str) -> bool:
    return word in {"und", "oder", "bis", "sowie"} or _is_number(word)


def _ending(before: Sequence[str], noun: str) -> str:
    nearest, further = [*before, "", ""][:2]
    if nearest == "der":
        return _after_der(further, noun)
    return _WEAK.get(nearest) or _without_article(nearest, noun)


def _without_article(nearest: str, noun: str) -> str:
    if noun.endswith(_GENITIVE_ENDINGS):
        return "en"
    dative = nearest in _PREPOSITIONS and noun not in _FEMININE
    return "em" if dative and noun in _NOUNS else _STRONG.get(noun, "")


def _after_der(further: str, noun: str) -> str:
    """Tell the nominative "der zweite Stock" from "in der zweiten Etage"."""
    oblique = further in _PREPOSITIONS or noun in _FEMININE
    return "en" if oblique else "e"


def _day(match: Match) -> str:
    """Return "am 1. Mai" for "am 1.5."."""
    end = "." if _ends(match) else ""
    return f"{match[1]} {int(match[2])}. {_MONTHS[int(match[3]) - 1]}{end}"


# Reigns.

_WOMEN = frozenset(
    "Anna Beatrix Christina Christine Elisabeth Elizabeth Isabella Johanna "
    "Juliana Katharina Margarethe Margrethe Maria Mathilde Theresia Viktoria "
    "Wilhelmina".split()
)
_MEN = frozenset(
    "Albert Albrecht Alexander Alfons August Benedikt Bernhard Bonifaz Christian "
    "Clemens Eduard Ernst Eugen Ferdinand Franz Friedrich Georg Gregor Gustav "
    "Heinrich Innozenz Jakob Johann Johannes Joseph Josef Julius Karl Konrad Leo "
    "Leopold Ludwig Matthias Max Maximilian Moritz Napoleon Nikolaus Otto Paul "
    "Peter Philipp Pius Rudolf Ruprecht Sigismund Sixtus Urban Viktor Wenzel "
    "Wilhelm".split()
)
_DATIVE = frozenset(
    "am aus bei beim dem im mit nach neben seit unter vom von zu zum zwischen".split()
)
_ACCUSATIVE = frozenset("den durch für gegen ohne um".split())
_GENITIVE = frozenset("des statt trotz während wegen".split())
_ARTICLES: Mapping[str, tuple[str, str]] = {
    "nominative": ("der {}e", "die {}e"),
    "genitive": ("des {}en", "der {}en"),
    "dative": ("dem {}en", "der {}en"),
    "accusative": ("den {}en", "die {}e"),
}
_CASES: Mapping[str, str] = {
    **dict.fromkeys(_DATIVE, "dative"),
    **dict.fromkeys(_ACCUSATIVE, "accusative"),
    **dict.fromkeys(_GENITIVE, "genitive"),
}
_COUNTED = one_of(
    "Akt Apollo Band Buch Kapitel Klasse Phase Szene Teil Typ Weltkrieg".split()
)
_RULERS = one_of([name + s for name in _MEN | _WOMEN for s in ("", "s")])


def _reign(match: Match) -> str:
    """Return "Karls des Fünften" for "Karls V.", in the case that is asked for."""
    name, number = match[1], spelled.ordinal(roman(match[2])).capitalize()
    base = name if name in _MEN | _WOMEN else name.removesuffix("s")
    masculine, feminine = _ARTICLES[_case(match, genitive=base != name)]
    phrase = (feminine if base in _WOMEN else masculine).format(number)
    return f"{name} {phrase}{'.' if _ends(match) else ''}"


def _epithet(ending: str) -> Callable[[Match], str]:
    """Return what reads "des VIII." as "des Achten"."""

    def read(match: Match) -> str:
        number = spelled.ordinal(roman(match[2])).capitalize()
        return f"{match[1]} {number}{ending}{'.' if _ends(match) else ''}"

    return read


def _ends(match: Match) -> bool:
    return not match.string[match.end() :].strip("\"'”’»“)")


def _case(match: Match, *, genitive: bool) -> str:
    if genitive:
        return "genitive"
    before = dropwhile(_belongs_to_name, words_before(match))
    return _CASES.get(next(before, "").casefold(), "nominative")


def _belongs_to_name(word: str) -> bool:
    """Whether to look further back: titles, first names, "Karl V. und"."""
    known = word.casefold() in _CASES
    return not known and (word[0].isupper() or word == "und")


def _cardinal_of_roman(match: Match) -> str:
    return f"{match[1]} {spelled.cardinal(roman(match[2]))}"


def _dotted(match: Match) -> str:
    return f"{roman(match[1])}."


_AND = "(?: und| oder| bis|,)"
_EARLY: Sequence[Rule] = (
    (
        rf"(?<=\d\. )({one_of(_SHORT_MONTHS)})(?=[ ,;)]|$)",
        lambda match: _SHORT_MONTHS[match[1]],
    ),
    (
        r"\b([Aa]m|[Vv]om|[Zz]um|bis|den|dem|der) (\d\d?)\.(1[0-2]|0?[1-9])\.(?!\d)",
        _day,
    ),
    (r"(?<=\d\.)\s?[–-]\s?(?=\d{1,2}\.)", " bis "),
    (r"(?<=\d\.)\s?/\s?(?=\d{1,2}\.)", " und "),
    (rf"\b({ROMAN})\.?[–-](?={ROMAN}\. {CAPITAL})", r"\1. bis "),
    (
        rf"\b({ROMAN})\.(?=(?:{_AND} {ROMAN}\.)* (?:{one_of(_NOUNS)})\b)",
        _dotted,
    ),
    (rf"\b({_COUNTED}) ({ROMAN})", _cardinal_of_roman),
    (rf"\b({_RULERS}) ({ROMAN})\.(?!\w)", _reign),
    (rf"\b({_RULERS}) ({LONG_ROMAN})(?!\w)", _reign),
    (rf"\b({NAME}) ({LONG_ROMAN})\.(?!\w)", _reign),
    (rf"\b(der|die) ({ROMAN})\.(?!\w)", _epithet("e")),
    (rf"\b(dem|den|des) ({ROMAN})\.(?!\w)", _epithet("en")),
    (rf"\b({NAME}) ({LONG_ROMAN})", _cardinal_of_roman),
    (_ORDINAL, _ordinal),
)
_LATE: Sequence[Rule] = (
    (rf"{ALONE}([01]?\d|2[0-4])[:.]00(?: Uhr\b| h\b)", r"\1 Uhr"),
    (rf"{ALONE}([01]?\d|2[0-4])[:.]0?([1-5]?\d)(?: Uhr\b| h\b)", r"\1 Uhr \2"),
    (rf"{ALONE}([01]?\d|2[0-4]):00(?![\w:])", r"\1 Uhr"),
    (rf"{ALONE}([01]?\d|2[0-4]):0?([1-5]?\d)(?![\w:])", r"\1 Uhr \2"),
    (rf"{ALONE}(\d{{2,4}})er\b", _decade),
    (rf"{ALONE}(1[1-9]\d\d){ENDED}(?=( {CAPITAL})?)", _year_or_count),
)

GERMAN = Language(
    grouping=".'’",
    phrases=_PHRASES,
    before_names=_BEFORE_NAMES,
    before_numbers=_BEFORE_NUMBERS,
    months=_MONTHS,
    date="{day}. {month} {year}",
    units=_UNITS,
    currencies=_CURRENCIES,
    cents=("Cent", "Cent"),
    scales=_SCALES,
    fractions=_FRACTIONS,
    to="bis",
    by="mal",
    minus="minus",
    point="Komma",
    decimals=spelled.decimals,
    cardinal=spelled.cardinal,
    count=_count,
    early=_EARLY,
    late=_LATE,
)
