"""Every policy of every table is needed, and none lets anybody at what is another's."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import psycopg
import pytest
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tests.databases import DatabaseUrls
from tests.integration.database.rows import ANNA, BERT, Table, insert, tables
from walkumentary.domain.shared.actor import SYSTEM

type Database = Connection[TupleRow]


@dataclass(frozen=True, slots=True)
class Asker:
    """A role of the database, and the claims Supabase or the product set for it."""

    role: str
    person: UUID | None = None
    claimed: str = "authenticated"
    link: str | None = None


LINK = "hash of the link to Anna's tour"
APP_AS_ANNA = Asker("walkumentary_app", ANNA)
APP_AS_SYSTEM = Asker("walkumentary_app", SYSTEM.user_id, claimed="system")
APP_AS_NOBODY = Asker("walkumentary_app")
FRONTEND_AS_ANNA = Asker("authenticated", ANNA)
FRONTEND_OF_A_FORGER = Asker("authenticated", ANNA, claimed="system")
ANYONE = Asker("anon")
APP_BY_LINK = Asker("walkumentary_app", claimed="anon", link=LINK)
FRONTENDS_BY_LINK = (
    Asker("anon", claimed="anon", link=LINK),
    Asker("authenticated", BERT, link=LINK),
)


@dataclass(frozen=True, slots=True)
class Probe:
    """A statement that finds rows for as long as the policy is there."""

    asker: Asker
    statement: str


def _finds(table: str, whose: str) -> str:
    return f"select 1 from {table} where {whose}"  # noqa: S608 - names of our own


_OWNED = """
api_keys budget_alerts charges event_topics events idempotency_keys note_embeddings
notes place_names places provider_calls reservations tour_sentences tour_stops tours
""".split()
_SELF = ("identities", "sessions")
_PUBLIC = ("note_embeddings", "notes", "place_names", "places")
_SHARED = ("narrations", "pieces")
_LINKED = ("pieces", "tour_sentences", "tour_stops", "tours")
_SYSTEM = """
account_tokens api_keys budget_alerts charges event_topics events idempotency_keys
identities narrations note_embeddings notes outbound_turns passwords pieces place_names
places provider_calls refresh_tokens reservations sessions signing_keys starter_packs
tour_sentences tour_stops tours users
""".split()

_MINE = f"owner_id = '{ANNA}'"
PROBES: Mapping[str, Probe] = {
    **{f"{t}_owner": Probe(APP_AS_ANNA, _finds(t, _MINE)) for t in _OWNED},
    **{f"{t}_self": Probe(FRONTEND_AS_ANNA, _finds(t, _MINE)) for t in _SELF},
    **{f"{t}_public": Probe(ANYONE, _finds(t, "owner_id is null")) for t in _PUBLIC},
    **{f"{t}_app": Probe(APP_AS_ANNA, _finds(t, _MINE)) for t in _SHARED},
    **{f"{t}_link": Probe(APP_BY_LINK, _finds(t, _MINE)) for t in _LINKED},
    **{f"{t}_system": Probe(APP_AS_SYSTEM, _finds(t, "true")) for t in _SYSTEM},
    "users_self": Probe(FRONTEND_AS_ANNA, _finds("users", f"id = '{ANNA}'")),
    "active_embedder_public": Probe(ANYONE, _finds("active_embedder", "true")),
    "active_embedder_system": Probe(
        APP_AS_SYSTEM, "update active_embedder set embedder = embedder"
    ),
    "claims_app": Probe(APP_AS_NOBODY, _finds("claims", "true")),
}
"""For every policy, what its people cannot do any more once it is dropped."""

OF_EVERYBODY = {
    "active_embedder": "which embedder serves is no secret",
    "claims": "digests of what is being made, so that others wait for it",
}
"""Tables without an owner that the product reads whoever asks, and why."""


@pytest.fixture(scope="module")
def owner(database_urls: DatabaseUrls) -> Iterator[Database]:
    """The migrations' log-in, in a database with everybody's rows in every table."""
    with psycopg.connect(database_urls.owner) as connection:
        # Rows come in any order, and each refers to nothing but its tour.
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from active_embedder")
        for table in tables(connection):
            for person in _whose_rows(connection, table):
                insert(connection, table, person)
        _link(connection)
        connection.execute("set session_replication_role = origin")
        connection.commit()
        yield connection


def _link(connection: Database) -> None:
    """Let Anna's tour be heard by link, and Bert's by another one."""
    for owner, link in ((ANNA, LINK), (BERT, "another")):
        connection.execute(
            "update tours set share_token_hash = %s where owner_id = %s", [link, owner]
        )
    connection.execute(
        "update tour_sentences s set frames = 1, piece_key ="
        " (select key from pieces p where p.owner_id = s.owner_id)"
    )


@pytest.fixture
def database(owner: Database) -> Iterator[Database]:
    """A transaction of which nothing stays."""
    yield owner
    owner.rollback()


def test_every_policy_has_a_probe(database: Database) -> None:
    found = database.execute("select policyname from pg_policies").fetchall()

    assert {str(row[0]) for row in found} == PROBES.keys()


@pytest.mark.parametrize("policy", PROBES)
def test_without_a_policy_its_people_are_locked_out(
    database: Database, policy: str
) -> None:
    probe = PROBES[policy]
    with database.transaction(force_rollback=True):
        allowed = _asked(database, probe.asker, probe.statement)

    database.execute(_drop(database, policy))
    without = _asked(database, probe.asker, probe.statement)

    assert allowed > without


def test_no_table_is_without_row_level_security(database: Database) -> None:
    bare = database.execute(
        "select relname from pg_class where relkind in ('r', 'p')"
        " and relnamespace = 'public'::regnamespace and not relrowsecurity"
    )

    assert bare.fetchall() == []


def test_policies_only_ever_name_roles_of_the_product(database: Database) -> None:
    found = database.execute("select distinct unnest(roles)::text from pg_policies")

    roles = {str(row[0]) for row in found}
    assert roles == {"anon", "authenticated", "walkumentary_app"}


@pytest.mark.parametrize("asker", [FRONTEND_AS_ANNA, FRONTEND_OF_A_FORGER])
def test_a_frontend_sees_its_own_rows_and_public_ones_only(
    database: Database, asker: Asker
) -> None:
    seen = _seen_by(database, asker)

    assert _is_owned(seen, "tours", ANNA)
    assert _others(seen, allowed={ANNA}) == {}


def test_anyone_sees_public_rows_only(database: Database) -> None:
    seen = _seen_by(database, ANYONE)

    assert {name for name, rows in seen.items() if rows} == {
        *_PUBLIC,
        "active_embedder",
    }
    assert _others(seen, allowed=set()) == {}


def test_the_product_sees_nothing_of_anybody_s_without_an_actor(
    database: Database,
) -> None:
    seen = _seen_by(database, APP_AS_NOBODY)

    assert _others(seen, allowed=set()) == {}
    of_no_one = {t.name for t in tables(database) if t.owner is None and seen[t.name]}
    assert of_no_one == OF_EVERYBODY.keys()


def test_the_product_sees_what_is_the_actor_s_and_what_is_public(
    database: Database,
) -> None:
    seen = _seen_by(database, APP_AS_ANNA)

    assert _others(seen, allowed={ANNA}) == {}
    of_no_one = {t.name for t in tables(database) if t.owner is None and seen[t.name]}
    assert of_no_one == OF_EVERYBODY.keys()


def test_a_link_opens_one_tour_and_nothing_else_of_its_owner(
    database: Database,
) -> None:
    seen = _seen_by(database, APP_BY_LINK)

    assert _others(seen, allowed={ANNA}) == {}
    assert {name for name in seen if _is_owned(seen, name, ANNA)} == {*_LINKED}


@pytest.mark.parametrize("asker", FRONTENDS_BY_LINK)
def test_a_link_is_of_no_use_past_the_product(database: Database, asker: Asker) -> None:
    seen = _seen_by(database, asker)

    assert not any(_is_owned(seen, name, ANNA) for name in seen)


@pytest.mark.parametrize(
    "change",
    [
        "update tours set archived_at = now()",
        "update tours set share_token_hash = null",
        "delete from tours",
    ],
)
def test_a_link_to_a_tour_put_away_or_taken_back_opens_nothing(
    database: Database, change: str
) -> None:
    with database.transaction(force_rollback=True):
        database.execute(change.encode())
        seen = _seen_by(database, APP_BY_LINK)

    assert _others(seen, allowed=set()) == {}


@pytest.mark.parametrize("table", _LINKED)
def test_who_holds_a_link_changes_nothing(database: Database, table: str) -> None:
    (of_anna,) = [one for one in tables(database) if one.name == table]

    assert not _changes(database, APP_BY_LINK, _delete(of_anna, ANNA))
    assert not _changes(database, APP_BY_LINK, _set_owner(of_anna, ANNA, BERT))


def test_nobody_inserts_a_row_of_somebody_else(database: Database) -> None:
    accepted = [
        table.name
        for table in tables(database)
        if table.owner and _inserts(database, APP_AS_ANNA, table, BERT)
    ]

    assert accepted == []


def test_people_insert_rows_of_their_own(database: Database) -> None:
    accepted = {
        table.name
        for table in tables(database)
        if table.owner and _inserts(database, APP_AS_ANNA, table, ANNA)
    }

    assert accepted == {*_OWNED, *_SHARED}


def test_nobody_publishes_a_place_or_a_note(database: Database) -> None:
    accepted = [
        table.name
        for table in tables(database)
        if table.name in _PUBLIC and _inserts(database, APP_AS_ANNA, table, None)
    ]

    assert accepted == []


def test_nobody_gives_a_row_away(database: Database) -> None:
    given = [
        table.name
        for table in tables(database)
        if table.owner
        and _changes(database, APP_AS_ANNA, _set_owner(table, ANNA, BERT))
    ]

    assert given == []


def test_nobody_takes_a_row_of_somebody_else(database: Database) -> None:
    taken = [
        table.name
        for table in tables(database)
        if table.owner
        and _changes(database, APP_AS_ANNA, _set_owner(table, BERT, ANNA))
    ]

    assert taken == []


def test_nobody_deletes_a_row_of_somebody_else(database: Database) -> None:
    deleted = [
        table.name
        for table in tables(database)
        if table.owner and _changes(database, APP_AS_ANNA, _delete(table, BERT))
    ]

    assert deleted == []


@pytest.mark.parametrize(
    ("column", "value"), [("role", "operator"), ("tier", "premium"), ("kind", "guest")]
)
def test_nobody_promotes_themselves(
    database: Database, column: str, value: str
) -> None:
    statement = sql.SQL("update users set {} = {} where id = {}").format(
        sql.Identifier(column), value, ANNA
    )

    assert not _changes(database, APP_AS_ANNA, statement)
    assert _changes(database, APP_AS_SYSTEM, statement)


@pytest.mark.parametrize("role", ["anon", "authenticated"])
@pytest.mark.parametrize("schema", ["jobs", "drizzle"])
def test_a_frontend_reaches_no_other_schema(
    database: Database, role: str, schema: str
) -> None:
    allowed = database.execute(
        "select coalesce(bool_or(has_schema_privilege(%s, oid, 'usage')), false)"
        " from pg_namespace where nspname = %s",
        [role, schema],
    ).fetchone()

    assert allowed == (False,)


def _whose_rows(
    connection: Database, table: Table
) -> tuple[UUID, ...] | tuple[UUID, UUID, None] | tuple[None]:
    """Return whose rows there can be: for some also nobody's, the public ones."""
    if table.owner is None:
        return (None,)
    nullable = connection.execute(
        "select is_nullable = 'YES' from information_schema.columns"
        " where table_schema = 'public' and table_name = %s and column_name = %s",
        [table.name, table.owner],
    ).fetchone()
    return (ANNA, BERT, None) if nullable == (True,) else (ANNA, BERT)


