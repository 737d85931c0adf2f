"""Spanish, written out for the ear.

To extend: add short forms, units, rulers and nouns to the tables; a word that needs no
new grammar needs no new code. Every addition gets a line in
``tests/unit/domain/tours/spoken/spanish.py``. Hundreds and "uno" follow the gender of
what they count; a noun that neither stands in the tables nor ends in "a" or "as" counts
as masculine.
"""

from collections.abc import Mapping, Sequence

from walkumentary.domain.tours import spelled_spanish as spelled
from walkumentary.domain.tours.spoken.language import Language
from walkumentary.domain.tours.spoken.rules import (
    ALONE,
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
    "a. C.": "antes de Cristo",
    "a. e. c.": "antes de la era común",
    "aprox.": "aproximadamente",
    "d. C.": "después de Cristo",
    "e. c.": "de la era común",
    "etc.": "etcétera",
    "p. ej.": "por ejemplo",
    "&": "y",
}
_BEFORE_NAMES: Mapping[str, str] = {
    "Avda.": "avenida",
    "Av.": "avenida",
    "C/": "calle",
    "D.": "don",
    "Dña.": "doña",
    "Dr.": "doctor",
    "Dra.": "doctora",
    "Pl.": "plaza",
    "Prof.": "profesor",
    "S.": "san",
    "Sr.": "señor",
    "Sra.": "señora",
    "Srta.": "señorita",
    "Sta.": "santa",
    "Sto.": "santo",
}
_BEFORE_NUMBERS: Mapping[str, str] = {
    "N.º": "número",
    "Nº": "número",
    "c.": "hacia",
    "ca.": "hacia",
    "h.": "hacia",
    "n.º": "número",
    "n.°": "número",
    "nº": "número",
    "n°": "número",
    "núm.": "número",
    "p.": "página",
    "pp.": "páginas",
    "pág.": "página",
    "págs.": "páginas",
    "vol.": "volumen",
    "±": "unos",
    "~": "unos",
}
_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre"
).split()
_UNITS: Mapping[str, tuple[str, str]] = {
    "%": ("por ciento", "por ciento"),
    "‰": ("por mil", "por mil"),
    "m": ("metro", "metros"),
    "km": ("kilómetro", "kilómetros"),
    "cm": ("centímetro", "centímetros"),
    "mm": ("milímetro", "milímetros"),
    "m²": ("metro cuadrado", "metros cuadrados"),
    "km²": ("kilómetro cuadrado", "kilómetros cuadrados"),
    "m³": ("metro cúbico", "metros cúbicos"),
    "ha": ("hectárea", "hectáreas"),
    "l": ("litro", "litros"),
    "g": ("gramo", "gramos"),
    "kg": ("kilogramo", "kilogramos"),
    "t": ("tonelada", "toneladas"),
    "min": ("minuto", "minutos"),
    "km/h": ("kilómetro por hora", "kilómetros por hora"),
    "°C": ("grado Celsius", "grados Celsius"),
    "° C": ("grado Celsius", "grados Celsius"),
    "ºC": ("grado Celsius", "grados Celsius"),
    "°": ("grado", "grados"),
}
_CURRENCIES: Mapping[str, tuple[str, str]] = {
    "€": ("euro", "euros"),
    "EUR": ("euro", "euros"),
    "£": ("libra", "libras"),
    "$": ("dólar", "dólares"),
    "¥": ("yen", "yenes"),
}
_SCALES: Mapping[str, tuple[str, str]] = {
    "M": ("millón", "millones"),
    "mill.": ("millón", "millones"),
    "millón de": ("millón", "millones"),
    "millones de": ("millón", "millones"),
    "millón": ("millón", "millones"),
    "millones": ("millón", "millones"),
}
_FRACTIONS: Mapping[str, tuple[str, str]] = {
    "½": ("medio", " y medio"),
    "¼": ("un cuarto", " y cuarto"),
    "¾": ("tres cuartos", " y tres cuartos"),
}

# Numbers with the word after them.

