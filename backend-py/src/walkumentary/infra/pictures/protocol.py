"""What the process that decodes answers: a line of JSON, then a JPEG or nothing."""

from typing import TypedDict

LONGEST_SIDE = 1_600
QUALITY = 85


class Told(TypedDict):
    """The line: a refusal, or what the metadata says."""

    refused: str | None
    latitude_deg: float | None
    longitude_deg: float | None
    heading_deg: float | None


TOO_MANY_PIXELS = "too many pixels"
UNREADABLE = "unreadable"


def refusal(reason: str) -> Told:
    """Return the line that refuses."""
    return Told(refused=reason, latitude_deg=None, longitude_deg=None, heading_deg=None)
