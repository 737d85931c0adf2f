"""Adapter: notes and their vectors written to Postgres."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, delete, func, not_, select
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from walkumentary.domain.notes.note import Note
from walkumentary.infra.postgres.models import (
    NoteEmbeddingRow,
    NoteRow,
    StarterPackRow,
)
from walkumentary.infra.postgres.upsert import where_changed

COLUMNS = (
    "id place_id owner_id position language title text tags source source_id "
    "source_name source_url licence as_of version".split()
)


class PostgresNotes:
    """Tables ``notes``, ``note_embeddings``, ``starter_packs`` in one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put_all(
        self, notes: Sequence[Note], *, embedder: str, embeddings: NDArray[np.float32]
    ) -> None:
        """See ``NotesGateway.put_all``."""
        connection = await self._session.connection()
        await connection.execute(_put_notes(), [_columns(note) for note in notes])
        stored = await self._stored(notes)
        await connection.execute(
            _put_embeddings(),
            [
                {
                    **stored[note.source, note.source_id],
                    "owner_id": note.owner_id,
                    "embedder": embedder,
                    "embedding": embedding,
                }
                for note, embedding in zip(notes, embeddings.tolist(), strict=True)
            ],
        )

    async def keep_only(
        self, *, source: str, prefix: str, source_ids: Sequence[str]
    ) -> int:
        """See ``NotesGateway.keep_only``."""
        statement = delete(NoteRow).where(
            col(NoteRow.source) == source,
            func.starts_with(col(NoteRow.source_id), prefix),
            not_(col(NoteRow.source_id).in_(source_ids)),
        )
        connection = await self._session.connection()
        return (await connection.execute(statement)).rowcount

    async def pack_hash(self, key: str) -> str | None:
        """See ``NotesGateway.pack_hash``."""
        query = select(col(StarterPackRow.content_hash)).where(
            col(StarterPackRow.key) == key
        )
        connection = await self._session.connection()
        return (await connection.execute(query)).scalar()

    async def set_pack_hash(self, key: str, content_hash: str) -> None:
        """See ``NotesGateway.set_pack_hash``."""
        statement = insert(StarterPackRow).values(
            key=key, content_hash=content_hash, loaded_at=func.now()
        )
        new = statement.excluded
        connection = await self._session.connection()
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=[col(StarterPackRow.key)],
                set_={"content_hash": new.content_hash, "loaded_at": new.loaded_at},
            )
        )

    async def _stored(
        self, notes: Sequence[Note]
    ) -> Mapping[tuple[str, str], Mapping[str, object]]:
        """Return which notes they are by now, as their embeddings refer to them."""
        rows = select(
            col(NoteRow.source),
            col(NoteRow.source_id),
            col(NoteRow.id),
            col(NoteRow.version),
        )
        query = rows.where(
            col(NoteRow.source).in_({note.source for note in notes}),
            col(NoteRow.source_id).in_([note.source_id for note in notes]),
        )
        connection = await self._session.connection()
        found = await connection.execute(query)
        return {
            (row.source, row.source_id): {
                "note_id": row.id,
                "note_version": row.version,
            }
            for row in found
        }


def _put_notes() -> Insert:
    statement = insert(NoteRow).values(
        **{name: bindparam(name) for name in COLUMNS},
        created_at=func.now(),
        updated_at=func.now(),
    )
    return where_changed(statement, NoteRow, COLUMNS)


def _put_embeddings() -> Insert:
    statement = insert(NoteEmbeddingRow)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[col(NoteEmbeddingRow.note_id), col(NoteEmbeddingRow.embedder)],
        set_={"embedding": new.embedding, "note_version": new.note_version},
        where=col(NoteEmbeddingRow.note_version) != new.note_version,
    )


def _columns(note: Note) -> dict[str, object]:
    """Return the values of ``COLUMNS``."""
    return {
        "id": note.id,
        "place_id": note.place_id,
        "owner_id": note.owner_id,
        "position": note.position,
        "language": note.language,
        "title": note.title,
        "text": note.text,
        "tags": list(note.tags),
        "source": note.source,
        "source_id": note.source_id,
        "source_name": note.source_name,
        "source_url": note.source_url,
        "licence": note.licence,
        "as_of": note.as_of,
        "version": note.version,
    }
