"""Whole routes: what they are worth and how long they take, many at once."""

from dataclasses import dataclass

import numpy as np

from walkumentary.domain.tours.orienteering.columns import Columns, Floats, Ints
from walkumentary.domain.tours.orienteering.network import Network

INSTANT_S = 1e-6
"""Times closer than this are equal."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Routes(Columns):
    """Routes of one length; ``order`` has a row for each.

    What cannot be done, for the time, a window, a leg or too many stops, is worth minus
    infinity.
    """

    order: Ints
    worth: Floats
    time_s: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A route and its rank: enough stops come first, then worth, then less time."""

    order: tuple[int, ...]
    worth: float
    rank: tuple[float, float, float]


def routes_of(network: Network, order: Ints) -> Routes:
    """Walk the orders, one per row, stop by stop."""
    rows, stops = order.shape
    time_s, worth, spare_s = np.zeros(rows), np.zeros(rows), np.zeros(rows)
    late = np.full(rows, stops > network.most_stops)
    last = np.full(rows, network.size)
    for node in order.T:
        arrival = time_s + network.travel_at_s[last, node]
        begin = np.maximum(arrival, network.opens_s[node])
        late |= begin > network.deadline_s[node]
        time_s = begin + network.service_s[node]
        worth = worth + network.reward_at[last, node]
        spare_s = spare_s + network.spare_s[node]
        last = node
    time_s = time_s + network.end_travel_s[last]
    worth = worth + ending(network, last, time_s=time_s, spare_s=spare_s)
    late |= time_s > network.latest_s
    return Routes(order=order, worth=np.where(late, -np.inf, worth), time_s=time_s)


def ending(network: Network, last: Ints, *, time_s: Floats, spare_s: Floats) -> Floats:
    """Return what ending adds: the last leg's penalty and that of the slack.

    Args:
        network: the problem.
        last: the nodes ended at.
        time_s: when the end is reached.
        spare_s: what the stops' longest services take beyond their least.
    """
    slack_s = np.maximum(0.0, network.budget_s - time_s - spare_s)
    return network.end_reward[last] - network.slack_price * slack_s


def foremost(network: Network, routes: Routes) -> Standing:
    """Return the first of the routes with the best rank; there must be one route."""
    worth = np.rint(routes.worth / network.step)
    time = np.rint(routes.time_s / INSTANT_S)
    row = int(np.where(worth == worth.max(), time, np.inf).argmin())
    order = tuple(routes.order[row].tolist())
    enough = min(len(order), network.min_stops)
    return Standing(
        order=order,
        worth=float(routes.worth[row]),
        rank=(enough, float(worth[row]), -float(time[row])),
    )
