"""The policies hold in SQL itself, whatever the code above them does."""

import json
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tests import makers
from tests.contracts.database import Database, owner_of, stored, voiced
from tests.databases import DatabaseUrls
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.shared.ids import UserId
from walkumentary.domain.tours.tour import Tour
from walkumentary.gateway.accounts import SigningKey
from walkumentary.gateway.events import tour_topic

THEIRS = sql.SQL("owner_id is not null")
OWNED = (
    "tours",
    "tour_stops",
    "tour_sentences",
    "event_topics",
    "events",
    "pieces",
    "narrations",
    "users",
)
EVERY = (*OWNED, "signing_keys")


@pytest.fixture
def app(database_urls: DatabaseUrls) -> Iterator[Connection[TupleRow]]:
    """A connection of the application's log-in, outside of all its code."""
    with psycopg.connect(database_urls.app, autocommit=True) as connection:
        yield connection


@pytest.fixture
def superuser(database_urls: DatabaseUrls) -> Iterator[Connection[TupleRow]]:
    with psycopg.connect(database_urls.owner, autocommit=True) as connection:
        yield connection


async def test_every_row_is_its_owners(
    database: Database, app: Connection[TupleRow]
) -> None:
    tour = await _a_tour_with_everything(database)

    claim(app, tour.owner_id)

    assert {table: count(app, table) > 0 for table in OWNED} == dict.fromkeys(
        OWNED, True
    )


async def test_others_read_no_row(
    database: Database, app: Connection[TupleRow]
) -> None:
    await _a_tour_with_everything(database)

    claim(app, makers.a_user_id())

    assert {table: count(app, table) for table in EVERY} == dict.fromkeys(EVERY, 0)


async def test_nobody_reads_no_row(
    database: Database, app: Connection[TupleRow]
) -> None:
    await _a_tour_with_everything(database)

    assert {table: count(app, table) for table in EVERY} == dict.fromkeys(EVERY, 0)


async def test_a_person_who_claims_to_be_the_system_by_id_is_not(
    database: Database, app: Connection[TupleRow]
) -> None:
    await _a_tour_with_everything(database)

    claim(app, SYSTEM.user_id)

    assert count(app, "tours") == count(app, "signing_keys") == 0


async def test_others_change_no_row(
    database: Database, app: Connection[TupleRow]
) -> None:
    await _a_tour_with_everything(database)
    claim(app, makers.a_user_id())

    changed = {
        table: app.execute(
            sql.SQL("delete from {} where {}").format(sql.Identifier(table), THEIRS)
        ).rowcount
        for table in OWNED
        if table != "users"
    }

    assert set(changed.values()) == {0}
    assert app.execute("delete from users").rowcount == 0


async def test_a_row_cannot_be_given_to_or_taken_from_somebody(
    database: Database, app: Connection[TupleRow]
) -> None:
    tour = await _a_tour_with_everything(database)
    claim(app, tour.owner_id)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("update tours set owner_id = %s", [makers.a_user_id()])


async def test_nobody_puts_a_sentence_into_a_tour_of_someone_else(
    database: Database, app: Connection[TupleRow]
) -> None:
    tour = await _a_tour_with_everything(database)
    mine = makers.a_user_id()
    claim(app, mine)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(
            "insert into tour_sentences values"
            " (%s, 99, 0, %s, 1, 'cue', 'Planted', '{}', null, null)",
            [tour.id, mine],
        )


@pytest.mark.parametrize("role", ["anon", "authenticated"])
@pytest.mark.parametrize("table", EVERY)
async def test_a_frontend_writes_nothing_by_itself(
    database: Database, superuser: Connection[TupleRow], role: str, table: str
) -> None:
    tour = await _a_tour_with_everything(database)
    claim(superuser, tour.owner_id)
    superuser.execute(sql.SQL("set role {}").format(sql.Identifier(role)))

    for statement in ("delete from {}", "insert into {} default values"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            superuser.execute(sql.SQL(statement).format(sql.Identifier(table)))


async def test_a_frontend_reads_its_own_tours(
    database: Database, superuser: Connection[TupleRow]
) -> None:
    tour = await _a_tour_with_everything(database)
    await _a_tour_with_everything(database)
    claim(superuser, tour.owner_id)
    superuser.execute("set role authenticated")

    assert count(superuser, "tours") == 1


def claim(connection: Connection[TupleRow], user_id: UserId) -> None:
    claims = json.dumps({"sub": str(user_id), "role": "authenticated"})
    connection.execute("select set_config('request.jwt.claims', %s, false)", [claims])


def count(connection: Connection[TupleRow], table: str) -> int:
    """Count the rows that are somebody's, so that public ones do not mislead."""
    owner = sql.SQL("true") if table in {"users", "signing_keys"} else THEIRS
    query = sql.SQL("select count(*) from {} where {}").format(
        sql.Identifier(table), owner
    )
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


async def _a_tour_with_everything(database: Database) -> Tour:
    owner = makers.an_actor()
    tour = makers.a_tour(owner_id=owner.user_id)
    await stored(database, tour, voiced(makers.a_script()))
    async with database.begin(owner_of(tour)) as work:
        await work.events.append(tour_topic(tour.id), kind="status", body={})
        await work.pieces.put(makers.a_piece(owner_id=owner.user_id))
        await work.narrations.put(makers.a_narration(owner_id=owner.user_id))
        await work.commit()
    await _an_account(database, owner)
    return tour


async def _an_account(database: Database, owner: Actor) -> None:
    key = SigningKey(
        kid=makers.a_key(), purpose="token", secret=b"s", created_at=makers.NOON
    )
    async with database.begin(SYSTEM) as work:
        await work.users.add(makers.a_user(user_id=owner.user_id))
        await work.signing_keys.get_or_add(key)
        await work.commit()
