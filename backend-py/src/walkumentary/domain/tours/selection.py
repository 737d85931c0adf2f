"""Stops and their order as an orienteering problem.

Objective: sum of scores − 0.1 per leg outside 50–300 m − 0.02 per minute of slack; legs
between stops ≤ 800 m, the leg from the start ≤ 1,500 m. Source: spec, tours, point 4.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.tours.orienteering import OrienteeringProblem
from walkumentary.domain.tours.pacing import Appetite, stop_range
from walkumentary.domain.tours.plan import CUE_WORDS, FRAME_WORDS

LEG_PENALTY = 0.1
PLEASANT_M = (50.0, 300.0)
LONGEST_LEG_M, LONGEST_FIRST_LEG_M = 800.0, 1_500.0
SLACK_PER_MINUTE = 0.02


def selection_problem(
    *,
    scores: Sequence[float],
    appetites: Sequence[Appetite],
    metres: NDArray[np.float64],
    has_end: bool,
    metres_per_s: float,
    minutes: int,
    words_per_s: float,
) -> OrienteeringProblem:
    """Return the problem whose best solution is the walk.

    Args:
        scores: worth of each candidate, 0…1.
        appetites: how long each can be talked about.
        metres: shape (n + 1, n + 1): rows start then candidates, columns candidates
            then the end.
        has_end: whether the end (last column) is fixed.
        metres_per_s: walking speed.
        minutes: what the listener has.
        words_per_s: of the voice at its speed.
    """
    fewest, most = stop_range(minutes)
    cue_s = CUE_WORDS / words_per_s
    seconds = metres / metres_per_s
    return OrienteeringProblem(
        scores=tuple(scores),
        travel_s=seconds[1:, :-1],
        from_start_s=seconds[0, :-1],
        to_end_s=seconds[1:, -1] if has_end else None,
        start_to_end_s=float(seconds[0, -1]) if has_end else 0.0,
        leg_penalty=_penalty(metres[1:, :-1], longest_m=LONGEST_LEG_M),
        first_leg_penalty=_first_penalty(metres[0, :-1]),
        last_leg_penalty=_penalty(metres[1:, -1], longest_m=LONGEST_FIRST_LEG_M)
        if has_end
        else np.zeros(len(scores)),
        min_service_s=tuple(one.min_s + cue_s for one in appetites),
        max_service_s=tuple(one.max_s + cue_s for one in appetites),
        budget_s=minutes * 60 - FRAME_WORDS / words_per_s,
        slack_penalty_per_s=SLACK_PER_MINUTE / 60,
        min_stops=fewest,
        max_stops=most,
    )


def _penalty(metres: NDArray[np.float64], *, longest_m: float) -> NDArray[np.float64]:
    low, high = PLEASANT_M
    outside = np.where((metres < low) | (metres > high), LEG_PENALTY, 0.0)
    return np.where(metres > longest_m, np.inf, outside)


def _first_penalty(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Penalise only a long way to the first stop: it may well be where one stands."""
    outside = np.where(metres > PLEASANT_M[1], LEG_PENALTY, 0.0)
    return np.where(metres > LONGEST_FIRST_LEG_M, np.inf, outside)
