"""Wire shapes of landmark notes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from walkumentary.domain.notes.fusion import ArmHit
from walkumentary.domain.notes.note import Note
from walkumentary.gateway.notes import NoteHit
from walkumentary.usecase.notes.search_notes import FoundNotes


class NoteView(BaseModel):
    """A passage about a landmark, with its source."""

    id: UUID
    location_id: UUID
    language: str = Field(examples=["en"])
    title: str = Field(examples=["A forest under the floor"])
    text: str
    tags: list[str] = Field(examples=[["architectural", "science"]])
    visibility: str = Field(examples=["public"])
    source_name: str = Field(examples=["Walkumentary starter pack"])
    source_url: str | None
    licence: str = Field(examples=["CC-BY-4.0"])
    as_of: date
    version: int = Field(examples=[1])

    @classmethod
    def of(cls, note: Note) -> "NoteView":
        """Render a note."""
        return cls(
            id=note.id,
            location_id=note.place_id,
            language=note.language,
            title=note.title,
            text=note.text,
            tags=list(note.tags),
            visibility="private" if note.owner_id else "public",
            source_name=note.source_name,
            source_url=note.source_url,
            licence=note.licence,
            as_of=note.as_of,
            version=note.version,
        )


class PlaceNotesView(BaseModel):
    """What is told about a place, in reading order."""

    items: list[NoteView]

    @classmethod
    def of(cls, notes: Sequence[Note]) -> "PlaceNotesView":
        """Render a place's notes."""
        return cls(items=[NoteView.of(note) for note in notes])


class ArmHitView(BaseModel):
    """A note's place in one ranking."""

    rank: int = Field(description="From 1", examples=[1])
    score: float = Field(examples=[0.31])

    @classmethod
    def of(cls, hit: ArmHit | None) -> "ArmHitView | None":
        """Render a place in a ranking, if there is one."""
        return None if hit is None else cls(rank=hit.rank, score=hit.score)


class NoteHitView(BaseModel):
    """A note found, and why: its places in both rankings, fused."""

    note: NoteView
    location_name: str = Field(examples=["Royal Palace"])
    score: float = Field(
        description="Sum of 1 / (60 + rank) over both rankings", examples=[0.0328]
    )
    vector: ArmHitView | None = Field(
        description="By similarity (cosine); null where it is not among the best"
    )
    text: ArmHitView | None = Field(
        description="By full text (ts_rank); null where no word is shared"
    )

    @classmethod
    def of(cls, hit: NoteHit) -> "NoteHitView":
        """Render a hit."""
        return cls(
            note=NoteView.of(hit.note),
            location_name=hit.place_name,
            score=hit.score,
            vector=ArmHitView.of(hit.vector),
            text=ArmHitView.of(hit.text),
        )


class NoteSearchView(BaseModel):
    """Notes that answer, best first; none where nothing is relevant enough."""

    items: list[NoteHitView]
    degraded: list[str] = Field(
        description="What could not be asked", examples=[["embedder"]]
    )

    @classmethod
    def of(cls, found: FoundNotes) -> "NoteSearchView":
        """Render a search."""
        return cls(
            items=[NoteHitView.of(hit) for hit in found.hits],
            degraded=list(found.degraded),
        )
