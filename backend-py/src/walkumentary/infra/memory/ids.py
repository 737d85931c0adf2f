"""Ids that a test can foretell."""

from itertools import count
from uuid import UUID


class SequentialIds:
    """The ids 1, 2, 3 … in the form of a UUIDv7."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self) -> UUID:
        """Return the next id."""
        return UUID(int=(0x7 << 76) | (0b10 << 62) | next(self._numbers))
