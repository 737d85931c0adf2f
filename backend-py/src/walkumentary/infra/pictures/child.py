"""The process that decodes one picture: its bytes in, a clean small JPEG out.

Decoders are large programs fed by strangers. Here they have no secrets in their
environment, may write no file, and have little time and memory; whatever happens to
them happens to one request.
"""

import json
import resource
import struct
import sys
import warnings
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageOps

from walkumentary.gateway.pictures import MAX_PIXELS
from walkumentary.infra.pictures.metadata import position_of
from walkumentary.infra.pictures.protocol import (
    LONGEST_SIDE,
    QUALITY,
    TOO_MANY_PIXELS,
    UNREADABLE,
    Told,
    refusal,
)

MEMORY_BYTES = 1_500_000_000
"""50 megapixels of 16 bits need 0.6 GB while they are made smaller."""
CPU_S = 10
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
LIMITS = {
    resource.RLIMIT_AS: MEMORY_BYTES,
    resource.RLIMIT_CPU: CPU_S,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    RuntimeError,
    MemoryError,
    struct.error,
    EOFError,
)
"""What Pillow and its plugins raise of broken files."""


def main() -> None:
    """Decode what comes in."""
    _limit()
    told, jpeg = _opened(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + jpeg)


def _limit() -> None:
    for kind, most in LIMITS.items():
        # Not every system knows every limit.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _opened(content: bytes) -> tuple[Told, bytes]:
    try:
        return _decoded(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return refusal(TOO_MANY_PIXELS), b""
    except BROKEN:
        return refusal(UNREADABLE), b""


def _decoded(content: bytes) -> tuple[Told, bytes]:
    _know_heic()
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        told = position_of(image)
        # A JPEG is decoded at a fraction of its size at once.
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        return told, _redrawn(image)


def _know_heic() -> None:
    from pillow_heif import register_heif_opener  # noqa: PLC0415 - after the limits

    register_heif_opener()


def _redrawn(image: Image.Image) -> bytes:
    """Return the picture drawn on white: nothing but its pixels comes along."""
    small = _eight_bit(image)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(small)
    clean = Image.new("RGB", upright.size, "white")
    mask = upright.getchannel("A") if upright.mode == "RGBA" else None
    clean.paste(upright.convert("RGB"), mask=mask)
    out = BytesIO()
    clean.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _eight_bit(image: Image.Image) -> Image.Image:
    """Return it in a mode that can be made smaller well."""
    if image.mode.startswith("I"):
        image.load()
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"P", "PA", "LA", "1"}:
        return image.convert("RGBA")
    return image


if __name__ == "__main__":
    main()
