"""The notes as files: TOML packs, keyed by the ids a tour cites."""

import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAMESPACE = uuid.UUID("b2a7d9c4-7d0f-5f52-8a3c-0d9f4f6e1c22")
"""Ids of starter notes are derived from their path: CITY/LANDMARK/NOTE."""


@dataclass(frozen=True, slots=True)
class KnownNote:
    """A note's words, with the names its landmark goes by."""

    text: str
    landmark: str


def read_notes(folder: Path) -> Mapping[str, KnownNote]:
    """Return every note of every pack by its id."""
    found: dict[str, KnownNote] = {}
    for path in sorted(folder.glob("*.toml")):
        pack = tomllib.loads(path.read_text(encoding="utf-8"))
        for landmark in pack["landmark"]:
            found |= _notes_of(pack["city"]["key"], landmark)
    return found


def _notes_of(city: str, landmark: Mapping[str, object]) -> dict[str, KnownNote]:
    notes = landmark["note"]
    assert isinstance(notes, list)
    name, back = str(landmark["name"]), str(landmark["short_name"])
    return {
        note_id(f"{city}/{landmark['key']}/{note['key']}"): KnownNote(
            f"{note['title']} {note['text']} {name} {back}", name
        )
        for note in notes
    }


def note_id(path: str) -> str:
    """Return the id of the note at a path of the packs."""
    return str(uuid.uuid5(NAMESPACE, path))
