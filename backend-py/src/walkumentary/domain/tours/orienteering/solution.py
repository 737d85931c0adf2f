"""What the solver answers: a route and how good it is proven to be."""

from dataclasses import dataclass

SOLVER = "walkumentary-relaxation/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """How good a route is, and how much work that took.

    Args:
        objective: the route's worth.
        upper_bound: no route is worth more.
        gap: ``upper_bound - objective``; exactly 0.0 where the optimum is proven.
        candidates: how many there were to choose from.
        considered: search steps, each one extension of a partial route looked at.
        solver: name and version.
    """

    objective: float
    upper_bound: float
    gap: float
    candidates: int
    considered: int
    solver: str = SOLVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The stops in order; ``slack_s`` is the time even the longest services leave."""

    order: tuple[int, ...]
    objective: float
    travel_s: float
    waiting_s: float
    slack_s: float
    certificate: Certificate
