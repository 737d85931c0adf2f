"""A text search for places, and its answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import FieldProblem, Invalid
from walkumentary.domain.shared.geo import Coordinates

MAX_QUERY = 200
MAX_LIMIT = 100
BOUNDED_RADIUS_M = 2_500.0
"""Up to here a radius is a bound. Source: spec, places."""


class SearchInvalid(Invalid):
    """A search that cannot be answered as asked."""

    code = "search-invalid"
    title = "Search not possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSearch:
    """What to look for, and around where; ``typing`` means it is not all typed yet."""

    actor: Actor
    query: str
    near: Coordinates | None = None
    radius_m: float | None = None
    limit: int = 10
    language: str = "en"
    typing: bool = False

    def __post_init__(self) -> None:
        rules = {
            FieldProblem("/query", f"1 to {MAX_QUERY} characters"): (
                1 <= len(self.query.strip()) <= MAX_QUERY
            ),
            FieldProblem("/limit", f"1 to {MAX_LIMIT}"): 1 <= self.limit <= MAX_LIMIT,
            FieldProblem("/radius_m", "more than 0"): (
                self.radius_m is None or self.radius_m > 0
            ),
            FieldProblem("/radius_m", "needs latitude and longitude"): (
                self.radius_m is None or self.near is not None
            ),
        }
        broken = [problem for problem, holds in rules.items() if not holds]
        if broken:
            raise SearchInvalid(
                "The search cannot be answered as asked.", fields=broken
            )

    @property
    def bound_m(self) -> float | None:
        """How far from ``near`` an answer may lie; None means anywhere."""
        bounded = self.radius_m is not None and self.radius_m <= BOUNDED_RADIUS_M
        return self.radius_m if bounded else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMatch:
    """One place found; ``score`` 0…1, ``source`` is who knew it.

    A place with a ``result_token`` is known to the geocoder alone: nothing is stored of
    it until the token comes back.
    """

    place: Place
    score: float
    distance_m: float | None
    has_notes: bool
    source: str
    result_token: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSearchResult:
    """Matches best first, completions for what was typed, and what was missing."""

    items: Sequence[PlaceMatch]
    suggestions: Sequence[str]
    degraded: Sequence[str] = ()