_FEMININE = frozenset(
    "calles ciudades clases fuentes habitaciones imágenes llaves luces manos "
    "mujeres naves noches partes paredes plantas razas redes sedes torres tardes "
    "veces voces torre calle ciudad mano nave noche parte pared vez voz llave "
    "fuente mujer".split()
)
_FEMININE_ENDINGS = (
    "as",
    "a",
    "ciones",
    "siones",
    "dades",
    "tades",
    "ción",
    "sión",
    "dad",
)
_MASCULINE = frozenset(
    "artistas atletas centinelas climas cometas día días dramas especialistas "
    "guardias guías idiomas mapa mapas mediodías periodistas planeta planetas "
    "poema poemas poeta poetas problema problemas programa programas sistema "
    "sistemas soldadas tema temas tranvía tranvías turistas para hasta era estaba "
    "había fecha".split()
)
"""Words in "a" that are masculine, or no nouns at all."""
_NO_NOUNS = frozenset(
    "a al aún con cuando de del desde donde e el en entre era es está fue ha "
    "hasta la las le lo los más ni o para pero por que se según sin sobre su u y "
    "ya".split()
)
_MILLION = 10**6


def _count(number: int, noun: str) -> str:
    words = spelled.cardinal(number)
    if not noun or noun in _NO_NOUNS:
        return words
    counted = _agreed(words, noun)
    millions = number >= _MILLION and number % _MILLION == 0
    return f"{counted} de" if millions else counted


def _agreed(words: str, noun: str) -> str:
    return spelled.feminine(words) if _is_feminine(noun) else spelled.masculine(words)


def _is_feminine(noun: str) -> bool:
    known = noun in _FEMININE or noun.endswith(_FEMININE_ENDINGS)
    return known and noun not in _MASCULINE


# Ordinals, centuries, reigns.

_WOMEN = frozenset(
    "Ana Beatriz Blanca Catalina Cristina Guillermina Isabel Juana Juliana Leonor "
    "Margarita María Urraca Victoria".split()
)
_MEN = frozenset(
    "Alberto Alejandro Alfonso Amadeo Augusto Benedicto Bermudo Bonifacio Carlos "
    "Clemente Constantino Eduardo Enrique Federico Felipe Fernando Francisco "
    "García Gregorio Guillermo Inocencio Jacobo Jaime Jorge José Juan Julio "
    "Leopoldo León Luis Maximiliano Napoleón Nicolás Ordoño Otón Pablo Pedro Pío "
    "Ramiro Ricardo Rodolfo Sancho Sixto Urbano".split()
)
_RULERS = one_of(_MEN | _WOMEN)
_COUNTED = one_of(
    "acto capítulo cuadro escena fase libro nivel tipo tomo volumen zona".split()
)
_LAST_ORDINAL = 10
"""Kings and centuries above it are counted: Alfonso trece, siglo diecisiete."""
_FEMININE_EVENTS = one_of(
    "Bienal edición planta Cruzada Dinastía Feria Guerra Internacional Intifada "
    "Olimpiada República guerra república dinastía cruzada".split()
)
_MASCULINE_EVENTS = one_of(
    "Batallón Certamen Concilio Concurso Conde Congreso Duque Festival Imperio "
    "Marqués Reich Aniversario aniversario Centenario centenario conde congreso "
    "duque imperio marqués".split()
)
_SHORTENED: Mapping[str, str] = {"primero": "primer", "tercero": "tercer"}


def _feminine_ordinal(number: int) -> str:
    words = spelled.ordinal(number).split()
    return " ".join(f"{word[:-1]}a" if word.endswith("o") else word for word in words)


def _shortened(number: int) -> str:
    words = spelled.ordinal(number)
    end = next((end for end in _SHORTENED if words.endswith(end)), "")
    return words.removesuffix(end) + _SHORTENED.get(end, "")


def _regnal(name: str, number: int) -> str:
    if number > _LAST_ORDINAL:
        return spelled.cardinal(number)
    return _feminine_ordinal(number) if name in _WOMEN else spelled.ordinal(number)


def _reign(match: Match) -> str:
    return f"{match[1]} {_regnal(match[1], roman(match[2]))}"


def _centuries(match: Match) -> str:
    numerals = applied([(r"\s?[–-]\s?", " a "), (ROMAN, _century)], match[2])
    return f"{match[1]} {numerals}"


def _century(match: Match) -> str:
    return _regnal("", roman(match[0]))


