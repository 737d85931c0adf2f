"""French, written out for the ear.

To extend: add short forms, units, rulers and feminine nouns to the tables; a word that
needs no new grammar needs no new code. Every addition gets a line in
``tests/unit/domain/tours/spoken/french.py``. Only "un" knows a gender; a noun that
neither stands in the table nor has one of the endings counts as masculine.
"""

from collections.abc import Mapping, Sequence

from walkumentary.domain.tours import spelled_french as spelled
from walkumentary.domain.tours.spoken.language import Language
from walkumentary.domain.tours.spoken.rules import (
    ALONE,
    CAPITAL,
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
    "apr. J.-C.": "après Jésus-Christ",
    "av. J.-C.": "avant Jésus-Christ",
    "c.-à-d.": "c'est-à-dire",
    "env.": "environ",
    "etc.": "et cetera",
    "p. ex.": "par exemple",
    "&": "et",
}
_BEFORE_NAMES: Mapping[str, str] = {
    "Dr": "docteur",
    "M.": "monsieur",
    "MM.": "messieurs",
    "Mgr": "monseigneur",
    "Mlle": "mademoiselle",
    "Mme": "madame",
    "Mmes": "mesdames",
    "Pr": "professeur",
    "St": "saint",
    "Ste": "sainte",
    "av.": "avenue",
    "bd": "boulevard",
}
_BEFORE_NUMBERS: Mapping[str, str] = {
    "N°": "numéro",
    "ca": "vers",
    "n°": "numéro",
    "nº": "numéro",
    "n°s": "numéros",
    "p.": "page",
    "pp.": "pages",
    "vol.": "volume",
    "v.": "vers",
    "±": "environ",
    "~": "environ",
}
_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre "
    "décembre"
).split()
_UNITS: Mapping[str, tuple[str, str]] = {
    "%": ("pour cent", "pour cent"),
    "‰": ("pour mille", "pour mille"),
    "m": ("mètre", "mètres"),
    "km": ("kilomètre", "kilomètres"),
    "cm": ("centimètre", "centimètres"),
    "mm": ("millimètre", "millimètres"),
    "m²": ("mètre carré", "mètres carrés"),
    "km²": ("kilomètre carré", "kilomètres carrés"),
    "m³": ("mètre cube", "mètres cubes"),
    "ha": ("hectare", "hectares"),
    "l": ("litre", "litres"),
    "g": ("gramme", "grammes"),
    "kg": ("kilogramme", "kilogrammes"),
    "t": ("tonne", "tonnes"),
    "min": ("minute", "minutes"),
    "km/h": ("kilomètre par heure", "kilomètres par heure"),
    "°C": ("degré Celsius", "degrés Celsius"),
    "° C": ("degré Celsius", "degrés Celsius"),
    "°": ("degré", "degrés"),
}
_CURRENCIES: Mapping[str, tuple[str, str]] = {
    "€": ("euro", "euros"),
    "EUR": ("euro", "euros"),
    "£": ("livre", "livres"),
    "$": ("dollar", "dollars"),
    "CHF": ("franc suisse", "francs suisses"),
    "¥": ("yen", "yens"),
}
_SCALES: Mapping[str, tuple[str, str]] = {
    "M": ("million", "millions"),
    "Md": ("milliard", "milliards"),
    "Mds": ("milliard", "milliards"),
    "million": ("million", "millions"),
    "millions": ("million", "millions"),
    "milliard": ("milliard", "milliards"),
    "milliards": ("milliard", "milliards"),
}
_FRACTIONS: Mapping[str, tuple[str, str]] = {
    "½": ("un demi", " et demi"),
    "¼": ("un quart", " et quart"),
    "¾": ("trois quarts", " trois quarts"),
}

# Numbers with the word after them.

_FEMININE = frozenset(
    "année années arche arches brique briques chaise chaises chambre chambres "
    "chapelle chapelles chose choses cloche cloches colonne colonnes femme femmes "
    "fenêtre fenêtres fille filles fleur fleurs fois fontaine fontaines heure "
    "heures île îles journée journées langue langues lettre lettres livres maison "
    "maisons marche marches minute minutes nuit nuits œuvre œuvres page pages "
    "paroisse paroisses personne personnes pièce pièces pierre pierres pile piles "
    "place places porte portes rue rues salle salles seconde secondes semaine "
    "semaines statue statues table tables tombe tombes tonne tonnes tours vie "
    "vies ville villes voûte voûtes église églises école écoles étoile étoiles".split()
)
_FEMININE_ENDINGS = (
    *("tion", "tions", "sion", "sions", "té", "tés", "ette", "ettes", "esse", "esses"),
    *("ance", "ances", "ence", "ences", "ure", "ures", "elle", "elles", "ie", "ies"),
)
_NO_NOUNS = frozenset(
    "à au aux avant après d dans de des du en est et fut la le les ou par plus "
    "pour puis sur un une".split()
)
_VOWELS = tuple("aeiouyhàâéèêëîïôùûœ")
_MILLION = 10**6


