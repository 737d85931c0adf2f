"""Dutch, written out for the ear.

To extend: add short forms, units and rulers to the tables; a word that needs no new
grammar needs no new code. Every addition gets a line in
``tests/unit/domain/tours/spoken/dutch.py``. Dutch declines nothing here; years and
counts from 1100 to 1999 are both read as hundreds.
"""

from collections.abc import Mapping, Sequence

from walkumentary.domain.tours import spelled_dutch as spelled
from walkumentary.domain.tours.spoken.language import Language
from walkumentary.domain.tours.spoken.rules import (
    ALONE,
    LONG_ROMAN,
    NAME,
    ROMAN,
    ROMAN_LETTERS,
    Match,
    Rule,
    one_of,
    roman,
)

_PHRASES: Mapping[str, str] = {
    "bijv.": "bijvoorbeeld",
    "bv.": "bijvoorbeeld",
    "ca.": "circa",
    "d.w.z.": "dat wil zeggen",
    "e.d.": "en dergelijke",
    "enz.": "enzovoort",
    "etc.": "et cetera",
    "excl.": "exclusief",
    "incl.": "inclusief",
    "m.a.w.": "met andere woorden",
    "n. Chr.": "na Christus",
    "o.a.": "onder andere",
    "o.l.v.": "onder leiding van",
    "t/m": "tot en met",
    "v. Chr.": "voor Christus",
    "zgn.": "zogenaamd",
    "&": "en",
}
_BEFORE_NAMES: Mapping[str, str] = {
    "Dhr.": "de heer",
    "Dr.": "dokter",
    "H.": "Heilige",
    "Ir.": "ingenieur",
    "Mevr.": "mevrouw",
    "Mr.": "meester",
    "Prof.": "professor",
    "St.": "Sint",
    "Ds.": "dominee",
    "dhr.": "de heer",
    "dr.": "dokter",
    "ds.": "dominee",
    "ir.": "ingenieur",
    "mevr.": "mevrouw",
    "mr.": "meester",
    "prof.": "professor",
}
_BEFORE_NUMBERS: Mapping[str, str] = {
    "blz.": "bladzijde",
    "c.": "circa",
    "ca": "circa",
    "geb.": "geboren",
    "nr.": "nummer",
    "Nr.": "nummer",
    "no.": "nummer",
    "nrs.": "nummers",
    "omstr.": "omstreeks",
    "ong.": "ongeveer",
    "p.": "pagina",
    "±": "ongeveer",
    "~": "ongeveer",
    "†": "overleden",
}
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november "
    "december"
).split()
_UNITS: Mapping[str, tuple[str, str]] = {
    "%": ("procent", "procent"),
    "‰": ("promille", "promille"),
    "m": ("meter", "meter"),
    "km": ("kilometer", "kilometer"),
    "cm": ("centimeter", "centimeter"),
    "mm": ("millimeter", "millimeter"),
    "m²": ("vierkante meter", "vierkante meter"),
    "km²": ("vierkante kilometer", "vierkante kilometer"),
    "m³": ("kubieke meter", "kubieke meter"),
    "ha": ("hectare", "hectare"),
    "l": ("liter", "liter"),
    "g": ("gram", "gram"),
    "kg": ("kilogram", "kilogram"),
    "t": ("ton", "ton"),
    "min": ("minuut", "minuten"),
    "km/u": ("kilometer per uur", "kilometer per uur"),
    "km/h": ("kilometer per uur", "kilometer per uur"),
    "°C": ("graad Celsius", "graden Celsius"),
    "° C": ("graad Celsius", "graden Celsius"),
    "°": ("graad", "graden"),
}
_CURRENCIES: Mapping[str, tuple[str, str]] = {
    "€": ("euro", "euro"),
    "EUR": ("euro", "euro"),
    "ƒ": ("gulden", "gulden"),
    "£": ("pond", "pond"),
    "$": ("dollar", "dollar"),
    "¥": ("yen", "yen"),
}
_SCALES: Mapping[str, tuple[str, str]] = {
    "mln.": ("miljoen", "miljoen"),
    "mln": ("miljoen", "miljoen"),
    "mld.": ("miljard", "miljard"),
    "mld": ("miljard", "miljard"),
    "miljoen": ("miljoen", "miljoen"),
    "miljard": ("miljard", "miljard"),
}
_FRACTIONS: Mapping[str, tuple[str, str]] = {
    "½": ("een half", " en een half"),
    "¼": ("een kwart", " en een kwart"),
    "¾": ("driekwart", " en driekwart"),
}