def _counted(match: Match) -> str:
    return f"{match[1]} {spelled.cardinal(roman(match[2]))}"


def _feminine_event(match: Match) -> str:
    return f"{_feminine_ordinal(roman(match[1])).capitalize()} "


def _masculine_event(match: Match) -> str:
    return f"{_shortened(roman(match[1])).capitalize()} "


def _ordinal(match: Match) -> str:
    """Return "primer" before a noun, "primero" elsewhere."""
    noun = match[2] or ""
    before_noun = noun and noun not in _NO_NOUNS
    return _shortened(int(match[1])) if before_noun else spelled.ordinal(int(match[1]))


_CHAIN = rf"(?:{ROMAN})(?:(?:, | y | e | o | al? |\s?[–-]\s?){ROMAN})*"
_EARLY: Sequence[Rule] = (
    (rf"\bs\. (?={ROMAN})", "siglo "),
    (rf"\bss\. (?={ROMAN})", "siglos "),
    (rf"\b([Ss]iglos?) ({_CHAIN})", _centuries),
    (rf"(?<!\w )\b({ROMAN}) (?={_FEMININE_EVENTS})", _feminine_event),
    (rf"(?<=[a-z] )({ROMAN}) (?={_FEMININE_EVENTS})", _feminine_event),
    (rf"\b({ROMAN}) (?={_MASCULINE_EVENTS})", _masculine_event),
    (rf"\b({_COUNTED}) ({ROMAN})", _counted),
    (rf"\b({_RULERS}) ({ROMAN})", _reign),
    (rf"\b({NAME}) ({LONG_ROMAN})", _reign),
    (rf"{ALONE}(\d{{1,2}})\.?(?:er|ᵉʳ)\b", lambda match: _shortened(int(match[1]))),
    (rf"{ALONE}(\d{{1,2}})\.?º(?=(?: ([^\W\d_]+))?)(?!\w)", _ordinal),
    (rf"{ALONE}(\d{{1,2}})\.?ª(?!\w)", lambda match: _feminine_ordinal(int(match[1]))),
)

# Hours: they are feminine, "la una", "las veintiuna".

_HOUR = r"([01]?\d|2[0-4])"
_AT = r"(?:(?<=\bla )|(?<=\blas ))"
_AFTER = r"\s?(h|hs|hrs|horas)\b\.?"


def _clock(match: Match) -> str:
    minute = f" {spelled.cardinal(int(match[2]))}" if int(match[2]) else ""
    return spelled.feminine(spelled.cardinal(int(match[1]))) + minute


def _hours(match: Match) -> str:
    return f"{int(match[1])} {'hora' if int(match[1]) == 1 else 'horas'}"


_LATE: Sequence[Rule] = (
    (rf"{_AT}{_HOUR}{_AFTER}", r"\1"),
    (rf"{_AT}{_HOUR}[:.]([0-5]\d)(?:{_AFTER})?(?![\w:])", _clock),
    (rf"{ALONE}{_HOUR}[:.]00{_AFTER}", _hours),
    (rf"{ALONE}{_HOUR}[:.]([0-5]\d){_AFTER}", _clock),
    (rf"{ALONE}{_HOUR}:([0-5]\d)(?![\w:])", _clock),
    (rf"{ALONE}(\d{{1,2}})\s?h\b", _hours),
    (r"(?<=\ba la )1\b", "una"),
    (r"(?<=\blas )21\b(?![.,:]\d)", "veintiuna"),
)

SPANISH = Language(
    grouping=".",
    phrases=_PHRASES,
    before_names=_BEFORE_NAMES,
    before_numbers=_BEFORE_NUMBERS,
    months=_MONTHS,
    date="{day} de {month} de {year}",
    units=_UNITS,
    currencies=_CURRENCIES,
    cents=("céntimo", "céntimos"),
    cents_link=" con ",
    scales=_SCALES,
    of=lambda noun: f"de {noun}",
    fractions=_FRACTIONS,
    to="a",
    by="por",
    minus="menos",
    point="coma",
    decimals=spelled.decimals,
    cardinal=spelled.cardinal,
    count=_count,
    early=_EARLY,
    late=_LATE,
)
