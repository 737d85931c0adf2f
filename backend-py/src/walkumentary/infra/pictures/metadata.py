"""Where a picture was taken and where the camera looked, as its EXIF says.

Source: CIPA DC-008 (Exif 3.0), 4.6.6, GPS attributes.
"""

import math
import struct
from collections.abc import Mapping
from contextlib import suppress

from PIL import Image

from walkumentary.infra.pictures.protocol import Told

_GPS = 0x8825
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4
_STATUS, _HEADING = 9, 17
_VOID = "V"
_DEFECTS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    ZeroDivisionError,
    OverflowError,
    SyntaxError,
    OSError,
    struct.error,
)
"""What broken metadata raises: the picture can be looked at all the same."""

type Tags = Mapping[int, object]


def position_of(image: Image.Image) -> Told:
    """Return position and heading; None where they are missing or make no sense."""
    told = Told(refused=None, latitude_deg=None, longitude_deg=None, heading_deg=None)
    with suppress(*_DEFECTS):
        tags: Tags = image.getexif().get_ifd(_GPS)
        latitude_deg, longitude_deg = _position(tags)
        told["latitude_deg"], told["longitude_deg"] = latitude_deg, longitude_deg
        told["heading_deg"] = _heading(tags)
    return told


def _position(tags: Tags) -> tuple[float, float]:
    latitude_deg = _degrees(tags[_LATITUDE], tags[_LATITUDE_REF], negative="S")
    longitude_deg = _degrees(tags[_LONGITUDE], tags[_LONGITUDE_REF], negative="W")
    on_earth = abs(latitude_deg) <= 90 and abs(longitude_deg) <= 180
    # Devices without a fix write a void status, or zeros.
    known = tags.get(_STATUS) != _VOID and (latitude_deg, longitude_deg) != (0.0, 0.0)
    if not (on_earth and known):
        raise ValueError("no position")
    return latitude_deg, longitude_deg


def _degrees(value: object, hemisphere: object, *, negative: str) -> float:
    if not isinstance(value, tuple):
        raise TypeError("degrees, minutes and seconds")
    degrees, minutes, seconds = (float(part) for part in value)
    whole = degrees + minutes / 60 + seconds / 3_600
    if not math.isfinite(whole):
        raise ValueError("no number")
    return -whole if hemisphere == negative else whole


def _heading(tags: Tags) -> float | None:
    value = tags.get(_HEADING)
    heading_deg = float(str(value)) if value is not None else math.nan
    # Twice, since a tiny negative angle modulo 360 is 360 itself.
    return heading_deg % 360.0 % 360.0 if math.isfinite(heading_deg) else None