def _become(database: Database, asker: Asker) -> None:
    named = {"sub": str(asker.person) if asker.person else None, "share": asker.link}
    claims = {name: value for name, value in named.items() if value}
    database.execute(
        "select set_config('request.jwt.claims', %s, true)",
        [json.dumps(claims | {"role": asker.claimed}) if claims else ""],
    )
    database.execute(sql.SQL("set local role {}").format(sql.Identifier(asker.role)))


def _asked(database: Database, asker: Asker, statement: str) -> int:
    _become(database, asker)
    return database.execute(statement.encode()).rowcount


def _drop(database: Database, policy: str) -> sql.Composed:
    found = database.execute(
        "select tablename from pg_policies where policyname = %s", [policy]
    ).fetchone()
    assert found is not None, f"there is no policy {policy}"
    return sql.SQL("drop policy {} on {}").format(
        sql.Identifier(policy), sql.Identifier(str(found[0]))
    )


def _seen_by(database: Database, asker: Asker) -> Mapping[str, list[TupleRow]]:
    """Return, of every table, whose rows the asker sees; where it may look at all."""
    with database.transaction(force_rollback=True):
        _become(database, asker)
        return {table.name: _owners(database, table) for table in tables(database)}


def _owners(database: Database, table: Table) -> list[TupleRow]:
    owner = sql.Identifier(table.owner) if table.owner else sql.NULL
    query = sql.SQL("select {} from {}").format(owner, sql.Identifier(table.name))
    try:
        with database.transaction():
            return database.execute(query).fetchall()
    except psycopg.errors.InsufficientPrivilege:
        return []


