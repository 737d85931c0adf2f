"""Published orienteering problems in the terms of our own."""

from collections.abc import Sequence

import numpy as np

from walkumentary.domain.tours.orienteering import OrienteeringProblem


def problem_of(
    points: Sequence[tuple[float, float, float]], *, budget: float
) -> OrienteeringProblem:
    """Return the problem of collecting the most score in the time.

    Args:
        points: x, y and score of the start, the end, and every other point.
        budget: how long the route may be, by straight lines.
    """
    table = np.array(points, dtype=np.float64)
    steps = table[:, None, :2] - table[None, :, :2]
    apart = np.hypot(steps[..., 0], steps[..., 1])
    free = np.zeros_like(apart)
    others = len(points) - 2
    return OrienteeringProblem(
        scores=table[2:, 2].tolist(),
        travel_s=apart[2:, 2:],
        from_start_s=apart[0, 2:],
        to_end_s=apart[2:, 1],
        start_to_end_s=float(apart[0, 1]),
        leg_penalty=free[2:, 2:],
        first_leg_penalty=free[0, 2:],
        last_leg_penalty=free[2:, 1],
        min_service_s=[0.0] * others,
        max_service_s=[0.0] * others,
        budget_s=budget,
        slack_penalty_per_s=0.0,
        min_stops=0,
        max_stops=None,
    )
