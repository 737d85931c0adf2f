"""Finding the prices that bring a graph's bound down: subgradient steps."""

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from walkumentary.domain.tours.orienteering.columns import Floats, Ints
from walkumentary.domain.tours.orienteering.effort import Effort, StepsSpent
from walkumentary.domain.tours.orienteering.network import Network
from walkumentary.domain.tours.orienteering.prices import Prices
from walkumentary.domain.tours.orienteering.relaxation import Graph, Layer, priced

SPELLS = 12
"""Prices are tried in at most so many spells per graph."""

SPELL = 5
"""Prices tried in a spell."""

WORTHWHILE = 0.2
"""How far towards the goal a spell must bring the bound for another one to follow…"""

SHORT_STRIDE = 0.2
"""…unless strides are longer than this share of a Polyak step and can be shortened."""

FIRST_STRIDE = 0.7
"""The share of a Polyak step to begin with."""

PATIENCE = 2
"""Tries in a row without a better bound after which the stride is halved."""


@dataclass(slots=True)
class Descent:
    """Where a search for prices stands."""

    graph: Graph
    best: Graph
    goal: float
    stride: float = FIRST_STRIDE
    stale: int = 0

    @property
    def done(self) -> bool:
        """Whether the bound is at the goal."""
        return self.best.bound <= self.goal

    def reached(self, graph: Graph) -> None:
        """Take note of the graph under the next prices."""
        self.stale = 0 if graph.bound < self.best.bound else self.stale + 1
        self.stride *= 0.5 if self.stale == PATIENCE else 1.0
        self.stale %= PATIENCE
        self.graph = graph
        self.best = min(self.best, graph, key=_bound)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slope:
    """Which way the prices must move, and how steeply the bound then falls."""

    visit: Floats
    slack: float

    @property
    def steepness(self) -> float:
        """The slope's length, squared."""
        return math.fsum(self.visit**2) + self.slack**2


def tuned(network: Network, graph: Graph, *, goal: float, effort: Effort) -> Graph:
    """Return the graph under the best prices found.

    Takes Polyak steps towards ``goal``, the worth to undercut, until the bound is there
    or hardly comes down any more, or the steps are spent.
    """
    descent = Descent(graph=graph, best=graph, goal=goal)
    with suppress(StepsSpent):
        _descend(network, descent, effort=effort)
    return descent.best


def _bound(graph: Graph) -> float:
    return graph.bound


def _descend(network: Network, descent: Descent, *, effort: Effort) -> None:
    _try_extremes(network, descent, effort=effort)
    for _ in range(SPELLS):
        before = descent.best.bound
        _spell(network, descent, effort=effort)
        fall = before - descent.best.bound
        slow = fall <= WORTHWHILE * (before - descent.goal)
        if slow and descent.stride <= SHORT_STRIDE:
            return


def _try_extremes(network: Network, descent: Descent, *, effort: Effort) -> None:
    """Start from charging slack fully, or not at all, where that bounds better."""
    graph, prices = descent.graph, descent.graph.tariff.prices
    for share in (0.0, 1.0) if network.slack_price else ():
        other = priced(
            network, graph, replace(prices, slack_share=share), effort=effort
        )
        descent.graph = descent.best = min(descent.best, other, key=_bound)


def _spell(network: Network, descent: Descent, *, effort: Effort) -> None:
    for _ in range(SPELL):
        if descent.done:
            return
        moved = _moved(network, descent)
        descent.reached(priced(network, descent.graph, moved, effort=effort))


def _moved(network: Network, descent: Descent) -> Prices:
    prices, slope = descent.graph.tariff.prices, _slope(network, descent.graph)
    above = descent.stride * (descent.graph.bound - descent.goal)
    step = above / slope.steepness if slope.steepness else 0.0
    share = prices.slack_share + step * slope.slack / _most_slack_penalty(network)
    return Prices(
        visit=np.maximum(0.0, prices.visit + step * slope.visit),
        slack_share=min(1.0, max(0.0, share)),
    )


def _most_slack_penalty(network: Network) -> float:
    return network.slack_price * network.budget_s or 1.0


def _slope(network: Network, graph: Graph) -> Slope:
    prices = graph.tariff.prices
    legs, fill_s = _best_path(network, graph)
    visits = np.bincount(network.head[legs], minlength=network.size)
    visit: Floats = visits.astype(np.float64) - 1.0
    visit[(visit < 0) & (prices.visit <= 0)] = 0.0
    penalty = network.slack_price * (network.budget_s - fill_s)
    slack = penalty / _most_slack_penalty(network)
    room = 1.0 - prices.slack_share if slack > 0 else prices.slack_share
    return Slope(visit=visit, slack=slack if room > 0 else 0.0)


def _best_path(network: Network, graph: Graph) -> tuple[Ints, float]:
    """Return the legs of the path that attains the bound, and the time it fills."""
    arcs = list(_best_arcs(graph))
    legs = np.array([layer.leg[arc] for layer, arc in arcs], dtype=np.int64)
    waiting_s = [layer.waiting_s[arc : arc + 1].sum() for layer, arc in arcs]
    last = np.append(network.size, network.head[legs])[-1]
    fill = [*network.fill_s[legs].tolist(), *waiting_s, network.end_travel_s[last]]
    return legs, math.fsum(fill)


def _best_arcs(graph: Graph) -> Iterator[tuple[Layer, int]]:
    state = 0
    for stops, layer in enumerate(graph.layers[:-1]):
        first, end = layer.first_arc[state : state + 2]
        onward = layer.onward(
            graph.tariff, graph.rest[stops + 1], arcs=slice(first, end)
        )
        if onward.max(initial=-np.inf) < graph.rest[stops][state]:
            return
        arc = first + int(onward.argmax())
        yield layer, arc
        state = layer.child[arc]
