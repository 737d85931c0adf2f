"""The hunt: routes from dives and climbs, bounds from graphs, until they meet."""

import math
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from walkumentary.domain.tours.orienteering.climbing import climbed
from walkumentary.domain.tours.orienteering.effort import Effort, StepsSpent
from walkumentary.domain.tours.orienteering.growth import first_graph, grown
from walkumentary.domain.tours.orienteering.network import Network, network_of
from walkumentary.domain.tours.orienteering.problem import OrienteeringProblem
from walkumentary.domain.tours.orienteering.relaxation import Graph
from walkumentary.domain.tours.orienteering.routes import Standing
from walkumentary.domain.tours.orienteering.search import Dive
from walkumentary.domain.tours.orienteering.tuning import tuned

ALWAYS_EXACT_STOPS = 7
"""Up to so many stops there is no limit. Source: tours, the pipeline, point 4."""

DEFAULT_STEPS = 1_500_000
"""About 150 ms on one core of an AMD EPYC server: measured."""

MEMORIES = (3, 6, 10, 20)
"""How many neighbours candidates remember visits to, graph by graph."""

LEAST_WIDTH = 60
"""A dive keeps at least so many partial routes per layer…"""

STATES_PER_PARTIAL = 10
"""…and beyond that one for so many states that the graph has there on average."""


def hunted(
    problem: OrienteeringProblem, *, step_limit: int | None = DEFAULT_STEPS
) -> "Hunt":
    """Return the hunt for the problem's best route, at its end."""
    network = network_of(problem)
    limit = None if network.most_stops <= ALWAYS_EXACT_STOPS else step_limit
    hunt = Hunt(network=network, effort=Effort(limit))
    hunt.run()
    return hunt


@dataclass(slots=True)
class Hunt:
    """The best route so far and the bound on all routes, closing in on each other."""

    network: Network
    effort: Effort
    best: Standing | None = None
    bound: float = field(init=False)

    def __post_init__(self) -> None:
        self.bound = _ceiling(self.network)

    @property
    def worth(self) -> float:
        """What the best route is worth."""
        return self.best.worth if self.best else -np.inf

    @property
    def threshold(self) -> float:
        """What a better route is worth more than."""
        return self.worth + self.network.step

    @property
    def proven(self) -> bool:
        """Whether no route is better than the best one."""
        return self.bound <= self.threshold

    def run(self) -> None:
        """Hunt until it is proven that there is no better route, or steps are spent."""
        with suppress(StepsSpent):
            self._begin()

    def _begin(self) -> None:
        self._offer(())
        if self.network.most_stops:
            self._close_in()
        else:
            self.bound = self.worth

    def _close_in(self) -> None:
        graph = self._sounded(first_graph(self.network, effort=self.effort))
        for memory in MEMORIES:
            if self.proven:
                return
            graph = self._sounded(self._grown(graph, memory=memory))
        self._dive(graph, width=None)

    def _grown(self, graph: Graph, *, memory: int) -> Graph:
        return grown(
            self.network,
            graph,
            memory=memory,
            threshold=self.threshold,
            effort=self.effort,
        )

    def _sounded(self, graph: Graph) -> Graph:
        """Bring the bound down to the graph's, and the best route up to a dive's."""
        goal = self.threshold if self.best else graph.bound
        graph = tuned(self.network, graph, goal=goal, effort=self.effort)
        self.bound = min(self.bound, graph.bound)
        if not self.proven:
            self._dive(graph, width=_width(graph))
        return graph

    def _dive(self, graph: Graph, *, width: int | None) -> None:
        dive = Dive(
            network=self.network,
            graph=graph,
            threshold=self.threshold,
            width=width,
            effort=self.effort,
        )
        try:
            dive.run()
        finally:
            self._offer(dive.order)
        self.bound = self.worth if dive.complete else self.bound

    def _offer(self, order: tuple[int, ...] | None) -> None:
        """Take the route that this one leads to, where it is better."""
        if order is None:
            return
        found = climbed(self.network, order, effort=self.effort)
        counts = len(found.order) >= self.network.min_stops and np.isfinite(found.worth)
        rivals = [self.best] if self.best else []
        self.best = max([*rivals, found], key=_rank) if counts else self.best


def _rank(standing: Standing) -> tuple[float, float, float]:
    return standing.rank


def _width(graph: Graph) -> int:
    states = sum(len(layer.node) for layer in graph.layers)
    return max(LEAST_WIDTH, states // (STATES_PER_PARTIAL * len(graph.layers)))


def _ceiling(network: Network) -> float:
    """Return what no route is worth more than: as many best rewards as it has stops."""
    best = network.reward_at.max(axis=0, initial=-np.inf)[: network.size]
    gains = np.sort(np.maximum(best, 0.0))[::-1][: network.most_stops]
    return math.fsum(gains) + float(network.end_reward.max())