def _count(number: int, noun: str) -> str:
    words = spelled.cardinal(number)
    if noun in _FEMININE or noun.endswith(_FEMININE_ENDINGS):
        words = spelled.feminine(words)
    return f"{words} {_link(noun)}" if _millions_of(number, noun) else words


def _millions_of(number: int, noun: str) -> bool:
    whole = number >= _MILLION and number % _MILLION == 0
    return whole and bool(noun) and noun not in _NO_NOUNS


def _link(noun: str) -> str:
    return "d'" if noun.casefold().startswith(_VOWELS) else "de"


def _of(noun: str) -> str:
    return f"{_link(noun)} {noun}".replace("' ", "'")


# Ordinals, centuries, reigns.

_WOMEN = frozenset(
    "Anne Béatrix Catherine Christine Élisabeth Elisabeth Elizabeth Isabelle "
    "Jeanne Juliana Marguerite Marie Victoria Wilhelmine".split()
)
_MEN = frozenset(
    "Albert Alexandre Alphonse Baudouin Benoît Boniface Charles Clément Clovis "
    "Constantin Édouard Edouard Ferdinand François Frédéric Georges Grégoire "
    "Guillaume Gustave Henri Innocent Jacques Jean Joseph Jules Léon Léopold "
    "Louis Maximilien Napoléon Nicolas Othon Paul Philippe Pie Pierre Richard "
    "Robert Rodolphe Sixte Urbain Victor-Emmanuel".split()
)
_COUNTED = one_of(
    "acte an chapitre chant livre niveau partie phase scène tome type volume".split()
)
_RULERS = one_of(_MEN | _WOMEN)
_TH = r"(?:[eᵉ]|èmes?|es)"


def _ordinal_of_roman(match: Match) -> str:
    return _th(roman(match[1]))


def _ordinal(match: Match) -> str:
    return _th(int(match[1]))


def _th(number: int) -> str:
    return spelled.ordinal(number) if number > 1 else "unième"


def _numbered(match: Match) -> str:
    return f"{match[1]} {_regnal(match[1], roman(match[2]))}"


def _regnal(name: str, number: int) -> str:
    if number > 1:
        return spelled.cardinal(number)
    return "première" if name in _WOMEN else "premier"


def _numbered_thing(match: Match) -> str:
    return f"{match[1]} {spelled.cardinal(roman(match[2]))}"


# Hours.


def _clock(match: Match) -> str:
    minute = int(match[2])
    return f"{_hours(match)} {minute}" if minute else _hours(match)


def _hours(match: Match) -> str:
    return f"{int(match[1])} {'heure' if int(match[1]) < 2 else 'heures'}"


_EARLY: Sequence[Rule] = (
    (rf"\bSt(e?)-(?={CAPITAL})", r"Saint\1-"),
    (rf"({ROMAN_LETTERS}{_TH}|Ier) s\.$", r"\1 siècle."),
    (rf"({ROMAN_LETTERS}{_TH}|Ier) s\.", r"\1 siècle"),
    (r"\b(?:I|1)(?:er|ᵉʳ)(s?)\b", r"premier\1"),
    (r"\b(?:I|1)(?:re|ère|ʳᵉ)\b", "première"),
    (rf"{ALONE}2nd(e?)\b", r"second\1"),
    (rf"\b({ROMAN_LETTERS}{_TH})\s?[–-]\s?(?={ROMAN_LETTERS}{_TH})", r"\1 et "),
    (rf"\b({ROMAN_LETTERS}){_TH}(?!\w)", _ordinal_of_roman),
    (r"\b(?=[ivx])(x{0,3}(?:ix|iv|v?i{0,3}))[eᵉ](?= siècle| s\.)", _ordinal_of_roman),
    (rf"{ALONE}(\d{{1,3}}){_TH}(?!\w)", _ordinal),
    (rf"\b({_COUNTED}) ({ROMAN})", _numbered_thing),
    (rf"\b({_RULERS}) ({ROMAN})", _numbered),
    (rf"\b({NAME}) ({LONG_ROMAN})", _numbered),
)
_LATE: Sequence[Rule] = (
    (
        rf"{ALONE}([01]?\d|2[0-4])(?:\s?h\s?|:)([0-5]\d)(?:\s?min)?(?![\w:])",
        _clock,
    ),
    (rf"{ALONE}(\d{{1,2}})\s?h(?!\w)", _hours),
)

FRENCH = Language(
    grouping=".",
    phrases=_PHRASES,
    before_names=_BEFORE_NAMES,
    before_numbers=_BEFORE_NUMBERS,
    months=_MONTHS,
    date="{day} {month} {year}",
    units=_UNITS,
    singular=r"[01](?:[.,]\d+)?",
    currencies=_CURRENCIES,
    cents=("centime", "centimes"),
    scales=_SCALES,
    of=_of,
    fractions=_FRACTIONS,
    to="à",
    by="sur",
    minus="moins",
    point="virgule",
    decimals=spelled.decimals,
    cardinal=spelled.cardinal,
    count=_count,
    early=_EARLY,
    late=_LATE,
)
