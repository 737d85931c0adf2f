"""How much a way climbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

NOTICEABLE_M = 3.0
"""Smaller rises are as likely noise of the heights, which are whole metres of cells
30 m wide, as they are hills."""


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
