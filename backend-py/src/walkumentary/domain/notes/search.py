"""A question put to the notes."""

import re
from dataclasses import dataclass

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.errors import FieldProblem, Invalid
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId

MAX_QUERY = 500
MAX_LIMIT = 100
MAX_RADIUS_M = 50_000.0
MAX_TAGS = 12

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class NoteSearchInvalid(Invalid):
    """A question that cannot be answered as asked."""

    code = "note-search-invalid"
    title = "Search not possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSearch:
    """What to look for, and in which notes; None means any."""

    actor: Actor
    query: str
    place_id: PlaceId | None = None
    near: Coordinates | None = None
    radius_m: float | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    limit: int = 10

    def __post_init__(self) -> None:
        rules = {
            FieldProblem("/query", f"1 to {MAX_QUERY} characters"): (
                1 <= len(self.query.strip()) <= MAX_QUERY
            ),
            FieldProblem("/limit", f"1 to {MAX_LIMIT}"): 1 <= self.limit <= MAX_LIMIT,
            FieldProblem("/radius_m", f"more than 0, at most {MAX_RADIUS_M:.0f}"): (
                self.radius_m is None or 0 < self.radius_m <= MAX_RADIUS_M
            ),
            FieldProblem("/radius_m", "needs latitude and longitude"): (
                self.radius_m is None or self.near is not None
            ),
            FieldProblem("/language", "two or three letters, such as en"): (
                self.language is None or _LANGUAGE.fullmatch(self.language)
            ),
            FieldProblem("/tags", f"at most {MAX_TAGS}"): len(self.tags) <= MAX_TAGS,
        }
        broken = [problem for problem, holds in rules.items() if not holds]
        if broken:
            raise NoteSearchInvalid(
                "The question cannot be answered as asked.", fields=broken
            )
