"""Spanish numbers in words: cardinals, ordinals, decimals."""

from collections.abc import Mapping, Sequence

_SMALL = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
    "quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós "
    "veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
).split()
_TENS = "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_HUNDREDS = (
    "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos "
    "ochocientos novecientos"
).split()
_ORDINALS = (
    "_ primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo "
    "undécimo duodécimo decimotercero decimocuarto decimoquinto decimosexto "
    "decimoséptimo decimoctavo decimonoveno"
).split()
_ORDINAL_TENS = (
    "_ _ vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo "
    "octogésimo nonagésimo"
).split()
_BEFORE_NOUNS: Mapping[str, str] = {"veintiuno": "veintiún", "uno": "un"}


def cardinal(number: int) -> str:
    """Return 1655 as "mil seiscientos cincuenta y cinco"."""
    if number >= 10**6:
        return _million(number)
    return _thousand(number) if number >= 1000 else _below_thousand(number)


def masculine(words: str) -> str:
    """Return a cardinal as it counts a masculine noun: "veintiún"."""
    end = next((end for end in _BEFORE_NOUNS if words.endswith(end)), None)
    return words.removesuffix(end) + _BEFORE_NOUNS[end] if end else words


def feminine(words: str) -> str:
    """Return a cardinal as it counts a feminine noun: "doscientas una"."""
    head, millions, rest = words.rpartition("illones")
    counted = rest.replace("cientos", "cientas").replace("quinientos", "quinientas")
    if counted.endswith("uno"):
        counted = f"{counted[:-1]}a"
    return head + millions + counted


def ordinal(number: int) -> str:
    """Return 3 as "tercero", 21 as "vigésimo primero"; from 100 on the cardinal."""
    if number >= 100:
        return cardinal(number)
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    return _ordinal_ten(number)


def decimals(fraction: str) -> str:
    """Return what follows the comma: its zeros, then the rest as one number."""
    rest = fraction.lstrip("0")
    zeros = ["cero"] * (len(fraction) - len(rest))
    return " ".join([*zeros, *([cardinal(int(rest))] if rest else [])])


def _ordinal_ten(number: int) -> str:
    ten, one = divmod(number, 10)
    if not ten:
        return _SMALL[0]
    return f"{_ORDINAL_TENS[ten]} {_ORDINALS[one]}" if one else _ORDINAL_TENS[ten]


def _million(number: int) -> str:
    size, one, many = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    head = one if count == 1 else f"{masculine(cardinal(count))} {many}"
    return f"{head} {cardinal(rest)}" if rest else head


_SCALES: Sequence[tuple[int, str, str]] = (
    (10**12, "un billón", "billones"),
    (10**6, "un millón", "millones"),
)


def _thousand(number: int) -> str:
    count, rest = divmod(number, 1000)
    head = "mil" if count == 1 else f"{masculine(cardinal(count))} mil"
    return f"{head} {cardinal(rest)}" if rest else head


def _below_thousand(number: int) -> str:
    hundred, rest = divmod(number, 100)
    if number == 100:
        return "cien"
    if not hundred:
        return _below_hundred(number)
    return (
        f"{_HUNDREDS[hundred]} {_below_hundred(rest)}" if rest else _HUNDREDS[hundred]
    )


def _below_hundred(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    ten, one = divmod(number, 10)
    return f"{_TENS[ten]} y {_SMALL[one]}" if one else _TENS[ten]
