"""Adapter: what people used, added up in the database."""

from walkumentary.domain.accounts.periods import Period
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.usage import UsedSoFar
from walkumentary.infra.postgres.reading import ReadPool, fetch

_USED = """
select
    (
        select count(*)
        from provider_calls
        where owner_id = %(owner_id)s
        and started_at >= %(begins)s and started_at < %(ends)s
    ) as calls,
    coalesce(sum(tokens_in), 0) as tokens_in,
    coalesce(sum(tokens_out), 0) as tokens_out,
    coalesce(sum(characters), 0) as characters,
    coalesce(sum(usd), 0) as usd,
    count(*) filter (where saved_usd > 0) as cache_hits,
    coalesce(sum(saved_usd), 0) as saved_usd
from charges
where owner_id = %(owner_id)s
and created_at >= %(begins)s and created_at < %(ends)s
"""


class PostgresUsageReader:
    """Satisfies ``UsageReader``."""

    def __init__(self, pool: ReadPool) -> None:
        self._pool = pool

    async def used(self, actor: Actor, period: Period) -> UsedSoFar:
        """See ``UsageReader.used``."""
        params = {
            "owner_id": actor.user_id,
            "begins": period.begins,
            "ends": period.ends,
        }
        (used,) = await fetch(self._pool, _USED, params, row=UsedSoFar, actor=actor)
        return used
