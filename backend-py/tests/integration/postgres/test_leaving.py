"""Whoever leaves takes everything along, and leaves nothing in any table."""

import json
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import psycopg
import pytest
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlmodel import SQLModel

from tests import makers
from tests.contracts.database import Database
from tests.databases import DatabaseUrls
from tests.integration.database.rows import ANNA, BERT, Table, insert, tables
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.domain.shared.ids import UserId
from walkumentary.infra.postgres.engine import open_read_pool
from walkumentary.infra.postgres.erasure import CASCADED
from walkumentary.infra.postgres.export import EXPORTED, WITHHELD, PostgresExport

TIMES = 3
"""Rows of Anna's in tables whose key lets there be so many."""


@pytest.fixture
def superuser(database_urls: DatabaseUrls) -> Iterator[Connection[TupleRow]]:
    with psycopg.connect(database_urls.owner, autocommit=True) as connection:
        yield connection


@pytest.fixture
def personal(superuser: Connection[TupleRow]) -> Sequence[Table]:
    """Every table with a row of Anna's and one of Bert's in it."""
    handled = {*EXPORTED, *WITHHELD}
    found = [table for table in tables(superuser) if table.name in handled]
    names = sql.SQL(", ").join(sql.Identifier(table.name) for table in found)
    superuser.execute(sql.SQL("truncate {} cascade").format(names))
    superuser.execute("set session_replication_role = replica")
    for person in (ANNA, BERT):
        _fill(superuser, found, person)
    superuser.execute("set session_replication_role = origin")
    return found


async def test_nothing_is_left_in_any_table(
    database: Database, superuser: Connection[TupleRow], personal: Sequence[Table]
) -> None:
    before = _count(superuser, personal)

    async with database.begin(SYSTEM) as work:
        erased = await work.erasure.erase(
            UserId(ANNA), alias=makers.a_user_id(), at=makers.NOON
        )
        await work.commit()

    after = _count(superuser, personal)
    left = {name: rows for name, rows in _of(superuser, personal, ANNA).items() if rows}
    assert left == {"users": 1}
    assert _of(superuser, personal, BERT) == _of_each(personal)
    kept = {"users", "charges", "provider_calls"}
    assert after == {name: rows - (name not in kept) for name, rows in before.items()}
    assert erased.kept == {
        "account": 1,
        "charges": 1,
        "provider_calls": 1,
        "reservations": 0,
    }


async def test_the_mark_that_stays_tells_nothing_of_the_person(
    database: Database, superuser: Connection[TupleRow], personal: Sequence[Table]
) -> None:
    assert personal
    superuser.execute(
        "update users set email = 'a@b.c', email_key = 'a@b.c', username = 'anna',"
        " username_key = 'anna', display_name = 'Anna', role = 'operator',"
        " tier = 'premium', preferences = '{\"language\": \"nl\"}' where id = %s",
        [ANNA],
    )

    async with database.begin(SYSTEM) as work:
        await work.erasure.erase(UserId(ANNA), alias=makers.a_user_id(), at=makers.NOON)
        await work.commit()

    mark = superuser.execute("select to_jsonb(u) from users u where id = %s", [ANNA])
    (row,) = mark.fetchone() or ({},)
    told = {name: value for name, value in row.items() if value is not None}
    noon = makers.NOON.isoformat()
    assert told == {
        "id": str(ANNA),
        "kind": "user",
        "role": "user",
        "tier": "free",
        "preferences": {},
        "version": 2,
        **dict.fromkeys(["created_at", "updated_at", "seen_at", "deleted_at"], noon),
    }


async def test_a_guest_s_allowance_stays_counted(
    database: Database, superuser: Connection[TupleRow], personal: Sequence[Table]
) -> None:
    assert personal
    superuser.execute(
        "update reservations set guest_address = 'x' where owner_id = %s", [ANNA]
    )
    alias = makers.a_user_id()

    async with database.begin(SYSTEM) as work:
        erased = await work.erasure.erase(UserId(ANNA), alias=alias, at=makers.NOON)
        await work.commit()

    counted = superuser.execute(
        "select owner_id, state from reservations where guest_address = 'x'"
    )
    assert counted.fetchall() == [(alias, "settled")]
    assert erased.kept["reservations"] == 1


