"""Dutch numbers in words: cardinals, ordinals, decimals."""

from collections.abc import Mapping, Sequence

_SMALL = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
    "vijftien zestien zeventien achttien negentien"
).split()
_TENS = ("_ _ twintig dertig veertig vijftig zestig zeventig tachtig negentig").split()
_SCALES: Sequence[tuple[int, str]] = (
    (10**12, "biljoen"),
    (10**9, "miljard"),
    (10**6, "miljoen"),
)
_ORDINAL_ENDS: Mapping[str, str] = {
    "een": "eerste",
    "nul": "nulde",
    "drie": "derde",
    "acht": "achtste",
    "twee": "tweede",
    "vier": "vierde",
    "vijf": "vijfde",
    "zes": "zesde",
    "zeven": "zevende",
    "negen": "negende",
    "tien": "tiende",
    "elf": "elfde",
    "twaalf": "twaalfde",
}
_HUNDREDS_UP_TO = 2000
"""From 1100 on, thousands are read as hundreds: "zestienhonderdvijfenvijftig"."""


def cardinal(number: int) -> str:
    """Return 1655 as "zestienhonderdvijfenvijftig", 1 as "één"."""
    return "één" if number == 1 else _whole(number)


def ordinal(number: int) -> str:
    """Return 17 as "zeventiende", 21 as "eenentwintigste"."""
    words = _whole(number)
    ends = (end for end in _ORDINAL_ENDS if words.endswith(end))
    longest = max(ends, key=len, default="")
    return words.removesuffix(longest) + _ORDINAL_ENDS.get(longest, "ste")


def decimals(fraction: str) -> str:
    """Return what follows the comma: its zeros, then the rest as one number."""
    rest = fraction.lstrip("0")
    zeros = ["nul"] * (len(fraction) - len(rest))
    return " ".join([*zeros, *([cardinal(int(rest))] if rest else [])])


def _whole(number: int) -> str:
    if number >= 10**6:
        return _million(number)
    if 1100 <= number < _HUNDREDS_UP_TO:
        return _joined(number // 100, "honderd", "", number % 100)
    return _thousand(number) if number >= 1000 else _below_thousand(number)


def _million(number: int) -> str:
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    return f"{cardinal(number // size)} {name} {_rest(number % size)}".strip()


def _rest(number: int) -> str:
    return _whole(number) if number else ""


def _thousand(number: int) -> str:
    return _joined(number // 1000, "duizend", " ", number % 1000)


def _below_thousand(number: int) -> str:
    if number < 100:
        return _below_hundred(number)
    return _joined(number // 100, "honderd", "", number % 100)


def _joined(count: int, name: str, gap: str, rest: int) -> str:
    head = name if count == 1 else f"{_below_thousand(count)}{name}"
    return f"{head}{gap}{_below_thousand(rest)}" if rest else head


def _below_hundred(number: int) -> str:
    """Return a number below a hundred; after an e, "en" takes a diaeresis."""
    if number < len(_SMALL):
        return _SMALL[number]
    ten, one = divmod(number, 10)
    link = "ën" if one in {2, 3} else "en"
    return f"{_SMALL[one]}{link}{_TENS[ten]}" if one else _TENS[ten]