def _is_owned(seen: Mapping[str, list[TupleRow]], table: str, person: UUID) -> bool:
    return (person,) in seen[table]


def _others(
    seen: Mapping[str, list[TupleRow]], *, allowed: set[UUID]
) -> Mapping[str, list[TupleRow]]:
    """Return what is somebody's who is not among those allowed."""
    fine = {(None,), *((person,) for person in allowed)}
    found = {
        name: [row for row in rows if row not in fine] for name, rows in seen.items()
    }
    return {name: rows for name, rows in found.items() if rows}


def _inserts(
    database: Database, asker: Asker, table: Table, person: UUID | None
) -> bool:
    try:
        with database.transaction(force_rollback=True):
            database.execute("set local session_replication_role = replica")
            _become(database, asker)
            insert(database, table, person)
    except psycopg.errors.InsufficientPrivilege:
        return False
    except psycopg.errors.UniqueViolation:
        # Policies are asked before indexes are.
        return True
    return True


def _changes(database: Database, asker: Asker, statement: sql.Composed) -> bool:
    try:
        with database.transaction(force_rollback=True):
            _become(database, asker)
            return database.execute(statement).rowcount > 0
    except psycopg.errors.InsufficientPrivilege:
        return False


def _set_owner(table: Table, old: UUID, new: UUID) -> sql.Composed:
    return sql.SQL("update {} set {} = {} where {}").format(
        sql.Identifier(table.name),
        sql.Identifier(str(table.owner)),
        new,
        table.owned_by(old),
    )


def _delete(table: Table, owner: UUID) -> sql.Composed:
    return sql.SQL("delete from {} where {}").format(
        sql.Identifier(table.name), table.owned_by(owner)
    )
