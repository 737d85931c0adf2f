"""What a person likes, and what their tours begin with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from walkumentary.domain.shared.errors import FieldProblem, Invalid

MAX_INTERESTS = 10
MAX_INTEREST_LENGTH = 60
MIN_MINUTES, MAX_MINUTES = 5, 180
MIN_SPEED, MAX_SPEED = 0.5, 2.0
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
"""The shape of a BCP 47 tag."""


class PreferencesInvalid(Invalid):
    """A preference that no tour could follow."""

    code = "preferences-invalid"
    title = "These preferences cannot be kept"


class Theme(StrEnum):
    """What a frontend looks like."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Units(StrEnum):
    """What distances are shown in."""

    METRIC = "metric"
    IMPERIAL = "imperial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """None where the product's own default holds. Source: spec, accounts."""

    interests: tuple[str, ...] | None = None
    language: str | None = None
    default_tour_duration: int | None = None
    audio_speed: float | None = None
    theme: Theme | None = None
    units: Units | None = None

    def __post_init__(self) -> None:
        problems = [problem for check in _CHECKS for problem in check(self)]
        if problems:
            raise PreferencesInvalid(
                "Some preferences lie outside what is possible.", fields=problems
            )


def _interests(preferences: Preferences) -> Sequence[FieldProblem]:
    interests = preferences.interests or ()
    too_many = (
        [FieldProblem("/interests", f"at most {MAX_INTERESTS}")]
        if len(interests) > MAX_INTERESTS
        else []
    )
    return too_many + [
        FieldProblem(f"/interests/{n}", f"1 to {MAX_INTEREST_LENGTH} characters")
        for n, wish in enumerate(interests)
        if not 1 <= len(wish.strip()) <= MAX_INTEREST_LENGTH
    ]


def _language(preferences: Preferences) -> Sequence[FieldProblem]:
    if preferences.language is None or re.fullmatch(LANGUAGE, preferences.language):
        return ()
    return (FieldProblem("/language", "a language tag, such as en or de-AT"),)


def _within(
    pointer: str, value: float | None, low: float, high: float
) -> Sequence[FieldProblem]:
    if value is None or low <= value <= high:
        return ()
    return (FieldProblem(pointer, f"must lie in {low:g}…{high:g}"),)


_CHECKS = (
    _interests,
    _language,
    lambda p: _within(
        "/default_tour_duration", p.default_tour_duration, MIN_MINUTES, MAX_MINUTES
    ),
    lambda p: _within("/audio_speed", p.audio_speed, MIN_SPEED, MAX_SPEED),
)
