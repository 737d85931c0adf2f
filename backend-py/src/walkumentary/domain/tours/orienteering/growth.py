"""Growing the state graphs: the first one by time, the next ones by memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from walkumentary.domain.tours.orienteering.columns import Floats, Ints, Masks
from walkumentary.domain.tours.orienteering.effort import Effort
from walkumentary.domain.tours.orienteering.network import Network
from walkumentary.domain.tours.orienteering.prices import no_prices, tariff_of
from walkumentary.domain.tours.orienteering.relaxation import (
    Clock,
    Extensions,
    Graph,
    Labels,
    Layer,
    extended,
    priced,
    start_label,
)

BUCKETS_PER_STOP = 4
"""Into how many buckets of time the first graph divides the time of a stop."""

type Merge = Callable[[Extensions], tuple[Labels, Ints]]
"""From extensions to the states they fall into, and which of these each does."""


def first_graph(network: Network, *, effort: Effort) -> Graph:
    """Return the graph whose states know the last stop and the bucket of time.

    Raises:
        StepsSpent: there are not enough steps left.
    """
    columns = BUCKETS_PER_STOP * max(1, network.most_stops)
    bucket_s = network.latest_s / columns

    def by_time(found: Extensions) -> tuple[Labels, Ints]:
        bucket = (found.time_s / bucket_s).astype(np.int64)
        time_s: Floats = (bucket * bucket_s).astype(np.float64)
        rounded = replace(found, time_s=time_s)
        place = found.head * (columns + 1) + bucket
        return _merged(rounded, place, network.bit[found.head])

    coarse = _coarsest(network)
    steps = list(
        _grown(network, coarse, merge=by_time, threshold=-np.inf, effort=effort)
    )
    graph = replace(
        coarse,
        layers=[layer for layer, _ in steps],
        clocks=[
            _clock(network, labels, bucket_s=bucket_s, columns=columns + 1)
            for _, labels in steps
        ],
    )
    return priced(network, graph, coarse.tariff.prices, effort=effort)


def grown(
    network: Network, coarse: Graph, *, memory: int, threshold: float, effort: Effort
) -> Graph:
    """Return the graph grown inside a coarser one, under the same prices.

    Args:
        network: the problem.
        coarse: its memory must not exceed this one's.
        memory: how many of its nearest neighbours each candidate remembers visits to.
        threshold: what cannot lead above it is left out.
        effort: pays for it.

    Raises:
        StepsSpent: there are not enough steps left.
    """
    memories = _memories(network, memory)

    def by_memory(found: Extensions) -> tuple[Labels, Ints]:
        kept = found.visited & memories[found.head]
        return _merged(found, found.state, kept | network.bit[found.head])

    steps = _grown(network, coarse, merge=by_memory, threshold=threshold, effort=effort)
    graph = replace(coarse, layers=[layer for layer, _ in steps], clocks=())
    return priced(network, graph, coarse.tariff.prices, effort=effort)


def _memories(network: Network, size: int) -> Masks:
    remembered = [
        sum(1 << other for other in near[:size]) for near in network.neighbours
    ]
    return np.array(remembered, dtype=np.uint64)


def _coarsest(network: Network) -> Graph:
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
        tariff=tariff_of(network, no_prices(network)),
        rest=[boundless] * (network.most_stops + 1),
    )


def _grown(
    network: Network, coarse: Graph, *, merge: Merge, threshold: float, effort: Effort
) -> Iterator[tuple[Layer, Labels]]:
    """Yield each layer with its states, from the start on."""
    labels = start_label(network, coarse)
    for stops in range(len(coarse.layers) - 1):
        found = extended(
            network, coarse, labels, stops=stops, threshold=threshold, effort=effort
        )
        states, child = merge(found)
        yield _layer(labels, found, child), labels
        labels = states
    nothing = found.only(np.zeros(0, dtype=np.int64))
    yield _layer(labels, nothing, nothing.state), labels


def _layer(labels: Labels, found: Extensions, child: Ints) -> Layer:
    return Layer(
        node=labels.last,
        first_arc=np.searchsorted(found.parent, np.arange(len(labels) + 1)),
        leg=found.leg,
        child=child,
        waiting_s=found.waiting_s[: found.waiting_s.any() * len(found)],
    )


def _merged(found: Extensions, place: Ints, memory: Masks) -> tuple[Labels, Ints]:
    """Merge what has the same place and memory."""
    order = np.lexsort((memory, place))
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = _changes(place[order]) | _changes(memory[order])
    starts = np.flatnonzero(fresh)
    first = order[starts]
    child = np.empty(len(order), dtype=np.int64)
    child[order] = np.cumsum(fresh) - 1
    states = Labels(
        state=found.state[first],
        last=found.head[first],
        visited=memory[first],
        time_s=np.minimum.reduceat(found.time_s[order], starts),
        worth=np.maximum.reduceat(found.worth[order], starts),
    )
    return states, child


def _changes(values: Ints | Masks) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    changes: np.ndarray[tuple[int], np.dtype[np.bool_]] = values[1:] != values[:-1]
    return changes


def _clock(network: Network, labels: Labels, *, bucket_s: float, columns: int) -> Clock:
    """Return the states by node and bucket; each stays until the next begins."""
    bucket = np.rint(labels.time_s / bucket_s).astype(np.int64)
    state = np.zeros((network.size + 1, columns), dtype=np.int64)
    state[labels.last, bucket] = np.arange(len(labels))
    return Clock(bucket_s=bucket_s, state=np.maximum.accumulate(state, axis=1))