def _count(number: int, _: str) -> str:
    return spelled.cardinal(number)


# Ordinals, centuries, reigns.

_RULERS = one_of(
    "Adriaan Albert Alexander Alfons Anna August Beatrix Benedictus Bonifatius "
    "Boudewijn Catharina Christiaan Clemens Constantijn Diederik Dirk Eduard "
    "Elisabeth Elizabeth Ernst Ferdinand Filips Floris Frans Frederik Georg "
    "George Gregorius Gustaaf Hendrik Innocentius Isabella Jacob Jacobus Jan "
    "Johan Johannes Jozef Julius Karel Leo Leopold Lodewijk Margaretha Maria "
    "Maurits Maximiliaan Napoleon Nicolaas Otto Paulus Peter Philips Pius Richard "
    "Rudolf Sixtus Urbanus Victoria Wilhelm Wilhelmina Willem".split()
)
_COUNTED = one_of(
    "Akte Apollo Boek Deel Fase Hoofdstuk Klasse WO Wereldoorlog akte boek deel "
    "fase hoofdstuk".split()
)
_TH = r"(?:e|ᵉ|de|ste)"


def _reign(match: Match) -> str:
    return f"{match[1]} de {spelled.ordinal(roman(match[2])).capitalize()}"


def _counted(match: Match) -> str:
    return f"{match[1]} {spelled.cardinal(roman(match[2]))}"


def _ordinal_of_roman(match: Match) -> str:
    return spelled.ordinal(roman(match[1]))


def _ordinal(match: Match) -> str:
    return spelled.ordinal(int(match[1]))


_EARLY: Sequence[Rule] = (
    (r"(?<=\d)\.?(?:–|-)(?=\d{1,2}(?:e|de|ste)\b)", " tot "),
    (rf"\b({ROMAN_LETTERS}){_TH}(?!\w)", _ordinal_of_roman),
    (rf"{ALONE}(\d{{1,6}}){_TH}(?!\w)", _ordinal),
    (rf"\b({_COUNTED}) ({ROMAN})", _counted),
    (rf"\b({_RULERS}) ({ROMAN})", _reign),
    (rf"\b({NAME}) ({LONG_ROMAN})", _reign),
)
_HOUR = r"([01]?\d|2[0-4])"
_LATE: Sequence[Rule] = (
    (rf"{ALONE}{_HOUR}[:.]00 (?:uur|u)\b\.?", r"\1 uur"),
    (rf"{ALONE}{_HOUR}[:.]0?([1-5]?\d) (?:uur|u)\b", r"\1 uur \2"),
    (rf"{ALONE}{_HOUR}u0?([1-5]?\d)\b", r"\1 uur \2"),
    (rf"{ALONE}{_HOUR}:00(?![\w:])", r"\1 uur"),
    (rf"{ALONE}{_HOUR}:0?([1-5]?\d)(?![\w:])", r"\1 uur \2"),
)

DUTCH = Language(
    grouping=".",
    phrases=_PHRASES,
    before_names=_BEFORE_NAMES,
    before_numbers=_BEFORE_NUMBERS,
    months=_MONTHS,
    date="{day} {month} {year}",
    units=_UNITS,
    currencies=_CURRENCIES,
    cents=("cent", "cent"),
    scales=_SCALES,
    fractions=_FRACTIONS,
    to="tot",
    by="bij",
    minus="min",
    point="komma",
    decimals=spelled.decimals,
    cardinal=spelled.cardinal,
    count=_count,
    early=_EARLY,
    late=_LATE,
)
