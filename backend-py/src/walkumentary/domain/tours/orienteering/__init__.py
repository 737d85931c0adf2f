"""Orienteering: the best stops, in the best order, in the time there is."""

from walkumentary.domain.tours.orienteering.hunt import (
    ALWAYS_EXACT_STOPS,
    DEFAULT_STEPS,
)
from walkumentary.domain.tours.orienteering.problem import (
    MAX_CANDIDATES,
    NoFeasibleRoute,
    OrienteeringProblem,
    ProblemMalformed,
    TimeWindow,
)
from walkumentary.domain.tours.orienteering.solution import Certificate, Solution
from walkumentary.domain.tours.orienteering.solver import solve

__all__ = [
    "ALWAYS_EXACT_STOPS",
    "DEFAULT_STEPS",
    "MAX_CANDIDATES",
    "Certificate",
    "NoFeasibleRoute",
    "OrienteeringProblem",
    "ProblemMalformed",
    "Solution",
    "TimeWindow",
    "solve",
]
