"""Prices and limits of the tests."""

from dataclasses import replace
from decimal import Decimal

from walkumentary.domain.accounts.limits import TIERS
from walkumentary.infra.pricing.catalogue import Price, PriceCatalogue

GRATIS = PriceCatalogue(own={"script": Price(), "tone": Price()})
"""The doubles cost nothing."""

DEAR = PriceCatalogue(
    own={
        "script": Price(tokens_in=Decimal(1), tokens_out=Decimal(10)),
        "tone": Price(characters=Decimal(15)),
    }
)
"""The doubles cost about what real models do."""

LIMITS = dict(TIERS)
UNCOUNTED = {
    tier: replace(limits, tours_per_day=None, tours_at_once=None)
    for tier, limits in TIERS.items()
}
"""As outside of production: money is limited, tours are not."""
