"""Ports: notes, written and retrieved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.accounts.usage import Bill
from walkumentary.domain.notes.fusion import ArmHit
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import NoteId, PlaceId

DIMENSIONS = 1_024
"""Length of every embedding. Source: spec, notes."""

type Vector = NDArray[np.float32]
"""float32, shape (DIMENSIONS,), unit length."""


class NotesGateway(Protocol):
    """Notes inside one transaction."""

    async def put_all(
        self, notes: Sequence[Note], *, embedder: str, embeddings: NDArray[np.float32]
    ) -> None:
        """Insert each note or update the one with the same (source, source_id).

        Changed content raises the version; equal content changes nothing.

        Args:
            notes: no two of the same (source, source_id).
            embedder: name of the embedding space.
            embeddings: a row of unit length per note, in order.
        """
        ...

    async def keep_only(
        self, *, source: str, prefix: str, source_ids: Sequence[str]
    ) -> int:
        """Delete unlisted notes of the source; return how many.

        Only notes whose source_id begins with ``prefix`` are looked at.
        """
        ...

    async def pack_hash(self, key: str) -> str | None:
        """Return the content hash a pack was last loaded with, or None."""
        ...

    async def set_pack_hash(self, key: str, content_hash: str) -> None:
        """Record that a pack stands as of this content."""
        ...


class EmbedderGateway(Protocol):
    """Turns text into vectors for similarity search."""

    @property
    def name(self) -> str:
        """Name of the embedding space, such as ``lexical-1``."""
        ...

    async def embed(
        self, texts: Sequence[str], *, bill: Bill | None = None
    ) -> NDArray[np.float32]:
        """Embed texts in order.

        Args:
            texts: 1 to 256 strings, each at most 8,000 tokens.
            bill: for whom; None where nobody pays.

        Returns:
            float32, shape (len(texts), DIMENSIONS), rows of unit length.

        Raises:
            GatewayUnavailable: the model cannot be reached.
            GatewayTimeout: no answer within the adapter's deadline.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteScope:
    """Which notes may answer; None means any."""

    place_id: PlaceId | None = None
    centre: Coordinates | None = None
    radius_m: float | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHit:
    """A retrieved note and why: its place in both arms, fused."""

    note: Note
    place_name: str
    score: float
    vector: ArmHit | None
    text: ArmHit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDigest:
    """What planning needs to know of a note.

    ``similarity`` holds the cosine to each wish's vector, in the order asked.
    """

    id: NoteId
    version: int
    owned: bool
    words: int
    title: str
    tags: tuple[str, ...]
    similarity: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A place worth a stop, with its notes in reading order."""

    place: Place
    distance_m: float
    notes: tuple[NoteDigest, ...]


class NotesReader(Protocol):
    """Read model: notes as one actor sees them."""

    async def search(
        self,
        text: str,
        vector: Vector | None,
        *,
        actor: Actor,
        scope: NoteScope,
        limit: int,
    ) -> Sequence[NoteHit]:
        """Return the best notes by reciprocal rank fusion of vectors and full text.

        The scope is taken first. ``vector`` None (embedder down) ranks by text alone.
        Nothing below the relevance floor is returned.
        """
        ...

    async def of_places(
        self, place_ids: Sequence[PlaceId], *, actor: Actor, language: str
    ) -> Mapping[PlaceId, Sequence[Note]]:
        """Return each place's notes in the language, by position."""
        ...

    async def names_of(
        self, place_ids: Sequence[PlaceId], *, actor: Actor
    ) -> Mapping[PlaceId, Sequence[str]]:
        """Return what may be said of each place without a note.

        Its name, short name and aliases, its city and its country, in this order and
        never empty; nothing of a place that the actor does not see.
        """
        ...

    async def cited(
        self, note_ids: Sequence[NoteId], *, actor: Actor
    ) -> Sequence[Note]:
        """Return the notes with these ids that still exist."""
        ...

    async def languages(
        self, centre: Coordinates, *, actor: Actor, radius_m: float
    ) -> Sequence[str]:
        """Return the languages that notes around the position are written in."""
        ...

    async def landmarks(
        self,
        centre: Coordinates,
        *,
        actor: Actor,
        radius_m: float,
        language: str,
        wishes: Sequence[Vector],
        limit: int,
    ) -> Sequence[Landmark]:
        """Return landmarks that have notes in the language, nearest first."""
        ...
