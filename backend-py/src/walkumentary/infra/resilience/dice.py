"""Luck, for pauses that must not fall together."""

import random
from typing import Protocol


class Dice(Protocol):
    """A source of luck."""

    def roll(self) -> float:
        """Return a number, 0 ≤ x < 1."""
        ...


class FairDice:
    """Satisfies ``Dice``; a seed makes it repeatable."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311 - luck, not secrecy

    def roll(self) -> float:
        """See ``Dice.roll``."""
        return self._random.random()
