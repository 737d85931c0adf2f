"""Adapter: turns reserved in one row, whatever process asks."""

from dataclasses import dataclass

from psycopg import sql

from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.infra.postgres.reading import ReadPool, fetch

_TAKE = sql.SQL("""
insert into outbound_turns as turn (service, next_at)
values (%(service)s, clock_timestamp() + make_interval(secs => %(every_s)s))
on conflict (service) do update set next_at =
    greatest(turn.next_at, clock_timestamp()) + make_interval(secs => %(every_s)s)
where turn.next_at <= clock_timestamp() + make_interval(secs => %(within_s)s)
returning extract(epoch from
    next_at - make_interval(secs => %(every_s)s) - clock_timestamp())::float as wait_s
""")


@dataclass(frozen=True, slots=True)
class _Turn:
    wait_s: float


class PostgresTurns:
    """Satisfies ``TurnsGateway``; nobody holds a connection while waiting."""

    def __init__(self, pool: ReadPool) -> None:
        self._pool = pool

    async def take(
        self, service: str, *, every_s: float, within_s: float
    ) -> float | None:
        """See ``TurnsGateway.take``."""
        params = {"service": service, "every_s": every_s, "within_s": within_s}
        turns = await fetch(self._pool, _TAKE, params, row=_Turn, actor=SYSTEM)
        return max(0.0, turns[0].wait_s) if turns else None
