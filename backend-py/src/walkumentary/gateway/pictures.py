"""Port: pictures that strangers send, opened safely."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.shared.errors import (
    FieldProblem,
    Invalid,
    TooLarge,
    UnsupportedMedia,
)
from walkumentary.domain.shared.geo import Coordinates

MAX_PICTURE_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
"""Source: spec, places."""
KINDS: Sequence[str] = ("JPEG", "PNG", "WebP", "HEIC")

_IMAGE = "/image"


class PictureUnreadable(Invalid):
    """A picture that is broken, or too much work to open."""

    code = "picture-unreadable"
    title = "Picture not readable"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, fields=[FieldProblem(_IMAGE, "cannot be read")])


class PictureTooLarge(TooLarge):
    """A picture of more bytes or pixels than is accepted."""

    code = "picture-too-large"
    title = "Picture too large"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, fields=[FieldProblem(_IMAGE, "is too large")])


class PictureKindUnsupported(UnsupportedMedia):
    """A file that is no picture, or one of another kind."""

    code = "picture-kind-unsupported"
    title = "Unsupported kind of picture"

    def __init__(self) -> None:
        super().__init__(
            f"Send a picture as {', '.join(KINDS)}.",
            fields=[FieldProblem(_IMAGE, "is of another kind")],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What may be used of a picture.

    ``jpeg`` is drawn anew: the right way up, without metadata, at most 1,600 pixels a
    side. ``heading_deg`` is where the camera looked: 0 north, 90 east, below 360.
    """

    jpeg: bytes
    position: Coordinates | None
    heading_deg: float | None


class PicturesGateway(Protocol):
    """Opens pictures; whatever is in them harms nothing and nothing of it is kept."""

    async def open(self, content: bytes) -> Picture:
        """Return what may be used of the picture; of an animated one the first frame.

        Raises:
            PictureKindUnsupported: neither JPEG, PNG, WebP nor HEIC, whatever its name.
            PictureTooLarge: over 10 MB or 50 megapixels.
            PictureUnreadable: broken, or it takes too much time or memory.
            GatewayUnavailable: pictures cannot be opened just now.
        """
        ...
