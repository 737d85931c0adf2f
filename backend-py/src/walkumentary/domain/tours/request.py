"""What a person asks for, checked once and complete with defaults."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from walkumentary.domain.shared.errors import FieldProblem, Invalid
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId

MAX_INTERESTS = 10
MAX_INTEREST_LENGTH = 60
MIN_MINUTES = 5
MAX_MINUTES = 180
DEFAULT_MINUTES = 30
DEFAULT_LANGUAGE = "en"
DEFAULT_SPEED = 1.0
DEFAULT_RADIUS_M = 1_500.0
MIN_RADIUS_M, MAX_RADIUS_M = 100.0, 5_000.0
MAX_QUERY_LENGTH = 200


class TourRequestInvalid(Invalid):
    """A request that names an impossible tour."""

    code = "tour-request-invalid"
    title = "This tour cannot be made"


class Pace(StrEnum):
    """How fast the listener walks."""

    SLOW = "slow"
    NORMAL = "normal"
    BRISK = "brisk"

    @property
    def metres_per_s(self) -> float:
        """Walking speed: 3.5, 4.5 or 5.5 km/h. Source: spec, tours."""
        return {Pace.SLOW: 3.5, Pace.NORMAL: 4.5, Pace.BRISK: 5.5}[self] / 3.6


class Style(StrEnum):
    """The tone of the narration."""

    CONVERSATIONAL = "conversational"
    STORYTELLING = "storytelling"
    DRAMATIC = "dramatic"
    SCHOLARLY = "scholarly"
    HUMOROUS = "humorous"
    FRIENDLY = "friendly"
    STORYTELLER = "storyteller"
    WITTY = "witty"


class Loop:
    """The walk ends where it starts."""


type TourEnd = Coordinates | Loop | None
"""A fixed end, back at the start, or (None) wherever the last stop is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TourRequest:
    """A place, interests, minutes, and how it shall sound.

    Exactly one of ``location_id``, ``coordinates`` and ``query`` names the place;
    ``start`` moves the first step elsewhere. ``discovery`` is 0 (iconic) … 1 (hidden).
    """

    location_id: PlaceId | None = None
    coordinates: Coordinates | None = None
    query: str | None = None
    interests: tuple[str, ...] = ()
    duration_minutes: int = DEFAULT_MINUTES
    language: str = DEFAULT_LANGUAGE
    style: Style = Style.CONVERSATIONAL
    voice: str | None = None
    speed: float = DEFAULT_SPEED
    start: Coordinates | None = None
    end: TourEnd = None
    discovery: float = 0.3
    pace: Pace = Pace.NORMAL
    step_free: bool = False
    radius_m: float = DEFAULT_RADIUS_M

    def __post_init__(self) -> None:
        problems = [problem for check in _CHECKS for problem in check(self)]
        if problems:
            raise TourRequestInvalid(
                "The request names a tour that cannot be made.", fields=problems
            )


def _one_place(request: TourRequest) -> Sequence[FieldProblem]:
    named = (request.location_id, request.coordinates, request.query)
    if sum(name is not None for name in named) == 1:
        return ()
    detail = "give exactly one of location_id, coordinates and query"
    return (FieldProblem("", detail),)


def _within(
    pointer: str, value: float, low: float, high: float
) -> Sequence[FieldProblem]:
    if low <= value <= high:
        return ()
    return (FieldProblem(pointer, f"must lie in {low:g}…{high:g}"),)


def _query(request: TourRequest) -> Sequence[FieldProblem]:
    fits = request.query is None or 1 <= len(request.query.strip()) <= MAX_QUERY_LENGTH
    return (
        () if fits else (FieldProblem("/query", f"1 to {MAX_QUERY_LENGTH} characters"),)
    )


def _interests(request: TourRequest) -> Sequence[FieldProblem]:
    too_many = (
        [FieldProblem("/interests", f"at most {MAX_INTERESTS}")]
        if len(request.interests) > MAX_INTERESTS
        else []
    )
    return too_many + [
        FieldProblem(f"/interests/{n}", f"1 to {MAX_INTEREST_LENGTH} characters")
        for n, wish in enumerate(request.interests)
        if not 1 <= len(wish.strip()) <= MAX_INTEREST_LENGTH
    ]


_CHECKS = (
    _one_place,
    _query,
    _interests,
    lambda r: _within(
        "/duration_minutes", r.duration_minutes, MIN_MINUTES, MAX_MINUTES
    ),
    lambda r: _within("/speed", r.speed, 0.5, 2.0),
    lambda r: _within("/discovery", r.discovery, 0.0, 1.0),
    lambda r: _within("/radius_m", r.radius_m, MIN_RADIUS_M, MAX_RADIUS_M),
)
