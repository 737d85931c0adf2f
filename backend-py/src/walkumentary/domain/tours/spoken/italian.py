"""Italian, written out for the ear.

To extend: add short forms, units, rulers and nouns to the tables; a word that needs no
new grammar needs no new code. Every addition gets a line in
``tests/unit/domain/tours/spoken/italian.py``. A noun that neither stands in the tables
nor ends in "a" counts as masculine.
"""

from collections.abc import Mapping, Sequence

from walkumentary.domain.tours import spelled_italian as spelled
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
    applied,
    one_of,
    roman,
)

_PHRASES: Mapping[str, str] = {
    "a.C.": "avanti Cristo",
    "a. C.": "avanti Cristo",
    "ca.": "circa",
    "d.C.": "dopo Cristo",
    "d. C.": "dopo Cristo",
    "ecc.": "eccetera",
    "p. es.": "per esempio",
    "&": "e",
}
_BEFORE_NAMES: Mapping[str, str] = {
    "Arch.": "architetto",
    "Dott.": "dottor",
    "Ing.": "ingegner",
    "Mons.": "monsignor",
    "P.za": "piazza",
    "P.zza": "piazza",
    "Prof.": "professor",
    "SS.": "santi",
    "Sig.": "signor",
    "Sig.ra": "signora",
    "Sta.": "santa",
}
_BEFORE_NUMBERS: Mapping[str, str] = {
    "N.": "numero",
    "c.": "circa",
    "n.": "numero",
    "n°": "numero",
    "nº": "numero",
    "p.": "pagina",
    "pag.": "pagina",
    "pp.": "pagine",
    "vol.": "volume",
    "±": "circa",
    "~": "circa",
}
_MONTHS = (
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
    "novembre dicembre"
).split()
_UNITS: Mapping[str, tuple[str, str]] = {
    "%": ("per cento", "per cento"),
    "‰": ("per mille", "per mille"),
    "m": ("metro", "metri"),
    "km": ("chilometro", "chilometri"),
    "cm": ("centimetro", "centimetri"),
    "mm": ("millimetro", "millimetri"),
    "m²": ("metro quadrato", "metri quadrati"),
    "mq": ("metro quadrato", "metri quadrati"),
    "km²": ("chilometro quadrato", "chilometri quadrati"),
    "m³": ("metro cubo", "metri cubi"),
    "ha": ("ettaro", "ettari"),
    "l": ("litro", "litri"),
    "g": ("grammo", "grammi"),
    "kg": ("chilogrammo", "chilogrammi"),
    "t": ("tonnellata", "tonnellate"),
    "h": ("ora", "ore"),
    "min": ("minuto", "minuti"),
    "km/h": ("chilometro all'ora", "chilometri all'ora"),
    "°C": ("grado Celsius", "gradi Celsius"),
    "° C": ("grado Celsius", "gradi Celsius"),
    "°": ("grado", "gradi"),
}
_CURRENCIES: Mapping[str, tuple[str, str]] = {
    "€": ("euro", "euro"),
    "EUR": ("euro", "euro"),
    "£": ("sterlina", "sterline"),
    "$": ("dollaro", "dollari"),
    "¥": ("yen", "yen"),
}
_SCALES: Mapping[str, tuple[str, str]] = {
    "mln": ("milione", "milioni"),
    "mld": ("miliardo", "miliardi"),
    "milione di": ("milione", "milioni"),
    "milioni di": ("milione", "milioni"),
    "milione": ("milione", "milioni"),
    "milioni": ("milione", "milioni"),
    "miliardi": ("miliardo", "miliardi"),
}
_FRACTIONS: Mapping[str, tuple[str, str]] = {
    "½": ("mezzo", " e mezzo"),
    "¼": ("un quarto", " e un quarto"),
    "¾": ("tre quarti", " e tre quarti"),
}

# Numbers with the word after them.

_FEMININE = frozenset(
    "ora volta stanza chiesa torre notte parte chiave fonte nave mano".split()
)
_MASCULINE = frozenset("poeta problema sistema programma tema papa artista era".split())
_NO_NOUNS = frozenset(
    "a ad al alla che come con d da dal dalla del della di e ed era fino fu ha i "
    "il in la le lo ma nel nella non o ogni per più poi si sono su sul un una è".split()
)
_MILLION = 10**6
_HARD = tuple("z ps gn x y sb sc sd sf sg sl sm sn sp sq sr st sv".split())
"""Beginnings of nouns that take "uno"."""


