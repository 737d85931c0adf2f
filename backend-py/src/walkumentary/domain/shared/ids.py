"""Identity types: a TourId is not a PlaceId, and mypy knows it."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import NewType
from uuid import UUID

UserId = NewType("UserId", UUID)
TourId = NewType("TourId", UUID)
PlaceId = NewType("PlaceId", UUID)
NoteId = NewType("NoteId", UUID)

NarrationKey = NewType("NarrationKey", str)
"""SHA-256 (hex) over everything that determines a stop narration."""

PieceKey = NewType("PieceKey", str)
"""SHA-256 (hex) over everything that determines a piece of audio."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def derived_id(*names: str, at: datetime) -> UUID:
    """Return the UUIDv7 of a moment whose random bits the names decide.

    Source: RFC 9562, section 5.7.
    """
    millis = (at - _EPOCH) // timedelta(milliseconds=1)
    digest = hashlib.sha256("\0".join(names).encode()).digest()
    drawn = int.from_bytes(digest) & ((1 << 80) - 1)
    return UUID(
        int=(millis << 80) | drawn & ~(0xF << 76 | 0b11 << 62) | 0x7 << 76 | 0b10 << 62
    )
