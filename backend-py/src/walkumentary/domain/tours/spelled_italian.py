"""Italian numbers in words: cardinals, ordinals, decimals."""

from collections.abc import Mapping, Sequence

_SMALL = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici "
    "quattordici quindici sedici diciassette diciotto diciannove"
).split()
_TENS = (
    "_ _ venti trenta quaranta cinquanta sessanta settanta ottanta novanta"
).split()
_ORDINALS = (
    "_ primo secondo terzo quarto quinto sesto settimo ottavo nono decimo"
).split()
_ORDINAL_ENDS: Mapping[str, str] = {
    "dieci": "decimo",
    "mille": "millesimo",
    "mila": "millesimo",
}
_SCALES: Sequence[tuple[int, str, str]] = (
    (10**12, "un bilione", "bilioni"),
    (10**9, "un miliardo", "miliardi"),
    (10**6, "un milione", "milioni"),
)


def cardinal(number: int) -> str:
    """Return 1655 as "milleseicentocinquantacinque"."""
    words = _million(number) if number >= 10**6 else _thousand(number)
    return f"{words[:-1]}é" if number % 10 == 3 and _compound(number) else words


def ordinal(number: int) -> str:
    """Return 17 as "diciassettesimo", 23 as "ventitreesimo"."""
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    words = cardinal(number)
    end = next((end for end in _ORDINAL_ENDS if words.endswith(end)), "")
    if end:
        return words.removesuffix(end) + _ORDINAL_ENDS[end]
    return f"{_stem(words)}esimo"


def decimals(fraction: str) -> str:
    """Return what follows the comma: its zeros, then the rest as one number."""
    rest = fraction.lstrip("0")
    zeros = ["zero"] * (len(fraction) - len(rest))
    return " ".join([*zeros, *([cardinal(int(rest))] if rest else [])])


def _compound(number: int) -> bool:
    """Whether a three at the end belongs to a longer word, and takes the accent."""
    return number > 3 and number % 100 != 13 and bool(number % 10**6 > 3)


def _stem(words: str) -> str:
    """Return a cardinal ready for "esimo": its last vowel goes, but after tre, sei."""
    if words.endswith("é"):
        return f"{words[:-1]}e"
    return words if words.endswith("sei") else words[:-1]


def _million(number: int) -> str:
    size, one, many = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    head = one if count == 1 else f"{cardinal(count)} {many}"
    return f"{head} {cardinal(rest)}" if rest else head


def _thousand(number: int) -> str:
    count, rest = divmod(number, 1000)
    head = {0: "", 1: "mille"}.get(count) or (f"{_below(count)}mila" if count else "")
    return head + _below(rest) if rest or not number else head


def _below(number: int) -> str:
    """Return a number below a thousand."""
    hundred, rest = divmod(number, 100)
    if not hundred:
        return _below_hundred(number)
    head = "cento" if hundred == 1 else f"{_SMALL[hundred]}cento"
    return _elided(head, _below_hundred(rest)) if rest else head


def _elided(hundreds: str, rest: str) -> str:
    """Join "cento" and what follows; its vowel goes before eight and eighty."""
    return (hundreds[:-1] if rest.startswith("ott") else hundreds) + rest


def _below_hundred(number: int) -> str:
    """Return a number below a hundred; the tens lose their vowel before one, eight."""
    if number < len(_SMALL):
        return _SMALL[number]
    ten, one = divmod(number, 10)
    tens = _TENS[ten][:-1] if one in {1, 8} else _TENS[ten]
    return tens + _SMALL[one] if one else tens
