"""How much a way climbs, and how hard that makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

NOTICEABLE_M = 3.0
"""Smaller rises are as likely noise of the heights, which are whole metres of cells
30 m wide, as they are hills."""

FLAT_PER_CLIMBED = 8.0
"""Metres on the flat that a metre of climbing is worth. Source: Naismith's rule (1892),
an hour for 3 miles or 2,000 feet: 7.92 to 1 (Scarf 2007)."""
LEVELS = ((2_000.0, "easy"), (5_000.0, "moderate"))


def difficulty_level(distance_m: float, climbed_m: float | None) -> str:
    """Return easy, moderate or hard; a climb counts as the distance it is worth."""
    flat_m = distance_m + FLAT_PER_CLIMBED * (climbed_m or 0.0)
    return next((level for limit, level in LEVELS if flat_m < limit), "hard")


def difficulty_basis(climbed_m: float | None) -> str:
    """Return what the level is judged by."""
    return "distance" if climbed_m is None else "distance and climb"


def climb_m(heights_m: Sequence[float]) -> float:
    """Return the metres climbed along heights in walking order, without noise."""
    level = _Slope(climbed=0.0, low=heights_m[0], high=heights_m[0])
    last = reduce(_Slope.then, heights_m, level)
    return last.climbed + last.rise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slope:
    """Where a rise began, how high it has come, and what was climbed before it."""

    climbed: float
    low: float
    high: float

    @property
    def rise(self) -> float:
        rise = self.high - self.low
        return rise if rise >= NOTICEABLE_M else 0.0

    def then(self, height: float) -> "_Slope":
        is_over = self.high - height >= NOTICEABLE_M or height < self.low
        if is_over:
            return _Slope(climbed=self.climbed + self.rise, low=height, high=height)
        return _Slope(climbed=self.climbed, low=self.low, high=max(self.high, height))
