"""A picture in a form, read into memory alone."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from walkumentary.controller.context import ReadsPlaces
from walkumentary.domain.shared.errors import FieldProblem, Invalid, UnsupportedMedia
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.gateway.pictures import MAX_PICTURE_BYTES

MAX_FORM_BYTES = MAX_PICTURE_BYTES + 100_000
"""The picture, and what a form writes around it."""
_FIELDS = ("latitude", "longitude", "language")
_LIMITS = {"latitude": 90.0, "longitude": 180.0}
_LONGEST_FIELD = 100
_LANGUAGE = re.compile(r"[a-z]{2,3}")

FORM: dict[str, object] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["image"],
                "additionalProperties": False,
                "properties": {
                    "image": {
                        "type": "string",
                        "format": "binary",
                        "description": "JPEG, PNG, WebP or HEIC; at most 10 MB and 50"
                        " megapixels",
                    },
                    "latitude": {
                        "type": "number",
                        "minimum": -90,
                        "maximum": 90,
                        "description": "Of the camera, where the picture has none",
                    },
                    "longitude": {"type": "number", "minimum": -180, "maximum": 180},
                    "language": {
                        "type": "string",
                        "pattern": "^[a-z]{2,3}$",
                        "default": "en",
                    },
                },
            }
        }
    },
}
"""What the OpenAPI document says of it."""


class PictureFormInvalid(Invalid):
    """A form without a picture, or with fields that make no sense."""

    code = "picture-form-invalid"
    title = "Form not valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognizeForm:
    """The picture's bytes, and what was sent with it."""

    image: bytes
    position: Coordinates | None
    language: str


class _InMemory(MultiPartParser):
    """The framework's parser, which would write a larger file to disk."""

    spool_max_size = MAX_FORM_BYTES + 1


async def _form(request: Request, _actor: ReadsPlaces) -> RecognizeForm:
    """Read the form of somebody known."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise UnsupportedMedia("Send the picture as multipart/form-data.")
    fields = await _parsed(request)
    try:
        texts = _texts(fields)
        return RecognizeForm(
            image=await _image(fields),
            position=_position(texts),
            language=_language(texts),
        )
    finally:
        await fields.close()


async def _parsed(request: Request) -> FormData:
    parser = _InMemory(
        request.headers,
        request.stream(),
        max_files=1,
        max_fields=len(_FIELDS),
        max_part_size=_LONGEST_FIELD,
    )
    try:
        return await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise PictureFormInvalid(
            "The form cannot be read: send one image, and the documented fields."
        ) from error


async def _image(fields: FormData) -> bytes:
    image = fields.get("image")
    if not isinstance(image, UploadFile):
        raise _wrong({"image": "is missing"})
    return await image.read()


def _texts(fields: FormData) -> Mapping[str, str]:
    """Return the fields besides the picture, each once."""
    names = [name for name, _ in fields.multi_items()]
    strange = {
        name: "is not taken, or stands twice"
        for name in names
        if name not in {"image", *_FIELDS} or names.count(name) > 1
    }
    if strange:
        raise _wrong(strange)
    return {name: text for name, text in fields.items() if isinstance(text, str)}


def _position(texts: Mapping[str, str]) -> Coordinates | None:
    if _LIMITS.keys().isdisjoint(texts):
        return None
    given = {name: _number(texts.get(name, "")) for name in _LIMITS}
    wrong = {
        name: f"must lie in −{limit:g}…{limit:g}"
        for name, limit in _LIMITS.items()
        if not abs(given[name]) <= limit
    }
    if wrong:
        raise _wrong(wrong)
    return Coordinates(given["latitude"], given["longitude"])


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _language(texts: Mapping[str, str]) -> str:
    language = texts.get("language", "en")
    if not _LANGUAGE.fullmatch(language):
        raise _wrong({"language": "two or three small letters"})
    return language


def _wrong(problems: Mapping[str, str]) -> PictureFormInvalid:
    return PictureFormInvalid(
        "The form does not have the documented fields.",
        fields=[FieldProblem(f"/{name}", told) for name, told in problems.items()],
    )


PictureForm = Annotated[RecognizeForm, Depends(_form)]
