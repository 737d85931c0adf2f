"""What a measurement is: values with their formula, size, seed, spread and goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class AtMost:
    """The figure must not exceed the bound."""

    bound: float

    def met(self, value: float) -> bool:
        """Whether a value keeps within it."""
        return value <= self.bound

    def worst(self, values: Sequence[float]) -> float:
        """Return the value farthest from the goal."""
        return max(values)

    def __str__(self) -> str:
        return f"<= {self.bound:g}"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The figure must reach the bound."""

    bound: float

    def met(self, value: float) -> bool:
        """Whether a value reaches it."""
        return value >= self.bound

    def worst(self, values: Sequence[float]) -> float:
        """Return the value farthest from the goal."""
        return min(values)

    def __str__(self) -> str:
        return f">= {self.bound:g}"


@dataclass(frozen=True, slots=True)
class MoreThan(AtLeast):
    """The figure must exceed the bound."""

    def met(self, value: float) -> bool:
        """Whether a value exceeds it."""
        return value > self.bound

    def __str__(self) -> str:
        return f"> {self.bound:g}"


type Goal = AtMost | AtLeast


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table.

    Args:
        name: what was measured.
        formula: how each value came about.
        values: one per repetition, at least one.
        size: N, and of what.
        seed: of everything random in it; None where nothing is.
        unit: ``×`` for ratios.
        goal: None where the figure only informs.
        every: judge the worst value, not the median.
        remark: what a reader must know beside it.
    """

    name: str
    formula: str
    values: tuple[float, ...]
    size: str
    seed: int | None = None
    unit: str = "×"
    goal: Goal | None = None
    every: bool = False
    remark: str = ""

    @property
    def median(self) -> float:
        """The middle value."""
        return median(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        judged = self.goal.worst(self.values) if self.every else self.median
        return self.goal.met(judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The figures of one part of the bench, or why there are none."""

    name: str
    figures: tuple[Figure, ...] = ()
    skipped: str = ""
    seconds: float = 0.0
