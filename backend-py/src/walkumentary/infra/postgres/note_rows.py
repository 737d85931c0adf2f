"""How a note is read from its row."""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from psycopg import sql

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.ids import NoteId, PlaceId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNote:
    """The columns of ``notes`` that make a note."""

    id: UUID
    place_id: UUID
    owner_id: UUID | None
    position: int
    language: str
    title: str
    text: str
    tags: list[str]
    source: str
    source_id: str
    source_name: str
    source_url: str | None
    licence: str
    as_of: date
    version: int

    def note(self) -> Note:
        """Return the note."""
        return Note(
            id=NoteId(self.id),
            place_id=PlaceId(self.place_id),
            owner_id=UserId(self.owner_id) if self.owner_id else None,
            position=self.position,
            language=self.language,
            title=self.title,
            text=self.text,
            tags=tuple(self.tags),
            source=self.source,
            source_id=self.source_id,
            source_name=self.source_name,
            source_url=self.source_url,
            licence=self.licence,
            as_of=self.as_of,
            version=self.version,
        )


NOTE_COLUMNS = sql.SQL(", ").join(
    sql.Identifier("n", field.name) for field in fields(StoredNote)
)
"""What to select from ``notes n`` for a ``StoredNote``."""
