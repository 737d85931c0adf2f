"""The starter packs, as the tests of the domain read them: TOML and nothing else."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel

import walkumentary
from tests import makers
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.text import squeeze

FOLDER = Path(walkumentary.__file__).parent / "starter"
CITIES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A landmark with its notes."""

    place: Place
    notes: tuple[Note, ...]


class _Note(BaseModel):
    title: str
    interests: list[str]
    text: str


class _Landmark(BaseModel):
    key: str
    name: str
    short_name: str
    aliases: list[str]
    latitude_deg: float
    longitude_deg: float
    popularity: float
    look_for: str
    note: list[_Note]


class _City(BaseModel):
    name: str


class _Pack(BaseModel):
    city: _City
    landmark: list[_Landmark]


@cache
def landmarks(city: str) -> tuple[Told, ...]:
    """Return the landmarks of a pack in its own order."""
    text = (FOLDER / f"{city}.toml").read_text(encoding="utf-8")
    pack = _Pack.model_validate(tomllib.loads(text))
    return tuple(_landmarks(pack))


def _landmarks(pack: _Pack) -> Iterator[Told]:
    for one in pack.landmark:
        place = makers.a_place(
            name=one.name,
            short_name=one.short_name,
            aliases=tuple(one.aliases),
            position=Coordinates(one.latitude_deg, one.longitude_deg),
            city=pack.city.name,
            popularity=one.popularity,
            look_for=one.look_for,
        )
        notes = (
            makers.a_note(
                place_id=place.id,
                position=n,
                title=note.title,
                text=squeeze(note.text),
                tags=tuple(note.interests),
            )
            for n, note in enumerate(one.note)
        )
        yield Told(place=place, notes=tuple(notes))
