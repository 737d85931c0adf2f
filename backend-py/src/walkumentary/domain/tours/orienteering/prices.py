"""Prices on visits and on slack (Lagrangian multipliers), and the tariff they make.

A relaxed route may stop twice at one place: a price on every visit, paid back once for
every place whether visited or not, takes the gain out of that. The slack penalty,
``w max(0, budget - filled)``, is at least any share, from 0 to 1, of
``w (budget - filled)``, and that is a sum over legs and stops. So any prices of 0 or
more and any such share bound every route from above; good ones bound it tightly.
"""

import math
from dataclasses import dataclass

import numpy as np

from walkumentary.domain.tours.orienteering.columns import Floats
from walkumentary.domain.tours.orienteering.network import Network


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """What a visit costs per candidate, and the share of the slack penalty charged."""

    visit: Floats
    slack_share: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tariff:
    """What a route's worth is made of under some prices.

    Args:
        prices: they.
        base: worth before the first leg.
        leg: what each leg adds with the stop it leads to, waiting aside.
        end: what ending at each node adds.
        second: what each second of waiting adds, as it fills the budget.
    """

    prices: Prices
    base: float
    leg: Floats
    end: Floats
    second: float


def no_prices(network: Network) -> Prices:
    """Return the prices to start from."""
    return Prices(visit=np.zeros(network.size), slack_share=0.5)


def tariff_of(network: Network, prices: Prices) -> Tariff:
    """Return the tariff of these prices."""
    second = network.slack_price * prices.slack_share
    return Tariff(
        prices=prices,
        base=math.fsum(prices.visit) - second * network.budget_s,
        leg=network.reward - prices.visit[network.head] + second * network.fill_s,
        end=network.end_reward + second * network.end_travel_s,
        second=second,
    )
