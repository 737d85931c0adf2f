"""Which words of different languages name the same place or person."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from walkumentary.domain.shared.text import folded
from walkumentary.domain.tours.languages.known_names import GIVEN, PEOPLE, PLACES

_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that do not come apart into a plain one and an accent."""
_SCRIPTS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
        "ё": "e",
        "є": "ye",
        "і": "i",
        **dict(zip("αβγδεζηικλμνοπρσςτυφ", "avgdeziiklmnoprsstyf", strict=True)),
        "θ": "th",
        "ξ": "x",
        "χ": "ch",
        "ψ": "ps",
        "ω": "o",
    }
)
_ENDINGS = tuple(
    "innen erin ischen ischer isches ischem ische isch in en er es em se ne s e n a o "
    "i".split()
)
_SHORTEST = 4
_LONGEST_PHRASE = 4


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Return folded words in Latin letters: "Σοφία" is sofia, "Ørsted" orsted."""
    return folded(text).translate(_LETTERS).translate(_SCRIPTS)


def kin(word: str) -> frozenset[int]:
    """Return the lines of the tables that a plain word stands in, with any ending."""
    for form in (word, word.removesuffix("s")):
        if form in _lines():
            return _lines()[form]
    demonym = next((form for form in _bare(word) if form in _demonyms()), "")
    return _lines().get(demonym, frozenset())


def is_demonym(word: str) -> bool:
    """Whether a plain word says whose or from where: "francaise", "romischen"."""
    return any(form in _demonyms() for form in (word, *_bare(word)))


def is_given(word: str) -> bool:
    """Whether a plain word is a name that people are given."""
    return word in _given() or word.removesuffix("s") in _given()


def same_name(one: str, other: str) -> bool:
    """Whether two words are one name in two languages, or one with an ending."""
    return bool(kin(one) & kin(other)) or sound(one) == sound(other)


@lru_cache(maxsize=8_192)
def sound(word: str) -> str:
    """Return how a name is compared: spellings and endings levelled.

    "Vespasiano", "Vespasien" and "Vespasianus" are one, so are "Nicolas" and "Nikolas".
    """
    word = _SOFT.sub("k", word)
    for written, heard in _SPELLINGS:
        word = word.replace(written, heard)
    level = "".join(a for a, b in zip(word, " " + word, strict=False) if a != b)
    return _without_ending(level)


_SOFT = re.compile(r"[tz](?=i[aeou])")
_SPELLINGS = (
    ("ph", "f"),
    ("th", "t"),
    ("ij", "i"),
    ("y", "i"),
    ("ck", "k"),
    ("c", "k"),
    ("v", "u"),
    ("z", "s"),
)
_NAME_ENDINGS = (
    "ianus",
    "iano",
    "iaan",
    "ien",
    "ian",
    "us",
    "os",
    "o",
    "es",
    "is",
    "s",
    "a",
    "e",
)


def alike(one: str, other: str) -> bool:
    """Whether two names, compared by sound, differ in a short ending only."""
    common = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    longest = max(len(one), len(other))
    return common > _SHORTEST and common >= 0.6 * longest and longest - common <= 3


@lru_cache(maxsize=8_192)
def skeleton(word: str) -> str:
    """Return a name's first letter and its consonants: "Pompey" and "Pompée" are pmp.

    Empty where so few are left that many names share them.
    """
    for written, heard in _CONSONANTS:
        word = word.replace(written, heard)
    bones = word[:1] + _VOWELS.sub("", word[1:])
    level = "".join(a for a, b in zip(bones, " " + bones, strict=False) if a != b)
    bare = level.removesuffix("s")
    return bare if len(bare) > _FEWEST else ""


_CONSONANTS = (
    *(("ph", "f"), ("th", "t"), ("ch", "k"), ("qu", "k"), ("ck", "k"), ("cia", "ka")),
    *(("tia", "ka"), ("zia", "ka"), ("ce", "ke"), ("za", "ka"), ("zo", "ko")),
    *(("c", "k"), ("z", "s"), ("w", "v"), ("x", "ks")),
)
_VOWELS = re.compile(r"[aeiouyjh]")
_FEWEST = 2


def _without_ending(word: str) -> str:
    for ending in _NAME_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending) + ("ia" if ending.startswith("ia") else "")
    return word


def phrases(words: Sequence[str]) -> frozenset[int]:
    """Return the lines that the words' phrases stand in: "pays", "bas"."""
    lengths = range(2, _LONGEST_PHRASE + 1)
    runs = (
        "_".join(words[at : at + length])
        for length in lengths
        for at in range(len(words) - length + 1)
    )
    return all_kin(runs)


def in_phrase(words: Sequence[str], at: int) -> frozenset[int]:
    """Return the lines of phrases that the word at a place is part of."""
    found = [
        _lines().get("_".join(words[start : start + length]), frozenset())
        for length in range(2, _LONGEST_PHRASE + 1)
        for start in range(max(0, at - length + 1), at + 1)
    ]
    return frozenset().union(*found)


def all_kin(forms: Iterable[str]) -> frozenset[int]:
    """Return the lines of several forms together, as they are written."""
    known = _lines()
    return frozenset().union(*(known.get(form, frozenset()) for form in forms))


def _bare(word: str) -> Sequence[str]:
    return [
        word.removesuffix(ending)
        for ending in _ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST
    ]


@lru_cache(maxsize=1)
def _lines() -> Mapping[str, frozenset[int]]:
    lines = [*_rows(PLACES), *_rows(PEOPLE)]
    known: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.replace("|", " ").split():
            known.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in known.items()}


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    said = (line.partition("|")[2].split() for line in _rows(PLACES))
    return frozenset(word for words in said for word in words)


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    people = (word for line in _rows(PEOPLE) for word in line.split())
    return frozenset(GIVEN.split()) | frozenset(people)


def _rows(table: str) -> Sequence[str]:
    return table.strip().splitlines()
