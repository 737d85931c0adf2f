"""Port: walking times and ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.tours.manoeuvres import Manoeuvre

ESTIMATED = "estimated"
"""The source of distances that nobody measured."""
SNAP_M = 100.0
"""A point farther than this from every street is not on the map."""


class StepFreeNotAvailable(Invalid):
    """Nothing here knows where the steps are."""

    code = "step-free-not-available"
    title = "No step-free walk can be promised"


class Profile(StrEnum):
    """Who walks."""

    FOOT = "foot"
    STEP_FREE = "step_free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How a walk is made and told.

    ``language`` is that of the instructions; ``source`` names the matrix a leg was
    chosen by, so that both come from the same map (None: whichever there is).
    """

    profile: Profile = Profile.FOOT
    language: str = "en"
    source: str | None = None


ON_FOOT = Walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkingMatrix:
    """float64 (from, to): metres walked; ``source`` is ``estimated`` or an engine.

    Infinite where there is no way, or where a point is not on the map (``SNAP_M``).
    """

    distance_m: NDArray[np.float64]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkingLeg:
    """One leg: metres, the points walked (two or more), and where they come from.

    ``climb_m`` is None where no heights are known. Estimates have no manoeuvres.
    """

    distance_m: float
    path: tuple[Coordinates, ...]
    source: str
    manoeuvres: tuple[Manoeuvre, ...] = ()
    climb_m: float | None = None


class WalkingRoutesGateway(Protocol):
    """How far it is on foot. Seconds follow from the listener's pace."""

    async def matrix(
        self,
        sources: Sequence[Coordinates],
        targets: Sequence[Coordinates],
        *,
        walk: Walk = ON_FOOT,
    ) -> WalkingMatrix:
        """Return every distance from a source to a target.

        Args:
            sources: the first is where the walk begins.
            targets: the last is where it ends, if that is fixed.
            walk: for whom.

        Raises:
            StepFreeNotAvailable: nothing here knows where the steps are.
            GatewayUnavailable: the engine cannot be reached.
            GatewayTimeout: no answer within the adapter's deadline.
            GatewayRefused: the engine will not answer this.
        """
        ...

    async def leg(
        self, start: Coordinates, end: Coordinates, *, walk: Walk = ON_FOOT
    ) -> WalkingLeg:
        """Return the way between two points; its length is the matrix's.

        Raises:
            StepFreeNotAvailable, GatewayUnavailable, GatewayTimeout: as ``matrix``.
            GatewayRefused: there is no such way.
        """
        ...
