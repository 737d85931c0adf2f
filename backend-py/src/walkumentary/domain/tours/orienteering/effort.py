"""Work counted in steps, so that an answer never depends on a clock."""

from dataclasses import dataclass

ARCS_PRICED_PER_STEP = 16
"""Pricing so many arcs anew takes as long as looking at one extension…"""

STEPS_PER_LAYER = 100
"""…and so does every layer of them, however small, as looking at so many: measured."""


class StepsSpent(Exception):
    """The next piece of work would pass the limit: a signal inside the solver."""


@dataclass(slots=True)
class Effort:
    """Steps spent so far, and how many may be; None for no limit.

    A step is one extension of a partial route by one stop, looked at.
    """

    limit: int | None
    spent: int = 0

    def spend(self, steps: int) -> None:
        """Count work that is about to be done.

        Raises:
            StepsSpent: there are not that many left; nothing was counted.
        """
        if self.limit is not None and self.spent + steps > self.limit:
            raise StepsSpent
        self.spent += steps

    def price(self, arcs: int, *, layers: int) -> None:
        """Count arcs that are about to be priced anew, layer by layer.

        Raises:
            StepsSpent: there are not enough steps left.
        """
        self.spend(arcs // ARCS_PRICED_PER_STEP + layers * STEPS_PER_LAYER)

    def note(self, steps: int) -> None:
        """Count work that is small and is done whatever the limit."""
        self.spent += steps
