"""What calls of models use, as their providers count it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one call used; ``tokens_in`` holds ``tokens_cached``."""

    provider: str
    model: str
    tokens_in: int
    tokens_cached: int
    tokens_out: int


type Meter = Callable[[Usage], None]
"""Told once for each call whose provider said what it used, failed ones included."""


def unmetered(_: Usage) -> None:
    """Forget it."""
