"""Adapter: notes read and retrieved from Postgres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import sql

from walkumentary.domain.notes.fusion import Fused, floor_of, fused
from walkumentary.domain.notes.note import Note
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import NoteId, PlaceId
from walkumentary.gateway.notes import Landmark, NoteHit, NoteScope, Vector
from walkumentary.infra.postgres.areas import DISTANCE_M, INSIDE, area
from walkumentary.infra.postgres.landmarks import find_landmarks
from walkumentary.infra.postgres.note_rows import NOTE_COLUMNS, StoredNote
from walkumentary.infra.postgres.note_search import EXACT_UP_TO, Question, rank_notes
from walkumentary.infra.postgres.reading import ReadPool, fetch

_THESE = sql.SQL("""
select {columns} from notes n where n.id = any(%(ids)s) order by n.id
""").format(columns=NOTE_COLUMNS)

_NAMED = sql.SQL("""
select {columns}, p.name as place_name
from notes n join places p on p.id = n.place_id
where n.id = any(%(ids)s)
""").format(columns=NOTE_COLUMNS)

_OF_PLACES = sql.SQL("""
select {columns}
from notes n
where n.place_id = any(%(place_ids)s) and n.language = %(language)s
order by n.place_id, n.position, n.id
""").format(columns=NOTE_COLUMNS)

_NAMES = sql.SQL("""
select id, array[name, short_name] || aliases || array[city, country] as names
from places where id = any(%(place_ids)s)
""")

_LANGUAGES = sql.SQL("""
with near as materialized (
    select id, {distance_m} as distance_m from searchable_places where {inside}
)
select n.language
from near join notes n on n.place_id = near.id
where near.distance_m <= %(radius_m)s
group by n.language
order by count(*) desc, n.language
""").format(distance_m=DISTANCE_M, inside=INSIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named(StoredNote):
    place_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    id: UUID
    names: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    language: str


class PostgresNotesReader:
    """Notes as one actor sees them; vectors given are those of ``embedder``."""

    def __init__(
        self, pool: ReadPool, *, embedder: str, exact_up_to: int = EXACT_UP_TO
    ) -> None:
        self._pool = pool
        self._embedder = embedder
        self._exact_up_to = exact_up_to

    async def search(
        self,
        text: str,
        vector: Vector | None,
        *,
        actor: Actor,
        scope: NoteScope,
        limit: int,
    ) -> Sequence[NoteHit]:
        """See ``NotesReader.search``."""
        question = Question(text=text, vector=vector, embedder=self._embedder)
        cosines, words = await rank_notes(
            self._pool,
            question,
            actor=actor,
            scope=scope,
            exact_up_to=self._exact_up_to,
        )
        floor = floor_of(None if vector is None else self._embedder)
        best = fused(cosines, words, floor=floor)[:limit]
        notes = await self._named([hit.note_id for hit in best], actor)
        return [_hit(hit, notes[hit.note_id]) for hit in best if hit.note_id in notes]

    async def of_places(
        self, place_ids: Sequence[PlaceId], *, actor: Actor, language: str
    ) -> Mapping[PlaceId, Sequence[Note]]:
        """See ``NotesReader.of_places``."""
        params = {"place_ids": list(place_ids), "language": language}
        rows = await fetch(self._pool, _OF_PLACES, params, row=StoredNote, actor=actor)
        told: dict[PlaceId, list[Note]] = {place_id: [] for place_id in place_ids}
        for row in rows:
            told[PlaceId(row.place_id)].append(row.note())
        return told

    async def names_of(
        self, place_ids: Sequence[PlaceId], *, actor: Actor
    ) -> Mapping[PlaceId, Sequence[str]]:
        """See ``NotesReader.names_of``."""
        params = {"place_ids": list(place_ids)}
        rows = await fetch(self._pool, _NAMES, params, row=_Names, actor=actor)
        said = {PlaceId(row.id): [name for name in row.names if name] for row in rows}
        return {place_id: said.get(place_id, ()) for place_id in place_ids}

    async def cited(
        self, note_ids: Sequence[NoteId], *, actor: Actor
    ) -> Sequence[Note]:
        """See ``NotesReader.cited``."""
        rows = await fetch(
            self._pool, _THESE, {"ids": list(note_ids)}, row=StoredNote, actor=actor
        )
        return [row.note() for row in rows]

    async def languages(
        self, centre: Coordinates, *, actor: Actor, radius_m: float
    ) -> Sequence[str]:
        """See ``NotesReader.languages``."""
        params = area(centre, radius_m=radius_m)
        rows = await fetch(self._pool, _LANGUAGES, params, row=_Language, actor=actor)
        return [row.language for row in rows]

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
        """See ``NotesReader.landmarks``."""
        return await find_landmarks(
            self._pool,
            centre,
            actor=actor,
            radius_m=radius_m,
            language=language,
            wishes=wishes,
            embedder=self._embedder,
            limit=limit,
        )

    async def _named(
        self, ids: Sequence[NoteId], actor: Actor
    ) -> Mapping[NoteId, _Named]:
        rows = await fetch(
            self._pool, _NAMED, {"ids": list(ids)}, row=_Named, actor=actor
        )
        return {NoteId(row.id): row for row in rows}


def _hit(hit: Fused, row: _Named) -> NoteHit:
    return NoteHit(
        note=row.note(),
        place_name=row.place_name,
        score=hit.score,
        vector=hit.vector,
        text=hit.text,
    )
