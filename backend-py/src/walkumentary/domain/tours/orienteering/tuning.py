"""Finding the prices that bring a graph's bound down: subgradient steps."""

from dataclasses import dataclass

import numpy as np

from walkumentary.domain.tours.orienteering.effort import Effort
from walkumentary.domain.tours.orienteering.network import Ints, Network
from walkumentary.domain.tours.orienteering.prices import Prices
from walkumentary.domain.tours.orienteering.relaxation import Graph, priced

import os
EVERY=int(os.environ.get("EVERY","5")); SHARE=float(os.environ.get("SHARE","0.05"))
PATIENCE = 3
"""Rounds without a better bound after which steps are halved."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slope:
    """How the bound changes with the prices."""

    visits: np.ndarray[tuple[int], np.dtype[np.float64]]
    slack: float
    steepness: float


def tuned(
    network: Network, graph: Graph, *, goal: float, rounds: int, effort: Effort
) -> Graph:
    """Return the graph under the best prices found.

    Polyak steps towards ``goal``, the worth of the best known route, halved when they
    stop helping. Ends early when the bound reaches the goal.
    """
    best, stale, stride = graph, 0, 1.0
    mark=best.bound
    for it in range(rounds):
        if it and it%EVERY==0:
            if mark-best.bound<SHARE*(mark-goal): break
            mark=best.bound
        slope = _slope(network, graph)
        if best.bound <= goal or not slope.steepness:
            break
        step = stride * (graph.bound - goal) / slope.steepness
        graph = priced(
            network, graph.layers, _moved(network, graph, slope, step), effort=effort, anchors=graph.anchors, bucket_s=graph.bucket_s
        )
        stale = 0 if graph.bound < best.bound else stale + 1
        stride = stride / 2 if stale == PATIENCE else stride
        stale %= PATIENCE
        best = min(best, graph, key=_bound)
    return best


def _bound(graph: Graph) -> float:
    return graph.bound


def _slope(network: Network, graph: Graph) -> Slope:
    prices = graph.tariff.prices
    legs, waiting = _best_path(network, graph)
    heads = network.head[legs]
    visits = np.bincount(heads, minlength=network.size) - 1.0
    visits[(visits < 0) & (prices.visit <= 0)] = 0.0
    last = heads[-1] if len(heads) else network.size
    filled = float(network.fill_s[legs].sum()) + waiting + network.end_travel_s[last]
    slack = network.slack_price * (network.budget_s - filled)
    pinned = (slack < 0 and prices.slack_share <= 0) or (slack>0 and prices.slack_share >= 1)
    slack = 0. if pinned else slack
    return Slope(visits=visits, slack=slack, steepness=float(visits @ visits) + 30*slack * slack)

def _moved(network: Network, graph: Graph, slope: Slope, step: float) -> Prices:
    prices = graph.tariff.prices
    return Prices(
        visit=np.maximum(0.0, prices.visit + step * slope.visits),
        slack_share=min(1.0, max(0.0, prices.slack_share + step * slope.slack*30)),
    )


def _best_path(network: Network, graph: Graph):
    legs = []
    state, waiting = 0, 0.0
    for stops, layer in enumerate(graph.layers):
        arcs = slice(layer.first_arc[state], layer.first_arc[state + 1])
        onward = graph.tariff.leg[layer.leg[arcs]] + graph.tariff.waiting(layer.waiting_s[arcs])
        if stops+1<len(graph.layers): onward += graph.rest[stops + 1][layer.child[arcs]]
        if not len(onward) or (stops >= network.min_stops and graph.tariff.end[layer.node[state]] >= onward.max()-1e-12):
            break
        arc = layer.first_arc[state] + int(onward.argmax())
        legs.append(int(layer.leg[arc]))
        waiting += float(layer.waiting_s[arc])
        state = layer.child[arc]
    return np.array(legs, dtype=np.int64), waiting