def _count(number: int, noun: str) -> str:
    if not noun or noun.casefold() in _NO_NOUNS:
        return spelled.cardinal(number)
    if number == 1:
        return _one(noun)
    millions = number >= _MILLION and number % _MILLION == 0
    return f"{spelled.cardinal(number)} di" if millions else spelled.cardinal(number)


def _one(noun: str) -> str:
    if (noun in _FEMININE or noun.endswith("a")) and noun not in _MASCULINE:
        return "un'" if noun.startswith(tuple("aeiou")) else "una"
    return "uno" if noun.startswith(_HARD) else "un"


def _saint(match: Match) -> str:
    """Return "san", "santo", "santa" or "sant'" for the S. before a name."""
    name = match[1]
    if name.startswith(tuple("AEIOU")):
        return f"sant'{name}"
    feminine = name.endswith(("a", "Agnese", "Irene")) and name not in _SAINTLY_MEN
    return f"{'santa' if feminine else _san(name)} {name}"


def _san(name: str) -> str:
    return "santo" if name.casefold().startswith(_HARD) else "san"


_SAINTLY_MEN = frozenset("Barnaba Battista Luca Mattia Nicola Saba".split())


# Ordinals, centuries, reigns.

_WOMEN = frozenset(
    "Anna Beatrice Caterina Cristina Elisabetta Giovanna Giuliana Guglielmina "
    "Isabella Margherita Maria Vittoria".split()
)
_MEN = frozenset(
    "Adriano Alberto Alessandro Alfonso Amedeo Augusto Benedetto Bonifacio "
    "Callisto Carlo Celestino Clemente Cosimo Costantino Edoardo Emanuele Enrico "
    "Eugenio Federico Felice Ferdinando Filiberto Filippo Francesco Giacomo "
    "Giorgio Giovanni Giulio Giuseppe Gregorio Guglielmo Innocenzo Leone Leopoldo "
    "Lorenzo Luigi Manuele Martino Massimiliano Napoleone Nicola Niccolò Onorio "
    "Ottone Paolo Pasquale Pelagio Pietro Pio Riccardo Roberto Rodolfo Sergio "
    "Silvestro Sisto Stefano Umberto Urbano".split()
)
_RULERS = one_of(_MEN | _WOMEN)
_COUNTED = one_of("atto capitolo canto fase libro scena tipo tomo volume zona".split())
_FEMININE_EVENTS = one_of(
    "guerra Guerra Repubblica repubblica dinastia Dinastia Internazionale "
    "crociata Crociata edizione Esposizione Biennale Olimpiade legione Legione".split()
)
_MASCULINE_EVENTS = one_of("Reich Concilio concilio Congresso congresso stile".split())
_ANY_MONTH = one_of([*_MONTHS, *map(str.capitalize, _MONTHS)])


def _feminine(ordinal: str) -> str:
    return f"{ordinal[:-1]}a"


def _ordinal_of_roman(match: Match) -> str:
    return spelled.ordinal(roman(match[1]))


def _reign(match: Match) -> str:
    ordinal = spelled.ordinal(roman(match[2]))
    return f"{match[1]} {_feminine(ordinal) if match[1] in _WOMEN else ordinal}"


def _feminine_event(match: Match) -> str:
    return _feminine(_ordinal_of_roman(match))


def _counted(match: Match) -> str:
    return f"{match[1]} {spelled.cardinal(roman(match[2]))}"


def _centuries(match: Match) -> str:
    numerals = applied(
        [(r"\s?[–-]\s?", " e "), (rf"({ROMAN})", _ordinal_of_roman)], match[2]
    )
    return f"{match[1]} {numerals}"


def _day_of_roman(match: Match) -> str:
    """Return "Venti Settembre" for the street "XX Settembre"."""
    number = roman(match[1])
    words = "primo" if number == 1 else spelled.cardinal(number)
    return words.capitalize()


def _as_century(match: Match) -> str:
    """Return "il Cinquecento" for "il '500"."""
    return spelled.cardinal(int(match[1])).capitalize()


# Ranges: "dal 1655 al 1701", "da dieci a dodici metri".

_YEAR = range(1000, 2100)
_FROM = r"\b(?:da|dal|dai|dalle|tra|fra)(?: il| le| i)? "


