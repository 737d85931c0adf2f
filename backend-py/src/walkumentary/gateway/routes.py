"""Port: walking times and ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.shared.geo import Coordinates


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkingMatrix:
    """float64 (from, to): metres walked; ``source`` is ``estimated`` or an engine."""

    distance_m: NDArray[np.float64]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkingLeg:
    """One leg: metres, the points walked, and where they come from."""

    distance_m: float
    path: tuple[Coordinates, ...]
    source: str


class WalkingRoutesGateway(Protocol):
    """How far it is on foot. Seconds follow from the listener's pace."""

    async def matrix(
        self, sources: Sequence[Coordinates], targets: Sequence[Coordinates]
    ) -> WalkingMatrix:
        """Return every distance from a source to a target.

        Raises:
            GatewayUnavailable: the engine cannot be reached.
        """
        ...

    async def leg(self, start: Coordinates, end: Coordinates) -> WalkingLeg:
        """Return the way between two points; its length is the matrix's.

        Raises:
            GatewayUnavailable: the engine cannot be reached.
        """
        ...
