"""What a planner needs of the landmarks around a position, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from psycopg import sql

from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import NoteId
from walkumentary.gateway.notes import Landmark, NoteDigest, Vector
from walkumentary.infra.postgres.areas import DISTANCE_M, INSIDE, area
from walkumentary.infra.postgres.place_rows import PLACE_COLUMNS, StoredPlace
from walkumentary.infra.postgres.reading import INDEXED, ReadPool, fetch
from walkumentary.infra.postgres.vectors import halfvec_text

LANDMARKS = sql.SQL(r"""
with near as materialized (
    select id, {distance_m} as distance_m
    from searchable_places
    where {inside}
),
found as materialized (
    select id, distance_m
    from near
    where distance_m <= %(radius_m)s
    and exists (
        select from notes n where n.place_id = near.id and n.language = %(language)s)
    order by distance_m, id
    limit %(limit)s
),
wish as materialized (
    select nth, vector::halfvec as vector
    from unnest(%(wishes)s::text[]) with ordinality asked(vector, nth)
),
digest as (
    select n.place_id, n.position, n.id, json_build_object(
        'id', n.id,
        'version', n.version,
        'owned', n.owner_id is not null,
        'words', case
            when n.text = btrim(n.text) and strpos(n.text, '  ') = 0
                and strpos(n.text, E'\n') = 0 and strpos(n.text, E'\t') = 0
            then length(n.text) - length(replace(n.text, ' ', '')) + 1
            else cardinality(
                regexp_split_to_array(btrim(n.text, E' \n\r\t'), '\s+')) end,
        'title', n.title,
        'tags', n.tags,
        'similarity', coalesce(alike.similarity, '{{}}')
    ) as note
    from found
    join notes n on n.place_id = found.id and n.language = %(language)s
    left join note_embeddings e on e.note_id = n.id and e.embedder = %(embedder)s
    cross join lateral (
        select array_agg(coalesce(1 - (e.embedding <=> wish.vector), 0) order by nth)
            as similarity
        from wish
    ) alike
),
told as materialized (
    select place_id, json_agg(note order by position, id) as notes
    from digest group by place_id
)
select {columns}, found.distance_m, told.notes
from found
join places p using (id)
join told on told.place_id = p.id
order by found.distance_m, p.id
""").format(columns=PLACE_COLUMNS, inside=INSIDE, distance_m=DISTANCE_M)
"""Words are counted by their blanks: splitting by pattern took most of the time."""


class _Digest(TypedDict):
    id: str
    version: int
    owned: bool
    words: int
    title: str
    tags: list[str]
    similarity: list[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Landmark(StoredPlace):
    distance_m: float
    notes: list[_Digest]


async def find_landmarks(
    pool: ReadPool,
    centre: Coordinates,
    *,
    actor: Actor,
    radius_m: float,
    language: str,
    wishes: Sequence[Vector],
    embedder: str,
    limit: int,
) -> list[Landmark]:
    """See ``NotesReader.landmarks``; the wishes are vectors of ``embedder``."""
    params = {
        **area(centre, radius_m=radius_m),
        "language": language,
        "wishes": [halfvec_text(wish) for wish in wishes],
        "embedder": embedder,
        "limit": limit,
    }
    rows = await fetch(
        pool, LANDMARKS, params, row=_Landmark, actor=actor, settings=INDEXED
    )
    return [_landmark(row) for row in rows]


def _landmark(row: _Landmark) -> Landmark:
    return Landmark(
        place=row.place(),
        distance_m=row.distance_m,
        notes=tuple(_digest(note) for note in row.notes),
    )


def _digest(note: _Digest) -> NoteDigest:
    return NoteDigest(
        id=NoteId(UUID(note["id"])),
        version=note["version"],
        owned=note["owned"],
        words=note["words"],
        title=note["title"],
        tags=tuple(note["tags"]),
        similarity=tuple(note["similarity"]),
    )
