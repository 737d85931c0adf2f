"""A row of every table, a person's or everybody's, made from the catalogue alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from psycopg import Connection, sql
from psycopg.rows import TupleRow

ANNA = UUID("00000000-0000-7000-8000-00000000000a")
BERT = UUID("00000000-0000-7000-8000-00000000000b")
OWNERS = ("owner_id", "user_id")
"""How the column is called that says whose a row is; of ``users`` it is the id."""

_KNOWN: Mapping[tuple[str, str], object] = {
    ("users", "kind"): "user",
    ("signing_keys", "purpose"): "token",
    ("account_tokens", "purpose"): "reset",
    ("sessions", "ended_by"): "logout",
    ("provider_calls", "state"): "started",
    ("reservations", "state"): "open",
    ("tours", "status"): "ready",
    ("tours", "audio_state"): "finished",
    ("tours", "duration_minutes"): 30,
    ("tour_sentences", "kind"): "cue",
}
"""What a check constraint allows."""
_OF_A_TYPE: Mapping[str, str] = {
    "uuid": "gen_random_uuid()",
    "text": "gen_random_uuid()::text",
    "bytea": "gen_random_uuid()::text::bytea",
    "timestamp with time zone": "now()",
    "date": "now()",
    "jsonb": "'{}'",
    "ARRAY": "'{}'",
    "boolean": "true",
    "tsvector": "''",
    "halfvec": "array_fill(0.1::real, array[1024])::halfvec",
}
_NUMBER = "1"

_COLUMNS = """
select column_name, case data_type when 'USER-DEFINED' then udt_name else data_type end
from information_schema.columns
where table_schema = 'public' and table_name = %s and is_generated = 'NEVER'
and (
    (is_nullable = 'NO' and column_default is null)
    or column_name in ('owner_id', 'user_id')
)
"""
_TABLES = """
select relname from pg_class
where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by 1
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and the column that says whose a row of it is."""

    name: str
    owner: str | None

    def owned_by(self, person: UUID) -> sql.Composed:
        """Return the condition that a row is the person's."""
        return sql.SQL("{} = {}").format(sql.Identifier(str(self.owner)), person)


def tables(connection: Connection[TupleRow]) -> tuple[Table, ...]:
    """Return every table of ours."""
    names = [str(row[0]) for row in connection.execute(_TABLES)]
    return tuple(Table(name, _owner_column(connection, name)) for name in names)


def insert(connection: Connection[TupleRow], table: Table, person: UUID | None) -> None:
    """Insert a row of a person's, or of nobody's."""
    columns = connection.execute(_COLUMNS, [table.name]).fetchall()
    values = {
        str(name): _value(table, str(name), str(kind), person) for name, kind in columns
    }
    connection.execute(
        sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier(table.name),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(values.values()),
        )
    )


def of_the_tour(person: UUID | None) -> UUID:
    """Return the id of the person's one tour."""
    return uuid5(person or BERT, "tour")


def _value(table: Table, column: str, kind: str, person: UUID | None) -> sql.Composable:
    given: dict[tuple[str, str], object] = {
        **_KNOWN,
        (table.name, str(table.owner)): person,
        ("tours", "id"): of_the_tour(person),
        (table.name, "tour_id"): of_the_tour(person),
    }
    if (table.name, column) in given:
        return sql.Literal(given[table.name, column])
    return sql.SQL(_OF_A_TYPE.get(kind, _NUMBER))


def _owner_column(connection: Connection[TupleRow], table: str) -> str | None:
    if table == "users":
        return "id"
    found = connection.execute(
        "select column_name from information_schema.columns where table_name = %s"
        " and table_schema = 'public' and column_name = any(%s)",
        [table, list(OWNERS)],
    ).fetchone()
    return str(found[0]) if found else None
