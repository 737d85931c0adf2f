"""Buy one thing at once: its price is set aside before, and settled after."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal

from walkumentary.domain.accounts.usage import FREE, Bill, Charge, Subject, Usage
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.prices import PricesGateway
from walkumentary.gateway.spending import Purchase
from walkumentary.gateway.unit_of_work import Begin, DatabaseUnavailable, TourWork
from walkumentary.usecase.tours.paying import Budgets


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendOnce:
    """Satisfies ``SpendingGateway`` for the other contexts."""

    begin: Begin[TourWork]
    budgets: Budgets
    prices: PricesGateway
    ids: Ids

    @asynccontextmanager
    async def buying(
        self, actor: Actor, *, kind: str, expected: Usage
    ) -> AsyncIterator[Purchase]:
        """See ``SpendingGateway.buying``; what is free leaves no trace."""
        subject = Subject(kind, self.ids.new())
        purchase = Purchase(bill=Bill(owner_id=actor.user_id, subject=subject))
        price = self.prices.usd(expected)
        if not price:
            yield purchase
            return
        await self._reserve(actor, purchase, price)
        delivered = False
        try:
            yield purchase
            delivered = True
        finally:
            await self._settle(actor, purchase, price, delivered=delivered)

    async def _reserve(self, actor: Actor, purchase: Purchase, price: Decimal) -> None:
        async with self.begin(actor) as work:
            day = await self.budgets.affordable(work, actor, price_usd=price)
            await self.budgets.set_aside(work, actor, purchase.bill, day, usd=price)
            await work.commit()

    async def _settle(
        self, actor: Actor, purchase: Purchase, price: Decimal, *, delivered: bool
    ) -> None:
        """Charge for what was used; what cannot be settled now stays set aside."""
        with suppress(DatabaseUnavailable):
            async with self.begin(actor) as work:
                if delivered:
                    await work.budget.charge(self._charge(purchase, price))
                await work.budget.settle(purchase.bill, delivered=delivered)
                await work.commit()

    def _charge(self, purchase: Purchase, price: Decimal) -> Charge:
        taken = purchase.taken
        return Charge(
            bill=purchase.bill,
            item=purchase.bill.subject.kind,
            usd=sum(map(self.prices.usd, taken), FREE),
            saved_usd=FREE if taken else price,
            tokens_in=sum(one.tokens_in for one in taken),
            tokens_out=sum(one.tokens_out for one in taken),
        )
