"""Exact search: partial routes that remember every stop, layer by layer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from walkumentary.domain.tours.orienteering.columns import Floats, Ints
from walkumentary.domain.tours.orienteering.effort import Effort
from walkumentary.domain.tours.orienteering.network import Network
from walkumentary.domain.tours.orienteering.relaxation import (
    Extensions,
    Graph,
    Labels,
    extended,
    start_label,
)
from walkumentary.domain.tours.orienteering.routes import ending

RIVALS = 3
"""With how many of its forerunners a partial route is compared."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Partials(Labels):
    """Partial routes, each with the row of the layer before that it continues."""

    parent: Ints
    reward: Floats
    spare_s: Floats


@dataclass(slots=True)
class Dive:
    """A pass over the layers: the best route met, and whether none was passed over.

    Args:
        threshold: what a route must be worth more than; rises with each one found.
        width: how many partial routes are kept per layer; None for all.
    """

    network: Network
    graph: Graph
    threshold: float
    width: int | None
    effort: Effort
    order: tuple[int, ...] | None = None
    complete: bool = True

    def run(self) -> None:
        """Search.

        Raises:
            StepsSpent: there are not enough steps left; what was met until then stands.
        """
        layers = [_start(self.network, self.graph)]
        self._finish(layers)
        for stops in range(len(self.graph.layers) - 1):
            layers.append(self._kept(self._next(layers[-1], stops=stops), stops + 1))
            self._finish(layers)

    def _next(self, partials: Partials, *, stops: int) -> Partials:
        found = extended(
            self.network,
            self.graph,
            partials,
            stops=stops,
            threshold=self.threshold,
            effort=self.effort,
        )
        return _undominated(self.network, _continued(self.network, partials, found))

    def _kept(self, partials: Partials, stops: int) -> Partials:
        """Keep the most promising."""
        if self.width is None or len(partials) <= self.width:
            return partials
        self.complete = False
        promise = partials.worth + self.graph.rest[stops][partials.state]
        return partials.only(np.argsort(-promise, kind="stable")[: self.width])

    def _finish(self, layers: Sequence[Partials]) -> None:
        """Take note of the best route that ends here."""
        worth = _finished(self.network, layers[-1], stops=len(layers) - 1)
        if worth.max(initial=-np.inf) > self.threshold:
            self.threshold = float(worth.max()) + self.network.step
            self.order = tuple(_backwards(layers, int(worth.argmax())))[::-1]


def _start(network: Network, graph: Graph) -> Partials:
    label = start_label(network, graph)
    return Partials(
        state=label.state,
        last=label.last,
        visited=label.visited,
        time_s=label.time_s,
        worth=label.worth,
        parent=np.zeros(1, dtype=np.int64),
        reward=np.zeros(1),
        spare_s=np.zeros(1),
    )


def _continued(network: Network, partials: Partials, found: Extensions) -> Partials:
    return Partials(
        state=found.state,
        last=found.head,
        visited=found.visited | network.bit[found.head],
        time_s=found.time_s,
        worth=found.worth,
        parent=found.parent,
        reward=partials.reward[found.parent] + network.reward[found.leg],
        spare_s=partials.spare_s[found.parent] + network.spare_s[found.head],
    )


def _undominated(network: Network, partials: Partials) -> Partials:
    """Leave out what another one with the same stops and last stop is as good as.

    The earlier of two can do whatever the later can; at worst the time it is ahead by
    becomes slack.
    """
    order = np.lexsort(
        (-partials.reward, partials.time_s, partials.last, partials.visited)
    )
    ranked = partials.only(order)
    merit = ranked.reward + network.slack_price * ranked.time_s
    beaten = np.zeros(len(order), dtype=np.bool_)
    for ahead in range(1, RIVALS + 1):
        beaten[ahead:] |= (
            (ranked.visited[ahead:] == ranked.visited[:-ahead])
            & (ranked.last[ahead:] == ranked.last[:-ahead])
            & (merit[ahead:] <= merit[:-ahead])
        )
    return ranked.only(np.flatnonzero(~beaten))


def _finished(network: Network, partials: Partials, *, stops: int) -> Floats:
    """Return what each is worth as a whole route."""
    time_s = partials.time_s + network.end_travel_s[partials.last]
    worth = partials.reward + ending(
        network, partials.last, time_s=time_s, spare_s=partials.spare_s
    )
    late = (time_s > network.latest_s) | (stops < network.min_stops)
    return np.where(late, -np.inf, worth)


def _backwards(layers: Sequence[Partials], row: int) -> Iterator[int]:
    for partials in reversed(layers[1:]):
        yield int(partials.last[row])
        row = int(partials.parent[row])
