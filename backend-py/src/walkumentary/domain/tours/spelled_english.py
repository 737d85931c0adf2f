"""English numbers in words: cardinals, ordinals, years, decades, decimals."""

from collections.abc import Mapping, Sequence

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES: Sequence[tuple[int, str]] = (
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (1000, "thousand"),
)
_IRREGULAR_ORDINALS: Mapping[str, str] = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def cardinal(number: int) -> str:
    """Return 1250 as "one thousand two hundred and fifty"."""
    return _below_thousand(number) if number < 1000 else _scaled(number)


def ordinal(number: int) -> str:
    """Return 21 as "twenty-first"."""
    return ordinal_words(cardinal(number))


def ordinal_words(words: str) -> str:
    """Turn the last word of a cardinal into an ordinal."""
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    return words[:cut] + _IRREGULAR_ORDINALS.get(last, _regular_ordinal(last))


def year(number: int) -> str:
    """Return 1648 as "sixteen forty-eight", 1905 "nineteen oh five".

    Years 2000 to 2009 and whole thousands are read as numbers.
    """
    century, rest = divmod(number, 100)
    if number < 100 or (century % 10 == 0 and rest < 10):
        return cardinal(number)
    return f"{cardinal(century)} {_in_century(rest)}"


def decade(number: int) -> str:
    """Return 1960 as "nineteen sixties", 60 as "sixties", 1900 "nineteen hundreds"."""
    words = year(number)
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def decimal(whole: str, fraction: str) -> str:
    """Return "2", "75" as "two point seven five"."""
    return f"{cardinal(int(whole))} point {digits(fraction)}"


def digits(number: str) -> str:
    """Return "007" as "zero zero seven"."""
    return " ".join(_SMALL[int(digit)] for digit in number)


def _scaled(number: int) -> str:
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    return _joined(number // size, name, number % size)


def _joined(count: int, name: str, rest: int) -> str:
    head = f"{cardinal(count)} {name}"
    if not rest:
        return head
    return f"{head}{' and ' if rest < 100 else ' '}{cardinal(rest)}"


def _below_thousand(number: int) -> str:
    if number >= 100:
        return _joined(number // 100, "hundred", number % 100)
    if number < len(_SMALL):
        return _SMALL[number]
    ten, one = divmod(number, 10)
    return _TENS[ten] + (f"-{_SMALL[one]}" if one else "")


def _in_century(rest: int) -> str:
    if rest == 0:
        return "hundred"
    return cardinal(rest) if rest >= 10 else f"oh {cardinal(rest)}"


def _regular_ordinal(last: str) -> str:
    return last[:-1] + "ieth" if last.endswith("y") else last + "th"
