"""Adapter: packs in TOML files, those of the product and anybody's own."""

import asyncio
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from walkumentary.domain.notes.pack import (
    Pack,
    PackCity,
    PackLandmark,
    PackNote,
    PackUnreadable,
)
from walkumentary.domain.shared.errors import FieldProblem
from walkumentary.domain.shared.geo import Coordinates

type Text = Annotated[str, Field(min_length=1)]
type Latitude = Annotated[float, Field(ge=-90, le=90)]
type Longitude = Annotated[float, Field(ge=-180, le=180)]


class TomlPacks:
    """Reads ``*.toml``; the product's own lie in ``walkumentary/starter``."""

    async def read(self, path: Path | None = None) -> Sequence[Pack]:
        """See ``PacksGateway.read``."""
        if path is None:
            return await asyncio.to_thread(_read_own)
        return await asyncio.to_thread(_read_all, path)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Note(_Part):
    key: Text
    title: Text
    interests: list[str]
    text: Text

    def note(self) -> PackNote:
        return PackNote(
            key=self.key,
            title=self.title,
            interests=tuple(self.interests),
            text=self.text,
        )


class _Landmark(_Part):
    key: Text
    name: Text
    short_name: Text
    aliases: list[Text]
    location_type: Text
    latitude_deg: Latitude
    longitude_deg: Longitude
    address: Text
    popularity: Annotated[float, Field(ge=0, le=1)]
    look_for: Text
    note: list[_Note]

    def landmark(self) -> PackLandmark:
        return PackLandmark(
            key=self.key,
            name=self.name,
            short_name=self.short_name,
            aliases=tuple(self.aliases),
            location_type=self.location_type,
            position=Coordinates(self.latitude_deg, self.longitude_deg),
            address=self.address,
            popularity=self.popularity,
            look_for=self.look_for,
            notes=tuple(note.note() for note in self.note),
        )


class _City(_Part):
    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
    name: Text
    aliases: list[Text] = []
    country: Text
    country_code: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    latitude_deg: Latitude
    longitude_deg: Longitude
    timezone: Annotated[str, Field(pattern=r"^[A-Za-z_]+(/[A-Za-z_+-]+)*$")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    as_of: date

    def city(self) -> PackCity:
        return PackCity(
            key=self.key,
            name=self.name,
            aliases=tuple(self.aliases),
            country=self.country,
            country_code=self.country_code,
            position=Coordinates(self.latitude_deg, self.longitude_deg),
            timezone=self.timezone,
            language=self.language,
            as_of=self.as_of,
        )


class _Document(_Part):
    city: _City
    landmark: list[_Landmark]

    def pack(self) -> Pack:
        return Pack(
            city=self.city.city(),
            landmarks=tuple(landmark.landmark() for landmark in self.landmark),
        )


def _read_own() -> tuple[Pack, ...]:
    with resources.as_file(resources.files("walkumentary") / "starter") as folder:
        return _read_all(folder)


def _read_all(path: Path) -> tuple[Pack, ...]:
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise PackUnreadable(f"{path.name} holds no .toml file.")
    return tuple(_read(file) for file in files)


def _read(file: Path) -> Pack:
    with _named_errors(file):
        document = tomllib.loads(file.read_text(encoding="utf-8"))
        return _Document.model_validate(document).pack()


@contextmanager
def _named_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise PackUnreadable(
            f"{file.name} is not a pack.", fields=_fields(error)
        ) from error
    except (OSError, ValueError) as error:
        raise PackUnreadable(f"{file.name} cannot be read: {error}") from error


def _fields(error: ValidationError) -> list[FieldProblem]:
    return [
        FieldProblem("/" + "/".join(str(part) for part in one["loc"]), one["msg"])
        for one in error.errors()
    ]
