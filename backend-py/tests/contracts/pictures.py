"""Pictures made for tests: every kind, whole, broken and hostile."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from pillow_heif import register_heif_opener

from tests import makers
from walkumentary.domain.shared.geo import Coordinates

type Gps = dict[int, object]


def gps_tags(
    position: Coordinates = makers.DAM, *, heading_deg: float | None = None
) -> Gps:
    """Return EXIF's tags of a position."""
    tags: Gps = {
        1: "N" if position.latitude_deg >= 0 else "S",
        2: _sexagesimal(position.latitude_deg),
        3: "E" if position.longitude_deg >= 0 else "W",
        4: _sexagesimal(position.longitude_deg),
    }
    if heading_deg is not None:
        tags |= {16: "T", 17: IFDRational(round(heading_deg * 100), 100)}
    return tags


def a_picture(
    kind: str = "JPEG",
    *,
    mode: str = "RGB",
    size: tuple[int, int] = (640, 480),
    gps: Gps | None = None,
    orientation: int = 1,
    frames: int = 1,
) -> bytes:
    """Return a picture as a file, with metadata nobody else should see."""
    register_heif_opener()
    image = Image.new(mode, size, 0 if mode == "P" else _colour(mode))
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera Company"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update(gps or {})
    out = BytesIO()
    image.save(out, kind, exif=exif.tobytes(), **_animation(image, frames))
    return out.getvalue()


def _animation(image: Image.Image, frames: int) -> dict[str, object]:
    if frames == 1:
        return {}
    return {"save_all": True, "append_images": [image.copy()] * (frames - 1)}


def a_png_bomb(*, width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a PNG of a few bytes that claims to hold hundreds of megapixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    row = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, body)
        for name, body in ((b"IHDR", header), (b"IDAT", row), (b"IEND", b""))
    )


def a_png_of_text_bombs() -> bytes:
    """Return a small PNG whose comments unpack to gigabytes."""
    bomb = b"Comment\x00\x00" + zlib.compress(b"A" * 60_000_000, 9)
    whole = a_picture("PNG", size=(8, 8))
    head, rest = whole[:33], whole[33:]
    return head + b"".join(_chunk(b"zTXt", bomb) for _ in range(40)) + rest


def _chunk(name: bytes, body: bytes) -> bytes:
    checked = name + body
    return (
        struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))
    )


def _colour(mode: str) -> int | tuple[int, ...]:
    bands = {"RGB": 3, "RGBA": 4, "CMYK": 4, "LA": 2}
    return (90,) * bands[mode] if mode in bands else 90


def _sexagesimal(degrees: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole = abs(degrees)
    minutes = (whole % 1) * 60
    seconds = (minutes % 1) * 60
    return (
        IFDRational(int(whole), 1),
        IFDRational(int(minutes), 1),
        IFDRational(round(seconds * 10_000), 10_000),
    )
