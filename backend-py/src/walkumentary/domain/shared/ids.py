"""Identity types: a TourId is not a PlaceId, and mypy knows it."""

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
