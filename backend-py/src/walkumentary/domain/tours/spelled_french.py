"""French numbers in words: cardinals, ordinals, decimals."""

from collections.abc import Mapping, Sequence

_SMALL = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize dix-sept dix-huit dix-neuf"
).split()
_TENS: Sequence[tuple[int, str]] = (
    (80, "quatre-vingt"),
    (60, "soixante"),
    (50, "cinquante"),
    (40, "quarante"),
    (30, "trente"),
    (20, "vingt"),
)
_SCALES: Sequence[tuple[int, str]] = (
    (10**12, "billion"),
    (10**9, "milliard"),
    (10**6, "million"),
)
_IRREGULAR_ENDS: Mapping[str, str] = {
    "cinq": "cinquième",
    "neuf": "neuvième",
    "quatre-vingts": "quatre-vingtième",
    "cents": "centième",
    "millions": "millionième",
    "milliards": "milliardième",
    "billions": "billionième",
    "un million": "millionième",
    "un milliard": "milliardième",
    "un billion": "billionième",
}


def cardinal(number: int) -> str:
    """Return 1655 as "mille six cent cinquante-cinq"."""
    words = _whole(number)
    return f"{words}s" if number % 100 == 80 or _round_hundred(number) else words


def feminine(words: str) -> str:
    """Return a cardinal as it counts a feminine noun: "vingt et une"."""
    return f"{words}e" if words == "un" or words.endswith((" un", "-un")) else words


def ordinal(number: int) -> str:
    """Return 17 as "dix-septième", 1 as "premier"."""
    if number == 1:
        return "premier"
    words = cardinal(number)
    end = next((end for end in _IRREGULAR_ENDS if words.endswith(end)), None)
    if end:
        return words.removesuffix(end) + _IRREGULAR_ENDS[end]
    return words.removesuffix("e") + "ième"


def decimals(fraction: str) -> str:
    """Return what follows the comma: its zeros, then the rest as one number."""
    rest = fraction.lstrip("0")
    zeros = ["zéro"] * (len(fraction) - len(rest))
    return " ".join([*zeros, *([cardinal(int(rest))] if rest else [])])


def _round_hundred(number: int) -> bool:
    return number % 1000 >= 200 and number % 100 == 0


def _whole(number: int) -> str:
    """Return the words without the plural of "vingt" and "cent" at their end."""
    if number >= 10**6:
        return _million(number)
    if number >= 1000:
        return _joined(number // 1000, "mille", number % 1000)
    return (
        _joined(number // 100, "cent", number % 100) if number >= 100 else _ten(number)
    )


def _million(number: int) -> str:
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    head = f"{cardinal(count)} {name}{'s' if count > 1 else ''}"
    return f"{head} {_whole(rest)}" if rest else head


def _joined(count: int, name: str, rest: int) -> str:
    head = name if count == 1 else f"{_whole(count)} {name}"
    return f"{head} {_whole(rest)}" if rest else head


def _ten(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    base, name = next(ten for ten in _TENS if number >= ten[0])
    return name + _added(base, number - base)


def _added(base: int, rest: int) -> str:
    """Return what follows the tens: " et un" and " et onze", but not after eighty."""
    if not rest:
        return ""
    united = rest in {1, 11} and base != 80
    return f" et {_SMALL[rest]}" if united else f"-{_SMALL[rest]}"
