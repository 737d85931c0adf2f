"""Notes in memory, written and retrieved."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from walkumentary.domain.notes.fusion import Fused, Scores, floor_of, fused
from walkumentary.domain.notes.note import Note
from walkumentary.domain.places.place import Place
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import NoteId, PlaceId
from walkumentary.domain.shared.text import folded, word_count
from walkumentary.gateway.notes import (
    Landmark,
    NoteDigest,
    NoteHit,
    NoteScope,
    Vector,
)
from walkumentary.infra.memory.publishing import check_may_publish
from walkumentary.infra.memory.store import MemoryStore, sees
from walkumentary.infra.memory.transaction import Transaction

ARM = 200
"""Notes each ranking contributes."""
WORD_FOUND = 0.0608
"""What PostgreSQL's ts_rank gives a word found once, all words being found."""
_STOP_WORDS = frozenset(
    "a an and are by for from in is it of on the to was with".split()
)


class MemoryNotes:
    """Notes inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def put_all(
        self, notes: Sequence[Note], *, embedder: str, embeddings: NDArray[np.float32]
    ) -> None:
        """Insert each note, or update the one of the same source."""
        for note, vector in zip(notes, embeddings, strict=True):
            self._put(note, embedder, vector)

    async def keep_only(
        self, *, source: str, prefix: str, source_ids: Sequence[str]
    ) -> int:
        """Delete unlisted notes of the source; return how many."""
        gone = [
            note.id
            for _, note in self._transaction.notes.items()
            if note.source == source
            and note.source_id.startswith(prefix)
            and note.source_id not in source_ids
            and self._transaction.sees(note.owner_id)
        ]
        for note_id in gone:
            self._drop(note_id)
        return len(gone)

    async def pack_hash(self, key: str) -> str | None:
        """Return the content hash a pack was last loaded with."""
        return self._transaction.pack_hashes[key]

    async def set_pack_hash(self, key: str, content_hash: str) -> None:
        """Record that a pack stands as of this content."""
        self._transaction.pack_hashes[key] = content_hash

    def _put(self, note: Note, embedder: str, vector: Vector) -> None:
        check_may_publish(self._transaction, note.owner_id)
        stored = self._stored(note) or note
        kept = replace(note, id=stored.id, version=stored.version)
        if kept != stored:
            kept = replace(kept, version=stored.version + 1)
        key = (stored.id, embedder)
        if kept != stored or self._transaction.note_vectors[key] is None:
            self._transaction.note_vectors[key] = vector
        self._transaction.notes[stored.id] = kept

    def _stored(self, note: Note) -> Note | None:
        key = (note.source, note.source_id)
        rows = (row for _, row in self._transaction.notes.items())
        return next((row for row in rows if (row.source, row.source_id) == key), None)

    def _drop(self, note_id: NoteId) -> None:
        self._transaction.notes.drop(note_id)
        for key, _ in list(self._transaction.note_vectors.items()):
            if key[0] == note_id:
                self._transaction.note_vectors.drop(key)


class MemoryNotesReader:
    """Notes as one actor sees them; words are compared whole, without stemming."""

    def __init__(self, store: MemoryStore, *, embedder: str = "lexical-1") -> None:
        self._store = store
        self._embedder = embedder

    async def search(
        self,
        text: str,
        vector: Vector | None,
        *,
        actor: Actor,
        scope: NoteScope,
        limit: int,
    ) -> Sequence[NoteHit]:
        """Return the best notes by reciprocal rank fusion."""
        notes = [note for note in self._visible(actor) if self._is_in(note, scope)]
        floor = floor_of(None if vector is None else self._embedder)
        hits = fused(
            self._cosines(notes, vector), _text_scores(notes, text), floor=floor
        )
        return [self._hit(hit) for hit in hits[:limit]]

    async def of_places(
        self, place_ids: Sequence[PlaceId], *, actor: Actor, language: str
    ) -> Mapping[PlaceId, Sequence[Note]]:
        """Return each place's notes in the language, by position."""
        return {
            place_id: self._told(place_id, actor, language) for place_id in place_ids
        }

    async def names_of(
        self, place_ids: Sequence[PlaceId], *, actor: Actor
    ) -> Mapping[PlaceId, Sequence[str]]:
        """Return the names of each place, its city and its country."""
        self._store.reach(actor)
        found = [self._store.places.get(place_id) for place_id in place_ids]
        seen = [place for place in found if place and sees(actor, place.owner_id)]
        names = {place.id: place.names for place in seen}
        return {place_id: names.get(place_id, ()) for place_id in place_ids}

    async def cited(
        self, note_ids: Sequence[NoteId], *, actor: Actor
    ) -> Sequence[Note]:
        """Return the notes with these ids that still exist."""
        found = [note for note in self._visible(actor) if note.id in note_ids]
        return sorted(found, key=lambda note: note.id)

    async def languages(
        self, centre: Coordinates, *, actor: Actor, radius_m: float
    ) -> Sequence[str]:
        """Return the languages of the notes around, the most used first."""
        scope = NoteScope(centre=centre, radius_m=radius_m)
        spoken = [n.language for n in self._visible(actor) if self._is_in(n, scope)]
        return sorted(set(spoken), key=lambda one: (-spoken.count(one), one))

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
        self._store.reach(actor)
        found = [
            Landmark(
                place=place,
                distance_m=centre.distance_m(place.position),
                notes=tuple(
                    self._digest(note, wishes)
                    for note in self._told(place.id, actor, language)
                ),
            )
            for place in self._store.places.values()
            if place.owner_id in {None, actor.user_id}
        ]
        near = [one for one in found if one.notes and one.distance_m <= radius_m]
        return sorted(near, key=lambda one: (one.distance_m, str(one.place.id)))[:limit]

    def _visible(self, actor: Actor) -> list[Note]:
        self._store.reach(actor)
        return [n for n in self._store.notes.values() if sees(actor, n.owner_id)]

    def _told(self, place_id: PlaceId, actor: Actor, language: str) -> list[Note]:
        notes = [
            note
            for note in self._visible(actor)
            if note.place_id == place_id and note.language == language
        ]
        return sorted(notes, key=lambda note: (note.position, note.id))

    def _is_in(self, note: Note, scope: NoteScope) -> bool:
        place = self._store.places[note.place_id]
        return all(
            (
                scope.place_id in {None, note.place_id},
                scope.language in {None, note.language},
                not scope.tags or bool(set(scope.tags) & set(note.tags)),
                _is_within(place, scope),
            )
        )

    def _cosines(self, notes: Sequence[Note], vector: Vector | None) -> Scores:
        if vector is None:
            return {}
        found = {note.id: self._cosine(note, vector) for note in notes}
        cosines = {id_: cosine for id_, cosine in found.items() if cosine is not None}
        return _best(cosines)

    def _cosine(self, note: Note, vector: Vector) -> float | None:
        own = self._store.note_vectors.get((note.id, self._embedder))
        return None if own is None else float(own @ vector)

    def _digest(self, note: Note, wishes: Sequence[Vector]) -> NoteDigest:
        return NoteDigest(
            id=note.id,
            version=note.version,
            owned=note.owner_id is not None,
            words=word_count(note.text),
            title=note.title,
            tags=note.tags,
            similarity=tuple(self._cosine(note, wish) or 0.0 for wish in wishes),
        )

    def _hit(self, hit: Fused) -> NoteHit:
        note = self._store.notes[hit.note_id]
        return NoteHit(
            note=note,
            place_name=self._store.places[note.place_id].name,
            score=hit.score,
            vector=hit.vector,
            text=hit.text,
        )


def _is_within(place: Place, scope: NoteScope) -> bool:
    if scope.centre is None:
        return True
    visible_m = scope.centre.distance_m(place.position)
    return visible_m <= (scope.radius_m or 0.0)


def _text_scores(notes: Sequence[Note], text: str) -> Scores:
    asked = set(_words(text))
    shared = {
        note.id: len(asked.intersection(_words(f"{note.title} {note.text}")))
        for note in notes
    }
    return _best(
        {id_: WORD_FOUND * count / len(asked) for id_, count in shared.items() if count}
    )


def _words(text: str) -> Iterator[str]:
    return (
        word for word in re.findall(r"\w+", folded(text)) if word not in _STOP_WORDS
    )


def _best(scores: Scores) -> Scores:
    order = sorted(scores.items(), key=lambda item: (-item[1], str(item[0])))
    return dict(order[:ARM])
