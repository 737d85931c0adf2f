"""Ports: finished narrations and finished audio, shared between tours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from walkumentary.domain.shared.errors import Conflict
from walkumentary.domain.shared.ids import (
    NarrationKey,
    PieceKey,
    PlaceId,
    UserId,
)
from walkumentary.domain.tours.narration import NarratedSentence


class PieceMissing(Conflict):
    """A sentence cannot be voiced by a piece that is not stored, or no longer."""

    code = "piece-missing"
    title = "Audio piece missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """A whole stop narration, addressed by what determined it."""

    key: NarrationKey
    owner_id: UserId | None
    place_id: PlaceId
    sentences: tuple[NarratedSentence, ...]
    dropped: int
    provider: str
    model: str


class NarrationsGateway(Protocol):
    """Narrations inside one transaction."""

    async def find(self, key: NarrationKey) -> Narration | None:
        """Return the narration and note its use, or None."""
        ...

    async def known(self, keys: Sequence[NarrationKey]) -> frozenset[NarrationKey]:
        """Return which of the keys are stored."""
        ...

    async def put(self, narration: Narration) -> None:
        """Store it; the first one stored under a key stays."""
        ...

    async def drop_unused(self, *, unused_days: int, limit: int) -> int:
        """Delete narrations that no tour tells and nobody used for so many days.

        Returns:
            How many.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stored piece of audio; its bytes are in storage under ``path``.

    Every speaking has a path of its own: a file that is deleted late is never one
    that was spoken anew.
    """

    key: PieceKey
    owner_id: UserId | None
    path: str
    frames: int
    voice: str
    provider: str
    model: str


class PiecesGateway(Protocol):
    """Pieces inside one transaction."""

    async def find(self, key: PieceKey) -> Piece | None:
        """Return the piece and note its use, or None."""
        ...

    async def known(self, keys: Sequence[PieceKey]) -> frozenset[PieceKey]:
        """Return which of the keys are stored."""
        ...

    async def put(self, piece: Piece) -> Piece:
        """Store it, unless there is one under its key; return the one that stays."""
        ...

    async def known_paths(self, paths: Sequence[str]) -> frozenset[str]:
        """Return which of the paths, made by ``piece_path``, are those of pieces."""
        ...

    async def drop_unused(self, *, unused_days: int, limit: int) -> Sequence[str]:
        """Delete pieces that no tour refers to and nobody used for so many days.

        Returns:
            Their paths.
        """
        ...
