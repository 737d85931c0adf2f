"""Prices and limits of the tests."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from tests import makers
from walkumentary.domain.accounts.limits import TIERS, GuestLimits, Limits
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.clock import Clock
from walkumentary.infra.pricing.catalogue import Price, PriceCatalogue
from walkumentary.infra.system.address_seal import KeyedAddresses
from walkumentary.usecase.tours.paying import Budgets

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

GUEST_LIMITS = GuestLimits(tours_per_day=3, usd_per_day=Decimal(1))
"""As in production."""
UNCOUNTED_GUESTS = replace(GUEST_LIMITS, keyless_counts=False)
ADDRESSES = KeyedAddresses(
    SigningKey(kid="m", purpose="media", secret=b"seal" * 8, created_at=makers.NOON)
)


def budgets(
    clock: Clock, limits: Mapping[str, Limits], guests: GuestLimits = GUEST_LIMITS
) -> Budgets:
    """Return allowances for everybody."""
    return Budgets(limits=limits, guest_limits=guests, addresses=ADDRESSES, clock=clock)
