"""Reading as one actor: one statement, one round trip, row-level security on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from psycopg.abc import QueryNoTemplate
from psycopg.rows import class_row

from walkumentary.domain.accounts.user import NoSuchAccount
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.tours.sharing import ShareHash
from walkumentary.infra.postgres.engine import Connections
from walkumentary.infra.postgres.errors import postgres_errors

type ReadPool = Connections

INDEXED: Mapping[str, str] = {"enable_seqscan": "off"}
"""For statements that look for a few rows among any number.

What a prefix, an array or a tsquery matches is estimated at a fixed share of the rows,
so that the planner would read tables of middling size from end to end.
"""

_SET = """
select set_config(key, value, true)
from unnest(%(keys)s::text[], %(values)s::text[]) as setting(key, value)
"""

_GONE = """
select 1 from users where id = (select auth.uid()) and deleted_at is not null
"""


async def fetch[Row](
    pool: ReadPool,
    query: QueryNoTemplate,
    params: Mapping[str, object],
    *,
    row: type[Row],
    actor: Actor,
    settings: Mapping[str, str] | None = None,
) -> list[Row]:
    """Return the rows the actor may see, each built from its columns by name.

    ``settings`` hold for this statement alone: inside a pipeline, what is sent
    together is one implicit transaction.

    Raises:
        DatabaseUnavailable: the database cannot be reached.
        NoSuchAccount: the actor's account was deleted.
    """
    local = {"request.jwt.claims": claims(actor), **(settings or {})}
    with postgres_errors():
        async with pool.connection() as connection, connection.pipeline():
            await connection.execute(
                _SET, {"keys": list(local), "values": list(local.values())}
            )
            mark = await connection.execute(_GONE)
            cursor = connection.cursor(row_factory=class_row(row))
            await cursor.execute(query, params)
            rows, is_gone = await cursor.fetchall(), await mark.fetchone()
    if is_gone:
        raise gone()
    return rows


async def refuse_deleted(pool: ReadPool, actor: Actor) -> None:
    """Refuse whose account was deleted; for whoever found nothing of theirs.

    Raises:
        NoSuchAccount: that is why.
    """
    await fetch(pool, "select true as asked", {}, row=_Asked, actor=actor)


def gone() -> NoSuchAccount:
    """Return what is said to a token that outlived its account."""
    return NoSuchAccount("This account was deleted.")


@dataclass(frozen=True, slots=True)
class _Asked:
    asked: bool


def claims(actor: Actor) -> str:
    """Return who is asking, as ``auth.uid()`` and the policies read it."""
    role = "system" if actor.kind is ActorKind.SYSTEM else "authenticated"
    return json.dumps({"sub": str(actor.user_id), "role": role})


def link_claims(share: ShareHash) -> str:
    """Return who is asking: nobody known, who holds the link with this hash."""
    return json.dumps({"role": "anon", "share": share})
