"""What people used, in memory."""

from datetime import datetime
from decimal import Decimal

from walkumentary.domain.accounts.periods import Period
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.usage import UsedSoFar
from walkumentary.infra.memory.store import MemoryStore


class MemoryUsageReader:
    """Satisfies ``UsageReader``."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def used(self, actor: Actor, period: Period) -> UsedSoFar:
        """Return what the actor used."""
        self._store.reach(actor)
        calls = [row.call for row in self._store.ledger.values()]
        own = [
            charge
            for key, charge in self._store.charges.items()
            if charge.bill.owner_id == actor.user_id
            and _is_in(period, self._store.charged_at[key])
        ]
        return UsedSoFar(
            calls=sum(
                call.bill.owner_id == actor.user_id and _is_in(period, call.started_at)
                for call in calls
            ),
            tokens_in=sum(charge.tokens_in for charge in own),
            tokens_out=sum(charge.tokens_out for charge in own),
            characters=sum(charge.characters for charge in own),
            usd=sum((charge.usd for charge in own), Decimal(0)),
            cache_hits=sum(charge.is_cached for charge in own),
            saved_usd=sum((charge.saved_usd for charge in own), Decimal(0)),
        )


def _is_in(period: Period, moment: datetime) -> bool:
    return period.begins <= moment < period.ends
