"""No search reads a whole table: the plans of every statement over many rows."""

from collections.abc import AsyncIterator, Mapping
from hashlib import md5
from uuid import UUID

import psycopg
import pytest
from psycopg import AsyncConnection, sql
from psycopg.rows import TupleRow

from tests import makers
from tests.contracts.knowledge import vectors_of
from tests.databases import DatabaseUrls
from walkumentary.domain.places.ranking import Wording
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import PlaceId
from walkumentary.gateway.notes import NoteScope
from walkumentary.infra.postgres.areas import area
from walkumentary.infra.postgres.landmarks import LANDMARKS
from walkumentary.infra.postgres.note_search import (
    COUNT,
    EXACT,
    RERANKED,
    Question,
    search_params,
    statement,
)
from walkumentary.infra.postgres.place_search import (
    candidates_params,
    candidates_query,
)
from walkumentary.infra.postgres.places_reader import AROUND
from walkumentary.infra.postgres.reading import claims
from walkumentary.infra.postgres.vectors import halfvec_text

PLACES = 20_000
HERE = Coordinates(52.5, 4.5)
LARGE = {"places", "place_names", "notes", "note_embeddings"}

_FILL = f"""
insert into places (
    id, source, source_id, name, short_name, folded_name, aliases, location_type,
    latitude_deg, longitude_deg, address, city, country, country_code, popularity,
    attribution, search, created_at, updated_at)
select
    gen_random_uuid(), 'bulk', g::text, md5(g::text), 'the place', md5(g::text),
    array[]::text[], 'museum', 52 + random(), 4 + random(), '', 'City', 'Land', 'NL',
    0.5, 'none', array_to_tsvector(array['city', md5(g::text)]), now(), now()
from generate_series(1, {PLACES}) g;
insert into place_names (place_id, folded, deletions)
select id, folded_name, array[folded_name, substr(folded_name, 2)] from places;
insert into notes (
    id, place_id, position, language, title, text, tags, source, source_id, source_name,
    licence, as_of, created_at, updated_at)
select
    gen_random_uuid(), id, 0, 'en', name, 'A word of the place ' || name,
    array[]::text[], 'bulk', source_id, 'Bulk', 'CC0', now(), now(), now()
from places;
insert into note_embeddings (note_id, embedder, embedding, note_version)
select id, 'lexical-1', array_fill(0.03125, array[1024])::vector::halfvec, 1 from notes;
analyze;
"""  # noqa: S608  a number of our own
WORD = md5(b"17", usedforsecurity=False).hexdigest()


@pytest.fixture(scope="module")
def many_rows(database_urls: DatabaseUrls) -> DatabaseUrls:
    with psycopg.connect(database_urls.owner, autocommit=True) as connection:
        connection.execute(_FILL.encode())
    return database_urls


@pytest.fixture
async def connection(
    many_rows: DatabaseUrls,
) -> AsyncIterator[AsyncConnection[TupleRow]]:
    """A connection of the product, acting as somebody."""
    async with await AsyncConnection.connect(many_rows.app) as connection:
        await connection.execute(
            "select set_config('request.jwt.claims', %s, true)",
            [claims(makers.an_actor())],
        )
        await connection.execute("set local enable_seqscan = off")
        yield connection


async def _scanned(
    connection: AsyncConnection[TupleRow],
    query: sql.Composable,
    params: Mapping[str, object],
) -> set[str]:
    """Return the large tables that the plan reads from end to end."""
    explained = await connection.execute(
        sql.Composed([sql.SQL("explain (analyze, timing off) "), query]), params
    )
    lines = [str(line) for (line,) in await explained.fetchall()]
    scans = [line for line in lines if "Seq Scan on " in line]
    return LARGE.intersection(
        line.split("Seq Scan on ")[1].split()[0]
        for line in scans
        if "never executed" not in line
    )


async def test_looking_around_uses_the_spatial_index(
    connection: AsyncConnection[TupleRow],
) -> None:
    params = {
        **area(HERE, radius_m=1_000),
        "location_type": None,
        "landmarks_only": False,
        "limit": 20,
    }

    assert await _scanned(connection, AROUND, params) == set()


@pytest.mark.parametrize("text", [WORD, f"{WORD} city", WORD[:5], WORD[1:]])
@pytest.mark.parametrize(
    ("near", "radius_m"), [(None, None), (HERE, None), (HERE, 1_000.0)]
)
async def test_searching_places_uses_indexes(
    connection: AsyncConnection[TupleRow],
    text: str,
    near: Coordinates | None,
    radius_m: float | None,
) -> None:
    wording = Wording.of(text)
    params = candidates_params(wording, near=near, radius_m=radius_m)

    query = candidates_query(len(wording.words))

    assert await _scanned(connection, query, params) == set()


async def test_planning_uses_indexes(connection: AsyncConnection[TupleRow]) -> None:
    (wish,) = await vectors_of("food")
    params = {
        **area(HERE, radius_m=1_000),
        "language": "en",
        "wishes": [halfvec_text(wish)],
        "embedder": "lexical-1",
        "limit": 100,
    }

    assert await _scanned(connection, LANDMARKS, params) == set()


@pytest.mark.parametrize("template", [COUNT, EXACT, RERANKED])
@pytest.mark.parametrize(
    "scope",
    [
        NoteScope(centre=HERE, radius_m=1_000, language="en", tags=("food",)),
        NoteScope(place_id=PlaceId(UUID(int=1))),
    ],
)
async def test_scoped_retrieval_uses_indexes(
    connection: AsyncConnection[TupleRow], template: sql.SQL, scope: NoteScope
) -> None:
    (vector,) = await vectors_of("word")
    question = Question(text=WORD, vector=vector, embedder="lexical-1")
    params = search_params(question, scope)

    assert await _scanned(connection, statement(template, scope), params) == set()


async def test_retrieval_over_everything_uses_the_index_of_words(
    connection: AsyncConnection[TupleRow],
) -> None:
    (vector,) = await vectors_of("word")
    question = Question(text=WORD, vector=vector, embedder="lexical-1")
    params = search_params(question, NoteScope())

    query = statement(RERANKED, NoteScope())

    assert await _scanned(connection, query, params) == set()
