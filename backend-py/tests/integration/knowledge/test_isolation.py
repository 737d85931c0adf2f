"""A private note is nobody else's, asked for in whatever way: raw SQL included."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from psycopg import AsyncConnection, errors
from psycopg.rows import TupleRow

from tests import makers
from tests.contracts.knowledge import (
    Knowledge,
    a_landmark,
    put_notes,
    put_place,
    reader_of,
)
from tests.databases import DatabaseUrls
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.ids import UserId
from walkumentary.infra.postgres.reading import claims

SECRET = "The zebrawood chest of Aunt Wilhelmina stands behind the organ."  # noqa: S105  a text
OWNER = makers.a_user_id()
TABLES = (
    "select id::text from notes",
    "select id::text from searchable_notes",
    "select note_id::text from note_embeddings",
    "select n.id::text from notes n where n.search @@ 'zebrawood'::tsquery",
    "select id::text from searchable_notes where search @@ 'zebrawood'::tsquery",
    "select n.id::text from note_embeddings e join notes n on n.id = e.note_id",
    "select note_id::text from note_embeddings order by embedding <=> embedding",
)


@pytest.fixture
async def secret(knowledge: Knowledge) -> Note:
    """A private note at a public landmark."""
    _, (note,) = await a_landmark(knowledge, SECRET, owner_id=OWNER)
    return note


@pytest.fixture
async def connection(
    database_urls: DatabaseUrls,
) -> AsyncIterator[AsyncConnection[TupleRow]]:
    async with await AsyncConnection.connect(
        database_urls.app, autocommit=False
    ) as connection:
        yield connection


async def _ids(
    connection: AsyncConnection[TupleRow], actor: Actor | None, query: str
) -> set[str]:
    claimed = claims(actor) if actor else ""
    await connection.execute(
        "select set_config('request.jwt.claims', %s, true)", [claimed]
    )
    cursor = await connection.execute(query.encode())
    return {str(row[0]) for row in await cursor.fetchall()}


@pytest.mark.parametrize("query", TABLES)
async def test_raw_sql_shows_it_to_its_owner_alone(
    connection: AsyncConnection[TupleRow], secret: Note, query: str
) -> None:
    mine = await _ids(connection, reader_of(OWNER), query)
    theirs = await _ids(connection, makers.an_actor(), query)
    nobodys = await _ids(connection, None, query)

    assert str(secret.id) in mine
    assert str(secret.id) not in theirs | nobodys


async def test_somebody_else_can_neither_change_nor_delete_it(
    connection: AsyncConnection[TupleRow], secret: Note
) -> None:
    stranger = makers.an_actor()
    for statement in (
        "update notes set title = 'stolen' where id = '{}' returning id",
        "delete from notes where id = '{}' returning id",
    ):
        query = statement.format(secret.id)
        assert await _ids(connection, stranger, query) == set()


async def test_nobody_writes_a_note_in_somebody_elses_name(
    secret: Note, connection: AsyncConnection[TupleRow]
) -> None:
    copy = f"""
        insert into notes (id, place_id, owner_id, position, language, title, text,
            tags, source, source_id, source_name, licence, as_of, created_at,
            updated_at)
        values ('{UUID(int=7)}', '{secret.place_id}', '{OWNER}', 0, 'en', '', 'x',
            array[]::text[], 'x', 'x', 'x', 'x', now(), now(), now()) returning id
    """  # noqa: S608  ids of our own

    with pytest.raises(errors.InsufficientPrivilege):
        await _ids(connection, makers.an_actor(), copy)


async def test_private_places_and_their_names_are_hidden_from_raw_sql(
    knowledge: Knowledge, connection: AsyncConnection[TupleRow]
) -> None:
    owner = makers.a_user_id()
    place = makers.a_place(owner_id=owner, name="Zebrawood Cottage")
    await put_place(knowledge, place)
    queries = (
        "select id::text from places",
        "select id::text from searchable_places",
        "select place_id::text from place_names",
        "select place_id::text from searchable_place_names",
    )

    seen = {
        actor: [str(place.id) in await _ids(connection, actor, q) for q in queries]
        for actor in (reader_of(owner), makers.an_actor())
    }

    assert list(seen.values()) == [[True] * 4, [False] * 4]


async def test_a_place_with_private_notes_looks_like_one_without(
    knowledge: Knowledge,
) -> None:
    stranger = makers.an_actor()
    place, _ = await a_landmark(knowledge, SECRET, owner_id=UserId(OWNER))
    silent = makers.a_place(name="Silent", position=place.position)
    await put_place(knowledge, silent)

    around = await knowledge.places.around(
        place.position, actor=stranger, radius_m=10, limit=10
    )

    assert {near.note_count for near in around} == {0}


async def test_ranks_do_not_tell_of_private_notes(knowledge: Knowledge) -> None:
    place, _ = await a_landmark(knowledge, "A chest stands behind the organ.")
    hidden = makers.a_note(place_id=place.id, owner_id=OWNER, title="", text=SECRET)
    await put_notes(knowledge, [hidden])

    (landmark,) = await knowledge.notes.landmarks(
        place.position,
        actor=makers.an_actor(),
        radius_m=10,
        language="en",
        wishes=[],
        limit=10,
    )

    assert len(landmark.notes) == 1
