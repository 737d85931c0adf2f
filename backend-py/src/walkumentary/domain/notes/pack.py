"""A starter pack: one city's landmarks, and what is told at each."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID, uuid5

from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.errors import Invalid
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import NoteId, PlaceId
from walkumentary.domain.shared.text import squeeze

SOURCE = "starter"
SOURCE_NAME = "Walkumentary starter pack"
LICENCE = "CC-BY-4.0"
ATTRIBUTION = f"{SOURCE_NAME}, {LICENCE}"
CITY_POPULARITY = 1.0

PLACE_NAMES = UUID("6f0c1b5e-52c6-5b0e-9a3e-6b1f3b2f7a10")
NOTE_NAMES = UUID("b2a7d9c4-7d0f-5f52-8a3c-0d9f4f6e1c22")
"""Name spaces of ids made from source ids (RFC 9562, version 5)."""

FORM = 1
"""Raised when the same pack is to be stored differently, so that it is loaded anew."""


class PackUnreadable(Invalid):
    """A file that is no pack, or a value in it of the wrong kind."""

    code = "pack-unreadable"
    title = "Pack cannot be read"


class PackRejected(Invalid):
    """A pack that breaks the rules; each breach is named."""

    code = "pack-rejected"
    title = "Pack breaks the rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackNote:
    """One note as its author wrote it."""

    key: str
    title: str
    interests: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLandmark:
    """One landmark with its notes in reading order."""

    key: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    location_type: str
    position: Coordinates
    address: str
    popularity: float
    look_for: str
    notes: tuple[PackNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCity:
    """The city a pack is about; its position is the middle of the walkable centre."""

    key: str
    name: str
    aliases: tuple[str, ...]
    country: str
    country_code: str
    position: Coordinates
    timezone: str
    language: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A city and its landmarks."""

    city: PackCity
    landmarks: tuple[PackLandmark, ...]

    def content_hash(self, *, embedder: str) -> str:
        """Return what changes when anything stored from this pack would change."""
        return sha256(repr((FORM, embedder, self)).encode()).hexdigest()

    def places(self) -> tuple[Place, ...]:
        """Return the city, then its landmarks, as places."""
        return (
            _city_place(self.city),
            *(_landmark_place(self.city, landmark) for landmark in self.landmarks),
        )

    def notes(self) -> tuple[Note, ...]:
        """Return every note, landmark by landmark."""
        return tuple(
            _note(self.city, landmark, position)
            for landmark in self.landmarks
            for position in range(len(landmark.notes))
        )


def place_id(source_id: str) -> PlaceId:
    """Return the id of a starter place: the same on every installation.

    Ids are otherwise UUIDv7; these are made from their source ids (version 5), so that
    a citation can be matched with the pack it comes from.
    """
    return PlaceId(uuid5(PLACE_NAMES, source_id))


def note_id(source_id: str) -> NoteId:
    """Return the id of a starter note, made like ``place_id``."""
    return NoteId(uuid5(NOTE_NAMES, source_id))


def _city_place(city: PackCity) -> Place:
    return Place(
        id=place_id(city.key),
        owner_id=None,
        source=SOURCE,
        source_id=city.key,
        name=city.name,
        short_name="the city",
        aliases=city.aliases,
        location_type="city",
        position=city.position,
        address="",
        city=city.name,
        country=city.country,
        country_code=city.country_code,
        timezone=city.timezone,
        popularity=CITY_POPULARITY,
        look_for="",
        attribution=ATTRIBUTION,
    )


def _landmark_place(city: PackCity, landmark: PackLandmark) -> Place:
    source_id = f"{city.key}/{landmark.key}"
    return Place(
        id=place_id(source_id),
        owner_id=None,
        source=SOURCE,
        source_id=source_id,
        name=landmark.name,
        short_name=landmark.short_name,
        aliases=landmark.aliases,
        location_type=landmark.location_type,
        position=landmark.position,
        address=landmark.address,
        city=city.name,
        country=city.country,
        country_code=city.country_code,
        timezone=city.timezone,
        popularity=landmark.popularity,
        look_for=landmark.look_for,
        attribution=ATTRIBUTION,
    )


def _note(city: PackCity, landmark: PackLandmark, position: int) -> Note:
    note = landmark.notes[position]
    source_id = f"{city.key}/{landmark.key}/{note.key}"
    return Note(
        id=note_id(source_id),
        place_id=place_id(f"{city.key}/{landmark.key}"),
        owner_id=None,
        position=position,
        language=city.language,
        title=note.title,
        text=squeeze(note.text),
        tags=note.interests,
        source=SOURCE,
        source_id=source_id,
        source_name=SOURCE_NAME,
        source_url=None,
        licence=LICENCE,
        as_of=city.as_of,
    )
