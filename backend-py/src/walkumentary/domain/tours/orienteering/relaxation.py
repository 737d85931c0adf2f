"""Relaxed state graphs: upper bounds that tighten as states remember more.

A state stands for all partial routes with the same number of stops, the same last stop,
the same remembered stops and about the same time. It keeps the best worth and the
earliest time of any of them, and a route may stop again where it has forgotten it was.
So the best path through a graph bounds every route. Two things bring the bound down:
prices (prices.py, tuning.py) and graphs that remember more, each grown inside the one
before it, without the states that its bound rules out (growth.py).

Source: state-space relaxation with ng-memories after Baldacci, Mingozzi and Roberti
(2011), New route relaxation and pricing strategies for the vehicle routing problem;
graph inside graph after Ibaraki (1987), Enumerative approaches: successive sublimation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from walkumentary.domain.tours.orienteering.columns import (
    Columns,
    Floats,
    Ints,
    Masks,
    segment_max,
)
from walkumentary.domain.tours.orienteering.effort import Effort
from walkumentary.domain.tours.orienteering.network import Network
from walkumentary.domain.tours.orienteering.prices import Prices, Tariff, tariff_of

BLOCK_ARCS = 1 << 16
"""Extensions are looked at in blocks of about so many: they fit a processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """The states after some number of stops, and the arcs to the next layer's.

    ``first_arc`` says per state where its arcs begin, and at last their number;
    ``waiting_s`` has a value for each arc, or none where nobody waits.
    """

    node: Ints
    first_arc: Ints
    leg: Ints
    child: Ints
    waiting_s: Floats

    def onward(
        self, tariff: Tariff, rest: Floats, *, arcs: slice = slice(None)
    ) -> Floats:
        """Return what going on by each arc adds, given the rest after it."""
        worth = tariff.leg[self.leg[arcs]]
        worth += rest[self.child[arcs]]
        if len(self.waiting_s):
            worth += tariff.second * self.waiting_s[arcs]
        return worth


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clock:
    """Which state a moment falls into, in a graph that leaves no route out.

    ``state`` has one row per node and one column per bucket of time: the last state
    there that begins no later.
    """

    bucket_s: float
    state: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Graph:
    """Layers from the start, one state, to the last stop a route may make.

    Args:
        layers: one per number of stops.
        tariff: what its arcs are worth.
        rest: per layer and state the most that any completion adds.
        clocks: one per layer, in the first graph only.
    """

    layers: Sequence[Layer]
    tariff: Tariff
    rest: Sequence[Floats]
    clocks: Sequence[Clock] = ()

    @property
    def bound(self) -> float:
        """No route is worth more, but for those ruled out while growing."""
        return self.tariff.base + float(self.rest[0][0])

    @property
    def arcs(self) -> int:
        """Number of arcs."""
        return sum(len(layer.leg) for layer in self.layers)

    def settled(self, state: Ints, head: Ints, time_s: Floats, *, stops: int) -> Ints:
        """Return the states for moments at nodes, given those that the arcs lead to.

        The first graph leaves no route out, so that the latest state in time for the
        moment will do and bounds the rest better than the one the arcs lead to.
        """
        if not self.clocks:
            return state
        clock = self.clocks[stops]
        return clock.state[head, (time_s / clock.bucket_s).astype(np.int64)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labels(Columns):
    """Partial routes, or groups of them."""

    state: Ints
    last: Ints
    visited: Masks
    time_s: Floats
    worth: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Extensions(Columns):
    """Partial routes one stop on: from which label, by which leg, to which state."""

    parent: Ints
    leg: Ints
    head: Ints
    state: Ints
    visited: Masks
    time_s: Floats
    waiting_s: Floats
    worth: Floats


def start_label(network: Network, graph: Graph) -> Labels:
    """Return the one partial route that has not left yet."""
    return Labels(
        state=np.zeros(1, dtype=np.int64),
        last=np.array([network.size]),
        visited=np.zeros(1, dtype=np.uint64),
        time_s=np.zeros(1),
        worth=np.array([graph.tariff.base]),
    )


def priced(network: Network, graph: Graph, prices: Prices, *, effort: Effort) -> Graph:
    """Return the same graph under other prices.

    Raises:
        StepsSpent: there are not enough steps left.
    """
    effort.price(graph.arcs, layers=len(graph.layers))
    tariff = tariff_of(network, prices)
    rest = [np.zeros(0)]
    for stops in reversed(range(len(graph.layers))):
        layer = graph.layers[stops]
        onward = layer.onward(tariff, rest[-1])
        best = segment_max(onward, layer.first_arc)
        ending = _ending(network, tariff, layer, stops=stops)
        rest.append(np.maximum(best, ending))
    return Graph(
        layers=graph.layers, tariff=tariff, rest=rest[:0:-1], clocks=graph.clocks
    )


def _ending(network: Network, tariff: Tariff, layer: Layer, *, stops: int) -> Floats:
    if stops >= network.min_stops:
        return tariff.end[layer.node]
    return np.full(len(layer.node), -np.inf)


def extended(
    network: Network,
    graph: Graph,
    labels: Labels,
    *,
    stops: int,
    threshold: float,
    effort: Effort,
) -> Extensions:
    """Return every extension by one stop that fits and may lead above the threshold.

    Raises:
        StepsSpent: there are not enough steps left.
    """
    layer = graph.layers[stops]
    first = layer.first_arc[labels.state]
    count = layer.first_arc[labels.state + 1] - first
    effort.spend(int(count.sum()))
    return Extensions.joined(
        [
            _extended(
                network,
                graph,
                labels,
                parent=np.repeat(rows, count[rows]),
                arc=_ranges(first[rows], count[rows]),
                stops=stops,
                threshold=threshold,
            )
            for rows in _blocks(count)
        ]
    )


def _blocks(count: Ints) -> Iterator[Ints]:
    """Yield the labels in runs that have about BLOCK_ARCS arcs together."""
    run = np.cumsum(count) // BLOCK_ARCS
    starts = np.flatnonzero(run[1:] != run[:-1]) + 1
    yield from np.split(np.arange(len(count)), starts)


def _ranges(first: Ints, count: Ints) -> Ints:
    """Return first, first + 1 … for each pair, count of them, one after the other."""
    ends = np.cumsum(count)
    ranges: Ints = np.arange(count.sum()) + np.repeat(first - (ends - count), count)
    return ranges


def _extended(
    network: Network,
    graph: Graph,
    labels: Labels,
    *,
    parent: Ints,
    arc: Ints,
    stops: int,
    threshold: float,
) -> Extensions:
    layer = graph.layers[stops]
    leg = layer.leg[arc]
    head = network.head[leg]
    arrival = labels.time_s[parent] + network.travel_s[leg]
    begin = np.maximum(arrival, network.opens_s[head])
    fits = np.flatnonzero(
        ((labels.visited[parent] & network.bit[head]) == 0)
        & (begin <= network.deadline_s[head])
    )
    parent, leg, head, begin = parent[fits], leg[fits], head[fits], begin[fits]
    time_s = begin + network.service_s[head]
    waiting_s = begin - arrival[fits]
    worth = labels.worth[parent] + graph.tariff.leg[leg]
    worth += graph.tariff.second * waiting_s
    state = graph.settled(layer.child[arc[fits]], head, time_s, stops=stops + 1)
    found = Extensions(
        parent=parent,
        leg=leg,
        head=head,
        state=state,
        visited=labels.visited[parent],
        time_s=time_s,
        waiting_s=waiting_s,
        worth=worth,
    )
    return found.only(np.flatnonzero(worth + graph.rest[stops + 1][state] > threshold))
