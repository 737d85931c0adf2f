"""Better whole routes by small changes: good ones early make the proof short."""

from collections.abc import Iterator
from functools import cache
from itertools import permutations
from operator import attrgetter

import numpy as np

from walkumentary.domain.tours.orienteering.columns import Ints
from walkumentary.domain.tours.orienteering.effort import Effort
from walkumentary.domain.tours.orienteering.network import Network
from walkumentary.domain.tours.orienteering.routes import Standing, foremost, routes_of

REORDERED_STOPS = 7
"""Up to so many stops all orders are compared: 7! = 5,040."""


def climbed(network: Network, order: tuple[int, ...], *, effort: Effort) -> Standing:
    """Return the route from which no change is for the better, starting from this one.

    A change leaves out, adds, replaces or moves a stop, or turns a stretch around.
    """
    start = np.array([order], dtype=np.int64)
    best, last = foremost(network, routes_of(network, start)), None
    while best is not last:
        last = best
        best = max(_around(network, best, effort=effort), key=attrgetter("rank"))
    return best


def _around(
    network: Network, centre: Standing, *, effort: Effort
) -> Iterator[Standing]:
    """Yield the route itself, then the best of each kind of neighbours."""
    yield centre
    order = np.array(centre.order, dtype=np.int64)
    for orders in _neighbours(order, np.setdiff1d(np.arange(network.size), order)):
        effort.note(orders.size)
        if len(orders):
            yield foremost(network, routes_of(network, orders))


def _neighbours(order: Ints, others: Ints) -> Iterator[Ints]:
    yield _shorter(order)
    yield _reversed(order)
    yield _moved(order)
    yield _replaced(order, others)
    yield _longer(order, others)


def _shorter(order: Ints) -> Ints:
    gap = np.arange(len(order))[:, None]
    place = np.arange(max(0, len(order) - 1))
    return order[place + (place >= gap)]


def _reversed(order: Ints) -> Ints:
    place = np.arange(len(order))
    start, end = (bound[:, None] for bound in np.triu_indices(len(order), 1))
    inside = (start <= place) & (place <= end)
    return order[np.where(inside, start + end - place, place)]


def _moved(order: Ints) -> Ints:
    place = np.arange(len(order))
    apart = place[:, None] != place
    source, target = (bound[:, None] for bound in np.nonzero(apart))
    pulled = ((source <= place) & (place < target)).astype(np.int64)
    pushed = ((target < place) & (place <= source)).astype(np.int64)
    moved: Ints = order[np.where(place == target, source, place + pulled - pushed)]
    return moved


def _replaced(order: Ints, others: Ints) -> Ints:
    place = np.arange(len(order))
    at, new = _pairs(place, others)
    return np.where(place == at, new, order)


def _longer(order: Ints, others: Ints) -> Ints:
    place = np.arange(len(order) + 1)
    at, new = _pairs(place, others)
    return np.where(place == at, new, np.append(order, 0)[place - (place > at)])


def _pairs(places: Ints, others: Ints) -> tuple[Ints, Ints]:
    """Return two columns: each place with each other candidate."""
    at = np.repeat(places, len(others))
    return at[:, None], np.tile(others, len(places))[:, None]


def shortened(network: Network, order: tuple[int, ...]) -> tuple[int, ...]:
    """Return the same stops in the order of the same worth that takes the least time.

    Of several, the lexicographically smallest. Beyond 7 stops the order is kept.
    """
    if len(order) > REORDERED_STOPS:
        return order
    orders = np.sort(np.array(order, dtype=np.int64))[_permutations(len(order))]
    return foremost(network, routes_of(network, orders)).order


@cache
def _permutations(length: int) -> Ints:
    return np.array(list(permutations(range(length))), dtype=np.int64)
