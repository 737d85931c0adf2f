"""German numbers in words: cardinals, ordinal stems, years, decimals."""

from collections.abc import Mapping, Sequence

_SMALL = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn "
    "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
).split()
_TENS = "_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_SCALES: Sequence[tuple[int, str, str]] = (
    (10**12, "eine Billion", "Billionen"),
    (10**9, "eine Milliarde", "Milliarden"),
    (10**6, "eine Million", "Millionen"),
)
_ORDINAL_ENDS: Mapping[str, str] = {
    "eins": "erst",
    "drei": "dritt",
    "sieben": "siebt",
    "acht": "acht",
    "zig": "zigst",
    "ßig": "ßigst",
    "hundert": "hundertst",
    "tausend": "tausendst",
    "Million": "Millionst",
    "Milliarde": "Milliardst",
    "Billion": "Billionst",
    "Millionen": "Millionst",
    "Milliarden": "Milliardst",
    "Billionen": "Billionst",
}


def cardinal(number: int) -> str:
    """Return 1250 as "tausendzweihundertfünfzig", 1 as "eins"."""
    words = _million(number) if number >= 10**6 else _thousand(number)
    return _counted_alone(words)


def ordinal(number: int) -> str:
    """Return the stem of an ordinal, to be declined: 3 as "dritt"."""
    words = cardinal(number)
    ends = (end for end in _ORDINAL_ENDS if words.endswith(end))
    longest = max(ends, key=len, default="")
    return words.removesuffix(longest) + _ORDINAL_ENDS.get(longest, "t")


def year(number: int) -> str:
    """Return 1655 as "sechzehnhundertfünfundfünfzig", 2004 as "zweitausendvier"."""
    if not 1100 <= number < 2000:
        return cardinal(number)
    hundreds, rest = divmod(number, 100)
    return _counted_alone(f"{_SMALL[hundreds]}hundert{_ending(rest)}")


def decimals(fraction: str) -> str:
    """Return what follows the comma, digit by digit."""
    return " ".join(_counted_alone(_SMALL[int(digit)]) for digit in fraction)


def _counted_alone(words: str) -> str:
    """Give the "ein" at the end of a number that counts nothing its "s"."""
    return f"{words}s" if words.endswith("ein") else words


def _million(number: int) -> str:
    size, one, many = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    head = one if count == 1 else f"{_multiple(count)} {many}"
    return f"{head} {_spaced(rest)}" if rest else head


def _multiple(count: int) -> str:
    """Return how many millions: "einundzwanzig", "hunderteine"."""
    words = cardinal(count)
    return f"{words.removesuffix('s')}e" if count % 100 == 1 else words


def _spaced(rest: int) -> str:
    """Return what follows a million: with its "ein" before hundred and thousand."""
    words = _million(rest) if rest >= 10**6 else _ending(rest)
    return words.strip()


def _thousand(number: int) -> str:
    """Return a number below a million, without "ein" before hundred and thousand."""
    if number < 100 or 200 <= number < 1000 or number >= 2000:
        return _ending(number) or _SMALL[0]
    size, name = (1000, "tausend") if number >= 1000 else (100, "hundert")
    return f"{name}{_ending(number % size)}"


def _ending(number: int) -> str:
    """Return a number below a million inside a longer one; nothing for 0."""
    for size, name in ((1000, "tausend"), (100, "hundert")):
        if number >= size:
            count, rest = divmod(number, size)
            return f"{_thousand(count)}{name}{_ending(rest)}"
    return _below_hundred(number)


def _below_hundred(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number] if number else ""
    ten, one = divmod(number, 10)
    return f"{_SMALL[one]}und{_TENS[ten]}" if one else _TENS[ten]
