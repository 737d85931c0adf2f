"""Stop narrations: what they consist of and what addresses them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.ids import (
    NarrationKey,
    NoteId,
    PieceKey,
    PlaceId,
    UserId,
)

SCHEMA_VERSION = 2
"""Raise when stored sentences change their meaning, or are checked by other rules."""
AUDIO_FORMAT = "mp3-24khz-64kbps-mono-frames"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes, as far as it determines the text."""

    provider: str
    model: str
    prompt_version: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as written: unchecked, citing notes by index into the order's.

    ``writer`` is who wrote it, where that may be another than the one asked.
    """

    text: str
    cites: tuple[int, ...]
    writer: Writer | None = None


@dataclass(frozen=True, slots=True)
class NarratedSentence:
    """A checked sentence and the notes it is grounded in."""

    text: str
    note_ids: tuple[NoteId, ...]


def private_owner(notes: Sequence[Note]) -> UserId | None:
    """Return whose private notes are among these, if anybody's."""
    return next((note.owner_id for note in notes if note.owner_id), None)


def narration_key(
    *,
    place_id: PlaceId,
    notes: Sequence[Note],
    interests: Sequence[str],
    style: str,
    language: str,
    words: int,
    writer: Writer,
) -> NarrationKey:
    """Address a stop narration by everything that determines it, and nothing else."""
    owner = private_owner(notes)
    determining = [
        str(place_id),
        sorted((str(note.id), note.version) for note in notes),
        list(interests),
        style,
        language,
        words,
        [writer.provider, writer.model, writer.prompt_version],
        SCHEMA_VERSION,
        str(owner) if owner else None,
    ]
    return NarrationKey(_digest(determining))


def piece_key(
    *,
    text: str,
    voice: str,
    provider: str,
    model: str,
    speed: float,
    owner: UserId | None,
) -> PieceKey:
    """Address a piece of audio by everything that determines how it sounds."""
    whose = str(owner) if owner else None
    pace = round(float(speed), 2)
    determining = [text, voice, provider, model, pace, AUDIO_FORMAT, whose]
    return PieceKey(_digest(determining))


def _digest(determining: list[object]) -> str:
    canonical = json.dumps(determining, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
