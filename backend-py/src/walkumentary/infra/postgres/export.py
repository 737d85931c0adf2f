"""Adapter: everything of a person, read from Postgres.

A test compares the tables named here with those the database has.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

from psycopg import sql

from walkumentary.domain.shared.actor import Actor
from walkumentary.infra.postgres.reading import ReadPool, fetch

PART = 200
"""Rows read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table: its key with types, the column that says whose, and what is secret."""

    key: Mapping[str, str]
    owner: str = "owner_id"
    without: Sequence[str] = field(default=())


def _by(*columns: str, without: Sequence[str] = (), owner: str = "owner_id") -> Section:
    key = dict(column.split(":") for column in columns)
    return Section(key=key, owner=owner, without=without)


EXPORTED: Mapping[str, Section] = {
    "users": _by(
        "id:uuid", owner="id", without=("email_key", "username_key", "deleted_at")
    ),
    "identities": _by("provider:text", "subject:text"),
    "sessions": _by("id:uuid"),
    "api_keys": _by("id:uuid", without=("hash",)),
    "tours": _by("id:uuid", without=("share_token_hash", "lease")),
    "tour_stops": _by("tour_id:uuid", "position:smallint"),
    "tour_sentences": _by("tour_id:uuid", "segment:smallint", "position:smallint"),
    "event_topics": _by("topic:text"),
    "events": _by("topic:text", "seq:bigint"),
    "places": _by("id:uuid", without=("search", "folded_name")),
    "notes": _by("id:uuid", without=("search",)),
    "narrations": _by("key:text"),
    "pieces": _by("key:text"),
    "provider_calls": _by("id:uuid"),
    "charges": _by("subject_kind:text", "subject_id:uuid", "item:text"),
    "reservations": _by(
        "subject_kind:text", "subject_id:uuid", without=("guest_address",)
    ),
    "budget_alerts": _by("bucket:text", "level:integer"),
    "idempotency_keys": _by(
        "key:text", without=("request_hash", "claim", "headers", "body")
    ),
}
"""Every table with data of people."""

WITHHELD: Mapping[str, str] = {
    "passwords": "nothing but a hash, which would help to find the password",
    "refresh_tokens": "nothing but hashes of secrets; the sessions are told",
    "account_tokens": "nothing but hashes of secrets that wait in a mail",
    "place_names": "follows from the places",
    "note_embeddings": "follows from the notes",
}
"""Tables with rows of people that are left out, and why."""

_ROWS = sql.SQL("""
select (to_jsonb(t) - %(without)s::text[])::text as json, array[{texts}] as key
from {table} t
where t.{owner} = %(owner_id)s
and (%(after)s::text[] is null or ({columns}) > ({after}))
order by {columns}
limit %(limit)s
""")


@dataclass(frozen=True, slots=True)
class _Row:
    json: str
    key: list[str]


class PostgresExport:
    """Satisfies ``ExportReader``; each part is read as the actor."""

    def __init__(self, pool: ReadPool, *, part: int = PART) -> None:
        self._pool = pool
        self._part = part

    async def parts(self, actor: Actor) -> AsyncIterator[tuple[str, Sequence[str]]]:
        """See ``ExportReader.parts``."""
        for table, section in EXPORTED.items():
            rows = await self._rows(table, section, actor, after=None)
            yield table, [row.json for row in rows]
            while len(rows) == self._part:
                rows = await self._rows(table, section, actor, after=rows[-1].key)
                yield table, [row.json for row in rows]

    async def _rows(
        self, table: str, section: Section, actor: Actor, *, after: Sequence[str] | None
    ) -> Sequence[_Row]:
        params = {
            "owner_id": actor.user_id,
            "without": list(section.without),
            "after": None if after is None else list(after),
            "limit": self._part,
        }
        return await fetch(
            self._pool, _statement(table, section), params, row=_Row, actor=actor
        )


def _statement(table: str, section: Section) -> sql.Composed:
    columns = [sql.SQL("t.{}").format(sql.Identifier(name)) for name in section.key]
    after = [
        sql.SQL("(%(after)s::text[])[{}]::{}").format(sql.Literal(n), sql.SQL(kind))
        for n, kind in enumerate(section.key.values(), start=1)
    ]
    return _ROWS.format(
        table=sql.Identifier(table),
        owner=sql.Identifier(section.owner),
        columns=sql.SQL(", ").join(columns),
        texts=sql.SQL(", ").join(sql.SQL("{}::text").format(one) for one in columns),
        after=sql.SQL(", ").join(after),
    )
