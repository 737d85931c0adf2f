"""Provisional beam search; replaced by the exact solver."""

from dataclasses import dataclass

import numpy as np

from walkumentary.domain.tours.orienteering.problem import NoFeasibleRoute, OrienteeringProblem
from walkumentary.domain.tours.orienteering.solution import Certificate, Solution


def solve(problem: OrienteeringProblem, *, step_limit: int | None = None) -> Solution:
    p = problem
    n = len(p.scores)
    best = None
    beam = [((), 0.0, 0.0, 0.0, 0.0)]  # order, time incl min service, travel, value, maxserv
    for depth in range(p.max_stops or n):
        new = []
        for order, t, tr, v, ms in beam:
            for j in range(n):
                if j in order:
                    continue
                leg = p.from_start_s[j] if not order else p.travel_s[order[-1]][j]
                pen = p.first_leg_penalty[j] if not order else p.leg_penalty[order[-1]][j]
                if not np.isfinite(pen):
                    continue
                t2 = t + leg + p.min_service_s[j]
                end = p.to_end_s[j] if p.to_end_s is not None else 0.0
                if t2 + end > p.budget_s:
                    continue
                new.append(((*order, j), t2, tr + leg, v + p.scores[j] - pen, ms + p.max_service_s[j]))
        def worth(s):
            end = p.to_end_s[s[0][-1]] if p.to_end_s is not None else 0.0
            lp = p.last_leg_penalty[s[0][-1]] if p.to_end_s is not None else 0.0
            return s[3] - lp - p.slack_penalty_per_s * max(0.0, p.budget_s - s[2] - end - s[4])
        new.sort(key=lambda s: (-(s[3] - 0.0002 * s[1]), s[0]))
        beam = new[:120]
        for s in new:
            if len(s[0]) >= p.min_stops:
                w = worth(s)
                if best is None or w > best[0]:
                    best = (w, s)
        if not beam:
            break
    if best is None:
        raise NoFeasibleRoute("too few", best_stops=0, minimum_budget_s=900.0)
    w, s = best
    end = p.to_end_s[s[0][-1]] if p.to_end_s is not None else 0.0
    return Solution(order=s[0], objective=float(w), travel_s=float(s[2] + end), waiting_s=0.0,
        slack_s=float(max(0.0, p.budget_s - s[2] - end - s[4])),
        certificate=Certificate(objective=float(w), upper_bound=float(w), gap=0.0, candidates=n, considered=1, solver="provisional"))