def _range(match: Match) -> str:
    first, last = match[1], match[2]
    if int(first) in _YEAR:
        return f"dal {first} al {last}"
    return f"da {first} a {last}"


_TO = r"(?:il |l['’]|(?:ne|de|da|a)l(?:l['’]| ))"
_LINKS = rf"(?:,? e {_TO}?|,? al(?:l['’]| )|, | o |\s?[–-]\s?)"
_CHAIN = rf"(?:{ROMAN})(?:{_LINKS}{ROMAN})*"
_EARLY: Sequence[Rule] = (
    (rf"\bS\. (?={CAPITAL}[a-zà-ÿ])({NAME})", _saint),
    (rf"\b({ROMAN}) (?:sec\.|secc\.)", r"\1 secolo"),
    (rf"\b[Ss]ec\. (?={ROMAN})", "secolo "),
    (rf"\b[Ss]ecc\. (?={ROMAN})", "secoli "),
    (rf"\b([Ss]ecol[oi]) ({_CHAIN})", _centuries),
    (rf"\b({ROMAN})\s?[–-]\s?(?={ROMAN} secol[oi]\b)", r"\1 e "),
    (rf"\b({ROMAN})(?=(?:{_LINKS}{ROMAN})* secol[oi]\b)", _ordinal_of_roman),
    (rf"\b({ROMAN})(?= (?:{_ANY_MONTH})\b)", _day_of_roman),
    (rf"\b({ROMAN})(?= (?:{_FEMININE_EVENTS})\b)", _feminine_event),
    (rf"\b({ROMAN})(?= (?:{_MASCULINE_EVENTS})\b)", _ordinal_of_roman),
    (rf"\b({_COUNTED}) ({ROMAN})", _counted),
    (rf"\b({_RULERS}) ({ROMAN})", _reign),
    (rf"\b({NAME}) ({LONG_ROMAN})", _reign),
    (rf"{ALONE}1[º°]?(?= (?:{_ANY_MONTH})\b)", "primo"),
    (rf"{ALONE}(\d{{1,3}})º(?!\w)", lambda match: spelled.ordinal(int(match[1]))),
    (
        rf"{ALONE}(\d{{1,3}})°(?= (?![CF]\b)[^\W\d_])",
        lambda match: spelled.ordinal(int(match[1])),
    ),
    (
        rf"{ALONE}(\d{{1,3}})ª(?!\w)",
        lambda match: _feminine(spelled.ordinal(int(match[1]))),
    ),
    (r"(?<!\w)['’]([2-9]00)\b", _as_century),
    (rf"({_FROM}\d+)\s?[–—-]\s?(?=\d+{ENDED})", r"\1 a "),
    (rf"{ALONE}(?<!-)(\d{{1,4}})\s?[–—]\s?(\d{{1,4}}){ENDED}", _range),
    (rf"{ALONE}(?<!-)([1-9]\d{{0,3}})-([1-9]\d{{0,3}})(?![\w-]|[.,]\d)", _range),
)

# Hours.

_HOUR = r"([01]?\d|2[0-4])"


def _clock(match: Match) -> str:
    hour, minute = int(match[1]), int(match[2])
    words = "una" if hour == 1 else spelled.cardinal(hour)
    return f"{words} e {spelled.cardinal(minute)}" if minute else words


_LATE: Sequence[Rule] = (
    (rf"(?:(?<=\bore )|(?<=lle )){_HOUR}[:.]([0-5]\d)(?![\w:])", _clock),
    (rf"(?<=\ball['’]){_HOUR}[:.]([0-5]\d)(?![\w:])", _clock),
    (rf"{ALONE}{_HOUR}:([0-5]\d)(?![\w:])", _clock),
)

ITALIAN = Language(
    grouping=".",
    phrases=_PHRASES,
    before_names=_BEFORE_NAMES,
    before_numbers=_BEFORE_NUMBERS,
    months=_MONTHS,
    date="{day} {month} {year}",
    units=_UNITS,
    currencies=_CURRENCIES,
    cents=("centesimo", "centesimi"),
    cents_link=" e ",
    scales=_SCALES,
    of=lambda noun: f"di {noun}",
    fractions=_FRACTIONS,
    to="a",
    by="per",
    minus="meno",
    point="virgola",
    decimals=spelled.decimals,
    cardinal=spelled.cardinal,
    count=_count,
    early=_EARLY,
    late=_LATE,
)
