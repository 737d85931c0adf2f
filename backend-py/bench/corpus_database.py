"""A corpus in a database of its own, copied in as fast as it goes."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from uuid import UUID

from pgvector import HalfVector
from pgvector.psycopg import register_vector_async
from psycopg import AsyncConnection, sql
from psycopg.rows import TupleRow

from bench.corpus import NOTES_PER_PLACE, PLACES_PER_CITY, Corpus, Halves
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.infra.postgres.cluster import DATABASE
from walkumentary.infra.postgres.embedded import EmbeddedServer

NOTES_PER_CITY = NOTES_PER_PLACE * PLACES_PER_CITY

_NOW = datetime(2026, 11, 1, tzinfo=UTC)
_HNSW = "note_embeddings_hnsw"
_BULK = "set maintenance_work_mem = '1GB'; set synchronous_commit = off"
_PLACE_COLUMNS = (
    "id source source_id name short_name folded_name aliases location_type "
    "latitude_deg longitude_deg address city country country_code popularity "
    "attribution search created_at updated_at"
)
_NOTE_COLUMNS = (
    "id place_id position language title text tags source source_id source_name "
    "licence as_of created_at updated_at"
)
_VECTOR_COLUMNS = "note_id embedder embedding note_version"

type _Connection = AsyncConnection[TupleRow]


def note_uuid(note: int) -> UUID:
    """Return the id a note is stored under."""
    return UUID(int=(2 << 64) + note)


def note_number(note_id: UUID) -> int:
    """Return which note is stored under an id."""
    return note_id.int - (2 << 64)


def city_of(note: int) -> slice:
    """Return the notes of the city that a note is about."""
    first = note - note % NOTES_PER_CITY
    return slice(first, first + NOTES_PER_CITY)


def centre_of(note: int) -> Coordinates:
    """Return the middle of the city that a note is about; cities lie far apart."""
    city = note // NOTES_PER_CITY
    return Coordinates(-40.0 + 2.0 * (city // 40), -80.0 + 4.0 * (city % 40))


@asynccontextmanager
async def owned(url: str) -> AsyncIterator[_Connection]:
    """Connect as the owner, in autocommit."""
    connection = await AsyncConnection.connect(url, autocommit=True)
    async with connection:
        yield connection


async def copy_of_migrated(server: EmbeddedServer, name: str) -> str:
    """Make an empty, migrated database; return the owner's address of it."""
    async with owned(server.url(database="postgres")) as connection:
        statement = sql.SQL("create database {} template {}")
        names = (sql.Identifier(name), sql.Identifier(DATABASE))
        await connection.execute(statement.format(*names))
    return server.url(database=name)


async def load_corpus(url: str, corpus: Corpus, vectors: Mapping[str, Halves]) -> None:
    """Copy a corpus in, with its vectors by the space they are of."""
    async with owned(url) as connection:
        await connection.execute(_BULK)
        await register_vector_async(connection)
        async with _without_hnsw(connection):
            await _copy_places(connection, corpus)
            await _copy_notes(connection, corpus)
            for space, of_notes in vectors.items():
                await _copy_vectors(connection, space, of_notes)
        await connection.execute("vacuum analyze")


@asynccontextmanager
async def _without_hnsw(connection: _Connection) -> AsyncIterator[None]:
    """Build the index over all rows at once, as is done with large tables."""
    found = await connection.execute(
        "select indexdef from pg_indexes where indexname = %s", [_HNSW]
    )
    row = await found.fetchone()
    definition = str(row[0]) if row else ""
    await connection.execute(sql.SQL("drop index {}").format(sql.Identifier(_HNSW)))
    yield
    await connection.execute(definition.encode())


async def _copy_places(connection: _Connection, corpus: Corpus) -> None:
    rows = (_place(note) for note in range(0, corpus.size, NOTES_PER_PLACE))
    await _copy(connection, "places", _PLACE_COLUMNS, rows)


async def _copy_notes(connection: _Connection, corpus: Corpus) -> None:
    rows = (_note(n, text) for n, text in enumerate(corpus.texts))
    await _copy(connection, "notes", _NOTE_COLUMNS, rows)


async def _copy_vectors(connection: _Connection, name: str, vectors: Halves) -> None:
    rows = ((note_uuid(n), name, HalfVector(one), 1) for n, one in enumerate(vectors))
    types = ("uuid", "text", "halfvec", "int4")
    await _copy(connection, "note_embeddings", _VECTOR_COLUMNS, rows, types=types)


async def _copy(
    connection: _Connection,
    table: str,
    columns: str,
    rows: Iterable[Sequence[object]],
    *,
    types: Sequence[str] = (),
) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns.split()))
    form = sql.SQL("with (format binary)" if types else "")
    statement = sql.SQL("copy {} ({}) from stdin {}")
    command = statement.format(sql.Identifier(table), names, form)
    async with connection.cursor().copy(command) as copy:
        if types:
            copy.set_types(types)
        for row in rows:
            await copy.write_row(row)


def _place(note: int) -> tuple[object, ...]:
    number = note // NOTES_PER_PLACE
    centre = centre_of(note)
    row, column = divmod(number % PLACES_PER_CITY, 10)
    name = f"Place {number}"
    return (
        UUID(int=(1 << 64) + number),
        *("bench", str(number), name, name, name.lower()),
        [],
        "museum",
        centre.latitude_deg + 0.001 * (row - 5),
        centre.longitude_deg + 0.001 * (column - 5),
        *("Somewhere", "City", "Country", "NL"),
        0.5,
        *("Synthetic", ""),
        *(_NOW, _NOW),
    )


def _note(note: int, text: str) -> tuple[object, ...]:
    position = note % NOTES_PER_PLACE
    return (
        note_uuid(note),
        UUID(int=(1 << 64) + note // NOTES_PER_PLACE),
        position,
        *("en", f"Note {note}", text),
        ["historical"],
        *("bench", str(note), "Synthetic", "CC0-1.0"),
        date(2026, 11, 1),
        *(_NOW, _NOW),
    )
