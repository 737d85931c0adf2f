"""Which of the landmarks around a picture shows, as far as a position can tell."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FLOOR = 0.6
"""Confidence below which nothing is claimed."""
REACH_M = 300.0
"""How far from the camera a landmark may be to be looked for."""
TYPICAL_M = 40.0
"""Distance at which a landmark is half as likely to be meant as one underfoot."""
VIEW_DEG = 25.0
"""Standard deviation of where a landmark lies from where the camera looks.

A phone's main lens sees about 65 degrees, and its compass errs by 10 and more.
"""
BEHIND = 0.02
"""What is left of a landmark's likelihood behind the camera."""
UNDERFOOT_M = 15.0
"""Within this distance a direction says nothing: positions err by as much."""
SOMETHING_ELSE = 0.15
"""Likelihood that the picture shows what no map knows."""
UNTOLD = 0.5
"""What a place without notes counts beside one with notes."""


class Method(StrEnum):
    """How a landmark was recognised: from where the picture was taken, or from it."""

    EXIF = "exif"
    VISION = "vision"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A landmark as seen from the camera."""

    distance_m: float
    bearing_deg: float
    has_notes: bool


def shares(sights: Sequence[Sight], *, heading_deg: float | None) -> list[float]:
    """Return how likely each landmark is the one shown, 0…1, together below 1."""
    weights = [_weight(sight, heading_deg) for sight in sights]
    everything = SOMETHING_ELSE + sum(weights)
    return [weight / everything for weight in weights]


def believable(confidence: float) -> float:
    """Return a confidence somebody claims as one of 0…1; nonsense is none at all."""
    return min(1.0, max(0.0, confidence)) if math.isfinite(confidence) else 0.0


def turn_deg(one_deg: float, other_deg: float) -> float:
    """Return the angle between two directions, 0…180."""
    return abs((one_deg - other_deg + 180.0) % 360.0 - 180.0)


def _weight(sight: Sight, heading_deg: float | None) -> float:
    nearness = 1.0 / (1.0 + (sight.distance_m / TYPICAL_M) ** 2)
    told = 1.0 if sight.has_notes else UNTOLD
    return nearness * told * _in_view(sight, heading_deg)


def _in_view(sight: Sight, heading_deg: float | None) -> float:
    if heading_deg is None or sight.distance_m <= UNDERFOOT_M:
        return 1.0
    deviation = turn_deg(sight.bearing_deg, heading_deg) / VIEW_DEG
    return BEHIND + (1.0 - BEHIND) * math.exp(-(deviation**2) / 2)
