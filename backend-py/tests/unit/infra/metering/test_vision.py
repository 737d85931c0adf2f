"""Every look of a model is in the ledger."""

from dataclasses import dataclass, replace

import pytest

from tests import makers
from tests.contracts.vision_gateway import a_look
from tests.ledger import books
from walkumentary.domain.accounts.usage import Usage, own_bill
from walkumentary.domain.shared.errors import GatewayUnavailable
from walkumentary.gateway.vision import LookOrder, Sighting
from walkumentary.infra.memory.store import MemoryStore
from walkumentary.infra.memory.vision import ScriptedVision
from walkumentary.infra.metering.vision import MeteredVision

COUNTED = Usage(provider="memory", model="eye", tokens_in=1_100, tokens_out=40)


@dataclass(kw_only=True)
class CountingVision(ScriptedVision):
    """Tells what it used, as a model does."""

    async def look(self, order: LookOrder) -> Sighting:
        sighting = await super().look(order)
        order.meter(COUNTED)
        return sighting


def metered(store: MemoryStore, vision: ScriptedVision) -> MeteredVision:
    return MeteredVision(vision=vision, books=books(store))


async def test_what_the_model_counted_is_settled_and_told() -> None:
    store, told = MemoryStore(), list[Usage]()
    order = replace(
        a_look(), bill=own_bill(makers.a_user_id(), "recognition"), meter=told.append
    )

    await metered(store, CountingVision()).look(order)

    (row,) = store.ledger.values()
    assert row.call.operation == "look"
    assert row.end is not None
    assert row.end.usage == COUNTED
    assert told == [COUNTED]


async def test_a_model_that_does_not_count_is_reckoned() -> None:
    told = list[Usage]()

    await metered(MemoryStore(), ScriptedVision()).look(
        replace(a_look(), meter=told.append)
    )

    assert told == [ScriptedVision().expected]


async def test_a_look_that_failed_cost_nothing_and_is_in_the_ledger() -> None:
    store = MemoryStore()
    vision = ScriptedVision(fails_with=GatewayUnavailable("It is down."))
    order = replace(a_look(), bill=own_bill(makers.a_user_id(), "recognition"))

    with pytest.raises(GatewayUnavailable):
        await metered(store, vision).look(order)

    (row,) = store.ledger.values()
    assert row.end is not None
    assert (row.end.usage.tokens_in, row.end.outcome) == (0, "gateway-unavailable")
