"""How well a place answers a text search."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from walkumentary.domain.places.names import (
    all_alike,
    full_names,
    search_words,
    spoken_names,
)
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.domain.shared.text import folded

FILLERS = frozenset("a an and at in near of on the to".split())
"""Words of a query that need not occur in a name."""


class Fit(IntEnum):
    """How a text meets a place's names, worst first."""

    MISTYPED = 0
    WORDS = 1
    PREFIX = 2
    EXACT = 3


BASE: Mapping[Fit, float] = {
    Fit.MISTYPED: 0.3,
    Fit.WORDS: 0.5,
    Fit.PREFIX: 0.7,
    Fit.EXACT: 0.9,
}
"""Score of a fit; what tells equals apart adds less than 0.1."""
SHORTEST_BEGUN = 2
"""Letters that count as the beginning of a word."""
NEAR_M = 1_000.0
"""Distance at which nearness counts half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that fits, before it is read whole."""

    place_id: PlaceId
    fit: Fit
    position: Coordinates
    popularity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its score (0…1) and its distance from where one looks."""

    candidate: Candidate
    score: float
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class Wording:
    """A query as it is compared: folded, in words, fillers apart."""

    folded: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Wording":
        """Return the wording of a typed text."""
        plain = folded(text)
        words = tuple(word for word in plain.split() if word not in FILLERS)
        return cls(plain, words or tuple(plain.split()))


def fit(wording: Wording, place: Place) -> Fit | None:
    """Return the best way in which the text meets the place, or None."""
    rules = {
        Fit.EXACT: _is_exact,
        Fit.PREFIX: _is_prefix,
        Fit.WORDS: _has_words,
        Fit.MISTYPED: _is_mistyped,
    }
    return next((fit for fit, holds in rules.items() if holds(wording, place)), None)


def score(wording: Wording, place: Place, *, near: Coordinates | None) -> float:
    """Return how well a place fits that somebody else found, 0…1.

    Whoever found it knows names we do not: what fits nothing here counts as mistyped.
    """
    candidate = Candidate(
        place_id=place.id,
        fit=fit(wording, place) or Fit.MISTYPED,
        position=place.position,
        popularity=place.popularity,
    )
    return _scored(candidate, near).score


def ranked(
    candidates: Iterable[Candidate], *, near: Coordinates | None
) -> tuple[Ranked, ...]:
    """Return the places best first: by fit, then the nearer or the better known.

    Typing errors are forgiven only where nothing fits as it was typed.
    """
    scored = sorted((_scored(one, near) for one in candidates), key=_order)
    as_typed = [one for one in scored if one.candidate.fit is not Fit.MISTYPED]
    return tuple(as_typed or scored)


def _scored(candidate: Candidate, near: Coordinates | None) -> Ranked:
    distance_m = near.distance_m(candidate.position) if near else None
    share = (
        candidate.popularity if distance_m is None else NEAR_M / (NEAR_M + distance_m)
    )
    return Ranked(
        candidate=candidate,
        score=BASE[candidate.fit] + 0.099 * share,
        distance_m=distance_m,
    )


def _order(one: Ranked) -> tuple[float, float, str]:
    return -one.score, -one.candidate.popularity, str(one.candidate.place_id)


def _is_exact(wording: Wording, place: Place) -> bool:
    return wording.folded in (*spoken_names(place), *full_names(place))


def _is_prefix(wording: Wording, place: Place) -> bool:
    names = (*spoken_names(place), *full_names(place))
    return any(name.startswith(wording.folded) for name in names)


def _has_words(wording: Wording, place: Place) -> bool:
    *whole, last = wording.words
    known = frozenset(search_words(place))
    begun = len(last) >= SHORTEST_BEGUN and any(word.startswith(last) for word in known)
    return (begun or last in known) and known.issuperset(whole)


def _is_mistyped(wording: Wording, place: Place) -> bool:
    return any(all_alike(wording.words, name.split()) for name in full_names(place))
