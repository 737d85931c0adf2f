"""What a place is called, in the form that searches compare."""

from collections.abc import Iterable, Sequence

from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.text import folded

SHORTEST_MISTYPED = 3
"""Letters a word needs before a typing error in it is forgiven."""


def spoken_names(place: Place) -> tuple[str, ...]:
    """Return the folded name and aliases, each once."""
    names = (folded(name) for name in (place.name, *place.aliases))
    return tuple(dict.fromkeys(name for name in names if name))


def full_names(place: Place) -> tuple[str, ...]:
    """Return each folded name followed by the city and the country it lacks."""
    return tuple(
        " ".join([name, *_missing(name, folded(place.city), folded(place.country))])
        for name in spoken_names(place)
    )


def search_words(place: Place) -> tuple[str, ...]:
    """Return every folded word the place can be found by."""
    words = " ".join(full_names(place)).split()
    return tuple(dict.fromkeys(words))


def completions(typed: str, places: Iterable[Place]) -> tuple[str, ...]:
    """Return the names that begin as typed and go on, one a place, in their order."""
    begun = folded(typed)
    names = (_begun(begun, place) for place in places)
    return tuple(dict.fromkeys(name for name in names if name))


def deletions(word: str) -> frozenset[str]:
    """Return the word, and the word with each letter taken out in turn.

    Two words one typing error apart share a member; sharing one does not prove it.

    Source:
        W. Garbe, Symmetric Delete spelling correction (SymSpell), 2012.
    """
    if len(word) < SHORTEST_MISTYPED:
        return frozenset({word})
    shorter = (word[:at] + word[at + 1 :] for at in range(len(word)))
    return frozenset({word, *shorter})


def all_deletions(words: Iterable[str]) -> frozenset[str]:
    """Return the deletions of several words together."""
    return frozenset().union(*(deletions(word) for word in words))


def alike(typed: str, meant: str) -> bool:
    """Whether one typing error at most lies between two words.

    An error is a letter too many, too few or wrong, or two neighbours swapped.
    """
    if min(len(typed), len(meant)) < SHORTEST_MISTYPED:
        return typed == meant
    left, right = _different_part(typed, meant)
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def all_alike(typed: Sequence[str], meant: Sequence[str]) -> bool:
    """Whether each typed word is meant to be one of the others."""
    return all(any(alike(word, other) for other in meant) for word in typed)


def _begun(begun: str, place: Place) -> str | None:
    names = (place.name, *place.aliases)
    return next(
        (n for n in names if folded(n).startswith(begun) and folded(n) != begun), None
    )


def _missing(name: str, *parts: str) -> list[str]:
    return [part for part in parts if part and f" {part} " not in f" {name} "]


def _different_part(left: str, right: str) -> tuple[str, str]:
    """Strip what both words begin with, then what both end with."""
    left, right = _without_common_start(left, right)
    left, right = _without_common_start(left[::-1], right[::-1])
    return left[::-1], right[::-1]


def _without_common_start(left: str, right: str) -> tuple[str, str]:
    pairs = zip(left, right, strict=False)
    same = next((at for at, (a, b) in enumerate(pairs) if a != b), None)
    common = min(len(left), len(right)) if same is None else same
    return left[common:], right[common:]