async def test_everything_is_taken_along(
    database_urls: DatabaseUrls, personal: Sequence[Table]
) -> None:
    sections = await _export(database_urls.app, ANNA, part=200)

    assert {name: len(rows) for name, rows in sections.items()} == dict.fromkeys(
        EXPORTED, 1
    )
    assert {table.name for table in personal} == {*EXPORTED, *WITHHELD}
    for name, section in EXPORTED.items():
        (row,) = sections[name]
        assert row[section.owner] == str(ANNA)
        assert row.keys().isdisjoint(section.without)
    assert "hash" not in sections["api_keys"][0]
    assert str(BERT) not in json.dumps(sections)


async def test_a_long_export_comes_in_parts(
    database_urls: DatabaseUrls,
    superuser: Connection[TupleRow],
    personal: Sequence[Table],
) -> None:
    superuser.execute("set session_replication_role = replica")
    many = [table for table in personal if table.name in {"api_keys", "events"}]
    for table in many:
        for _ in range(TIMES - 1):
            insert(superuser, table, ANNA)

    in_ones = await _export(database_urls.app, ANNA, part=1)
    whole = await _export(database_urls.app, ANNA, part=200)

    assert in_ones == whole
    assert {name: len(whole[name]) for name in ("api_keys", "events", "tours")} == {
        "api_keys": TIMES,
        "events": TIMES,
        "tours": 1,
    }


async def _export(
    url: str, person: UUID, *, part: int
) -> Mapping[str, list[dict[str, object]]]:
    sections: dict[str, list[dict[str, object]]] = {}
    async with open_read_pool(url, size=2) as pool:
        actor = makers.an_actor(user_id=UserId(person))
        async for name, rows in PostgresExport(pool, part=part).parts(actor):
            sections.setdefault(name, []).extend(json.loads(row) for row in rows)
    return sections


def _fill(
    connection: Connection[TupleRow], found: Sequence[Table], person: UUID
) -> None:
    for table in found:
        insert(connection, table, person)
    for child, parent in CASCADED.items():
        _hang(connection, child, parent, person)


def _hang(
    connection: Connection[TupleRow], child: str, parent: str, person: UUID
) -> None:
    """Let the person's row of one table hang on theirs of another."""
    keys = SQLModel.metadata.tables[child].foreign_keys
    key = next(one for one in keys if one.column.table.name == parent)
    connection.execute(
        sql.SQL(
            "update {child} set {column} = (select {key} from {parent} where {whose})"
            " where not exists (select from {parent} where {key} = {child}.{column})"
        ).format(
            child=sql.Identifier(child),
            column=sql.Identifier(key.parent.name),
            key=sql.Identifier(parent, key.column.name),
            parent=sql.Identifier(parent),
            whose=Table(parent, "owner_id").owned_by(person),
        )
    )


def _count(
    connection: Connection[TupleRow], personal: Sequence[Table]
) -> Mapping[str, int]:
    return {table.name: _rows(connection, table, sql.SQL("true")) for table in personal}


def _of(
    connection: Connection[TupleRow], personal: Sequence[Table], person: UUID
) -> Mapping[str, int]:
    return {
        table.name: _rows(connection, table, table.owned_by(person))
        for table in personal
        if table.owner
    }


def _of_each(personal: Sequence[Table]) -> Mapping[str, int]:
    return {table.name: 1 for table in personal if table.owner}


def _rows(
    connection: Connection[TupleRow], table: Table, condition: sql.Composable
) -> int:
    found = connection.execute(
        sql.SQL("select count(*) from {} where {}").format(
            sql.Identifier(table.name), condition
        )
    ).fetchone()
    assert found is not None
    return int(found[0])
