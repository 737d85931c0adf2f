"""Relaxed state graphs: upper bounds that tighten as states remember more.

A state stands for all partial routes with the same number of stops, the same last stop,
the same remembered stops and about the same time. It keeps the best worth and the
earliest time of any of them, and a route may stop again where it has forgotten it was.
So the best path through the graph bounds every route. Two things bring the bound down:
prices on visits and on slack (see pricing.py) and graphs that remember more, each grown
inside the one before and without the states that its bound rules out.

Source: state-space relaxation with ng-memories after Baldacci, Mingozzi and Roberti
(2011), New route relaxation and pricing strategies for the vehicle routing problem;
grown from level to level as in Ibaraki (1987), successive sublimation methods.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from walkumentary.domain.tours.orienteering.effort import Effort
from walkumentary.domain.tours.orienteering.network import (
    Floats,
    Ints,
    Masks,
    Network,
    segment_max,
)
from walkumentary.domain.tours.orienteering.prices import Prices, Tariff, tariff_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """The states after some number of stops and the arcs to the next layer's."""

    node: Ints
    first_arc: Ints
    leg: Ints
    child: Ints
    waiting_s: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Graph:
    """Layers from the start (one state) to the last stop a route may make.

    ``rest`` bounds, per layer and state, what any completion adds under the tariff.
    """

    layers: Sequence[Layer]
    tariff: Tariff
    rest: Sequence[Floats]
    anchors: Sequence[Ints] = ()
    bucket_s: float = 0.0

    def anchored(self,stops,state,head,time):
        if not self.anchors: return state
        t=self.anchors[stops]
        nb=t.shape[1]
        return t[head,(time/self.bucket_s).astype(np.int64)]

    @property
    def bound(self) -> float:
        """No route is worth more, unless it was ruled out while growing."""
        return self.tariff.base + float(self.rest[0][0])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labels:
    """Partial routes, or groups of them, as columns."""

    state: Ints
    last: Ints
    visited: Masks
    time_s: Floats
    worth: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Extensions:
    """Labels one stop on: where each comes from, by which leg, to which state."""

    parent: Ints
    leg: Ints
    state: Ints
    head: Ints
    visited: Masks
    time_s: Floats
    waiting_s: Floats
    worth: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Growth:
    """How a graph is grown inside a coarser one.

    Args:
        memory: per node the visited candidates remembered there.
        bucket_s: states this close in time are one.
        threshold: states that cannot lead above it are left out.
    """

    memory: Masks
    bucket_s: float
    threshold: float


def coarsest(network: Network) -> Graph:
    """Return the graph that knows the last stop only and bounds nothing."""
    opening = network.first_leg[-2]
    first = Layer(
        node=np.array([network.size]),
        first_arc=network.first_leg[-2:] - opening,
        leg=np.arange(opening, len(network.head)),
        child=network.head[opening:],
        waiting_s=np.zeros(0),
    )
    later = Layer(
        node=np.arange(network.size + 1),
        first_arc=network.first_leg,
        leg=np.arange(len(network.head)),
        child=network.head,
        waiting_s=np.zeros(0),
    )
    boundless = np.full(network.size + 1, np.inf)
    return Graph(
        layers=[first, *[later] * network.most_stops],
        tariff=tariff_of(network, Prices.none(network.size)),
        rest=[boundless[:1], *[boundless] * network.most_stops],
    )


def priced(
    network: Network, layers: Sequence[Layer], prices: Prices, *, effort: Effort, anchors=(),bucket_s=0.0
) -> Graph:
    """Return the graph of these layers with what completions add under the prices."""
    effort.price(sum(len(layer.leg) for layer in layers))
    tariff = tariff_of(network, prices)
    rest = [np.zeros(0)]
    for stops in reversed(range(len(layers))):
        layer = layers[stops]
        onward = tariff.leg[layer.leg] + tariff.waiting(layer.waiting_s)
        onward += rest[-1][layer.child]
        best = segment_max(onward, layer.first_arc)
        rest.append(np.maximum(best, _ending(network, tariff, layer, stops=stops)))
    return Graph(layers=layers, tariff=tariff, rest=rest[:0:-1], anchors=anchors,bucket_s=bucket_s)


def _ending(network: Network, tariff: Tariff, layer: Layer, *, stops: int) -> Floats:
    if stops >= network.min_stops:
        return tariff.end[layer.node]
    return np.full(len(layer.node), -np.inf)


def start_label(network: Network, graph: Graph) -> Labels:
    """Return the one partial route that has not left yet."""
    return Labels(
        state=np.zeros(1, dtype=np.int64),
        last=np.array([network.size]),
        visited=np.zeros(1, dtype=np.uint64),
        time_s=np.zeros(1),
        worth=np.array([graph.tariff.base]),
    )


