"""Show people what they used, what it cost, and what is left."""

from collections.abc import Mapping
from dataclasses import dataclass

from walkumentary.domain.accounts.limits import Day, Limits, bucket_of
from walkumentary.domain.accounts.periods import Period, PeriodName, period_of
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.unit_of_work import Begin, BudgetWork
from walkumentary.gateway.usage import UsageReader, UsedSoFar


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageQuery:
    """Whose usage, of which period."""

    actor: Actor
    period: PeriodName


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageReport:
    """A period's usage, and today's allowance."""

    period: Period
    used: UsedSoFar
    today: Day
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUsage:
    """One's own usage, nobody else's."""

    usage: UsageReader
    begin: Begin[BudgetWork]
    limits: Mapping[str, Limits]
    clock: Clock

    async def execute(self, query: UsageQuery) -> UsageReport:
        """Return the report.

        Raises:
            DatabaseUnavailable: it cannot be added up now.
        """
        now = self.clock.now()
        period = period_of(query.period, now=now)
        used = await self.usage.used(query.actor, period)
        async with self.begin(query.actor) as work:
            today = await work.budget.day(query.actor.user_id, bucket=bucket_of(now))
        return UsageReport(
            period=period, used=used, today=today, limits=self.limits[today.tier]
        )