def extended(
    network: Network,
    graph: Graph,
    labels: Labels,
    *,
    stops: int,
    threshold: float,
    effort: Effort,
) -> Extensions:
    """Return every extension by one stop that fits and may lead above the threshold."""
    layer = graph.layers[stops]
    first = layer.first_arc[labels.state]
    count = layer.first_arc[labels.state + 1] - first
    ends = np.cumsum(count)
    effort.spend(int(count.sum()))
    parent = np.repeat(np.arange(len(count)), count)
    arc = np.arange(len(parent)) + np.repeat(first - (ends - count), count)
    head = network.head[layer.leg[arc]]
    fresh = (labels.visited[parent] & network.bit[head]) == 0
    parent, arc, head = parent[fresh], arc[fresh], head[fresh]
    leg = layer.leg[arc]
    arrival = labels.time_s[parent] + network.travel_s[leg]
    begin = np.maximum(arrival, network.opens_s[head])
    time = begin + network.service_s[head]
    waiting = begin - arrival
    fit=np.flatnonzero((begin <= network.closes_s[head])
        & (time + network.rest_s[head] <= network.latest_s))
    parent,arc,head,leg,time,waiting=(a[fit] for a in (parent,arc,head,leg,time,waiting))
    state = graph.anchored(stops+1,layer.child[arc],head,time)
    worth = labels.worth[parent] + graph.tariff.leg[leg] + graph.tariff.waiting(waiting)
    good = np.flatnonzero(
        (worth + graph.rest[stops + 1][state] > threshold)
    )
    return Extensions(
        parent=parent[good],
        leg=leg[good],
        state=state[good],
        head=head[good],
        visited=labels.visited[parent[good]],
        time_s=time[good],
        waiting_s=waiting[good],
        worth=worth[good],
    )


def grown(network: Network, coarse: Graph, growth: Growth, *, effort: Effort) -> Graph:
    """Return the graph grown inside a coarser one under the same prices."""
    labels = start_label(network, coarse)
    layers: list[Layer] = []
    for stops in range(len(coarse.layers) - 1):
        found = extended(
            network,
            coarse,
            labels,
            stops=stops,
            threshold=growth.threshold,
            effort=effort,
        )
        merged, child = _merged(network, growth, found)
        layers.append(_layer(labels, found, child))
        labels = merged
    layers.append(_last_layer(labels))
    return priced(network, layers, coarse.tariff.prices, effort=effort)

def grid(network, bucket_s, effort):
    coarse=coarsest(network); g=Growth(memory=network.bit,bucket_s=bucket_s,threshold=-np.inf)
    labels = start_label(network, coarse)
    layers=[]; anchors=[np.zeros(0,int)]
    nb=int(network.latest_s/bucket_s)+2
    for stops in range(len(coarse.layers) - 1):
        f = extended(network,coarse,labels,stops=stops,threshold=-np.inf,effort=effort)
        b=(f.time_s/bucket_s).astype(np.int64)
        key=f.head*nb+b
        u,child=np.unique(key,return_inverse=True)
        layers.append(_layer(labels,f,child))
        t=np.zeros((network.size+1)*nb,dtype=np.int64); t[u]=np.arange(len(u)); t=t.reshape(-1,nb)
        anchors.append(np.maximum.accumulate(t,axis=1))
        labels=Labels(state=u//nb,last=u//nb,visited=network.bit[u//nb],time_s=(u%nb)*bucket_s,worth=np.zeros(len(u)))
    layers.append(_last_layer(labels))
    gr=priced(network, layers, coarse.tariff.prices, effort=effort)
    return Graph(layers=gr.layers,tariff=gr.tariff,rest=gr.rest,anchors=anchors,bucket_s=bucket_s)


def _layer(labels: Labels, found: Extensions, child: Ints) -> Layer:
    return Layer(
        node=labels.last,
        first_arc=np.searchsorted(found.parent, np.arange(len(labels.last) + 1)),
        leg=found.leg,
        child=child,
        waiting_s=found.waiting_s,
    )


def _last_layer(labels: Labels) -> Layer:
    nothing = np.zeros(0, dtype=np.int64)
    return Layer(
        node=labels.last,
        first_arc=np.zeros(len(labels.last) + 1, dtype=np.int64),
        leg=nothing,
        child=nothing,
        waiting_s=np.zeros(0),
    )


def _merged(
    network: Network, growth: Growth, found: Extensions
) -> tuple[Labels, Ints]:
    """Return the states the extensions fall into, and which one each falls into."""
    remembered = (found.visited & growth.memory[found.head]) | network.bit[found.head]
    buckets = int(network.latest_s / growth.bucket_s) + 2
    place = found.state * buckets + (found.time_s / growth.bucket_s).astype(np.int64)
    order = np.lexsort((remembered, place))
    fresh = np.append(True, _changes(place[order]) | _changes(remembered[order]))
    fresh = fresh[: len(order)]
    starts = np.flatnonzero(fresh)
    child = np.empty(len(order), dtype=np.int64)
    child[order] = np.cumsum(fresh) - 1
    chosen = order[starts]
    states = Labels(
        state=found.state[chosen],
        last=found.head[chosen],
        visited=remembered[chosen],
        time_s=np.minimum.reduceat(found.time_s[order], starts),
        worth=np.maximum.reduceat(found.worth[order], starts),
    )
    return states, child


def _changes(values: Ints | Masks) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return values[1:] != values[:-1]
