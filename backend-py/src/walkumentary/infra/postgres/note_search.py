"""Both rankings of a hybrid search: the scope first, then vectors and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from psycopg import sql

from walkumentary.domain.notes.fusion import Scores
from walkumentary.domain.shared.actor import Actor
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import NoteId
from walkumentary.gateway.notes import NoteScope, Vector
from walkumentary.infra.postgres.areas import DISTANCE_M, INSIDE, area
from walkumentary.infra.postgres.reading import ReadPool, fetch
from walkumentary.infra.postgres.vectors import halfvec_text

EXACT_UP_TO = 20_000
"""Notes in scope that are ranked exactly. Source: spec, notes."""
ARM = 200
"""Notes each ranking contributes. Source: spec, notes."""
CROWD = 2_000
"""Notes sharing words that are ranked where the scope is larger than that."""
_NOWHERE = Coordinates(0.0, 0.0)

CONFIGURATIONS: Mapping[str, str] = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
}
"""How each language is stemmed, as ``notes.search`` is generated; else not at all."""
UNSTEMMED = "simple"

_NEAR = sql.SQL("""
near as materialized (
    select id from (
        select id, {distance_m} as distance_m
        from searchable_places
        where %(is_around)s and {inside}
    ) place
    where distance_m <= %(radius_m)s
)
""").format(distance_m=DISTANCE_M, inside=INSIDE)

_IN_SCOPE = sql.SQL("""
(%(place_id)s::uuid is null or n.place_id = %(place_id)s)
and (not %(is_around)s or n.place_id in (select id from near))
and (%(language)s::text is null or n.language = %(language)s)
and (%(tags)s::text[] = '{}' or n.tags && %(tags)s)
""")

_ASKED = sql.SQL("""
asked as materialized (
    select
        string_agg(nullif(words, ''), ' | ')::tsquery as every_word,
        string_agg(nullif(replace(words, ' & ', ' | '), ''), ' | ')::tsquery as any_word
    from (
        select plainto_tsquery(configuration::regconfig, %(text)s)::text as words
        from unnest(%(configurations)s::text[]) configuration
    ) stemmed
)
""")

_COUNT = sql.SQL("""
with {near}
select count(*) as notes
from (select from notes n where {in_scope} limit {more}) few
""").format(near=_NEAR, in_scope=_IN_SCOPE, more=EXACT_UP_TO + 1)

_EXACT = sql.SQL("""
with {near}, {asked},
scope as materialized (
    select n.id, ts_rank(n.search, any_word) as score, n.search @@ any_word as has_words
    from notes n cross join asked
    where {in_scope}
),
worded as materialized (
    select id, score from scope where has_words order by score desc, id limit {arm}
),
close as materialized (
    select scope.id, 1 - (e.embedding <=> %(vector)s::halfvec) as cosine
    from scope
    join note_embeddings e on e.note_id = scope.id and e.embedder = %(embedder)s
    where %(vector)s::text is not null
    order by e.embedding <=> %(vector)s::halfvec, scope.id
    limit {arm}
)
select id, cosine, score from close full join worded using (id)
""").format(near=_NEAR, asked=_ASKED, in_scope=_IN_SCOPE, arm=ARM)

_WORDED = sql.SQL("""
found as materialized (
    (select id, search from searchable_notes n cross join asked
    where n.search @@ every_word and {in_scope} limit {crowd})
    union all
    (select id, search from searchable_notes n cross join asked
    where n.search @@ any_word and {in_scope} limit {crowd})
),
worded as materialized (
    select id, max(ts_rank(search, any_word)) as score
    from found cross join asked
    group by id
    order by score desc, id
    limit {arm}
)
""").format(in_scope=_IN_SCOPE, crowd=CROWD, arm=ARM)
"""Where every word stands comes first, so that a crowd of one word hides nothing."""

_NAVIGATED = sql.SQL("""
with {near}, {asked}, {worded},
close as materialized (
    select e.note_id as id, 1 - (e.embedding <=> %(vector)s::halfvec) as cosine
    from note_embeddings e
    where e.embedder = %(embedder)s and e.embedder not like 'lexical-%%'
    and exists (select from notes n where n.id = e.note_id and {in_scope})
    order by e.embedding <=> %(vector)s::halfvec
    limit {arm}
)
select id, cosine, score from close full join worded using (id)
""").format(near=_NEAR, asked=_ASKED, worded=_WORDED, in_scope=_IN_SCOPE, arm=ARM)

_RERANKED = sql.SQL("""
with {near}, {asked}, {worded}
select id, 1 - (e.embedding <=> %(vector)s::halfvec) as cosine, score
from worded
left join note_embeddings e on e.note_id = id and e.embedder = %(embedder)s
""").format(near=_NEAR, asked=_ASKED, worded=_WORDED)
"""Hashed n-grams are not navigable: their vectors only re-rank what words found."""

_NAVIGATION = {"hnsw.iterative_scan": "strict_order", "hnsw.ef_search": str(ARM)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A text with its vector, if there is one, in the space of its embedder."""

    text: str
    vector: Vector | None
    embedder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    id: UUID
    cosine: float | None
    score: float | None


async def rank_notes(
    pool: ReadPool, question: Question, *, actor: Actor, scope: NoteScope
) -> tuple[Scores, Scores]:
    """Return the cosines, and the text scores, of the best in scope."""
    params = {**_scope_params(scope), **_question_params(question, scope)}
    statement = await _statement(pool, question, params, actor=actor)
    rows = await fetch(
        pool, statement, params, row=_Candidate, actor=actor, settings=_NAVIGATION
    )
    return (
        {NoteId(row.id): row.cosine for row in rows if row.cosine is not None},
        {NoteId(row.id): row.score for row in rows if row.score is not None},
    )


async def _statement(
    pool: ReadPool, question: Question, params: Mapping[str, object], *, actor: Actor
) -> sql.Composed:
    counted = await fetch(pool, _COUNT, params, row=_Count, actor=actor)
    if counted[0].notes <= EXACT_UP_TO:
        return _EXACT
    navigable = question.vector is not None and "lexical-" not in question.embedder
    return _NAVIGATED if navigable else _RERANKED


def _scope_params(scope: NoteScope) -> dict[str, object]:
    return {
        **area(scope.centre or _NOWHERE, radius_m=scope.radius_m or 0.0),
        "is_around": scope.centre is not None,
        "place_id": scope.place_id,
        "language": scope.language,
        "tags": list(scope.tags),
    }


def _question_params(question: Question, scope: NoteScope) -> dict[str, object]:
    every = [*CONFIGURATIONS.values(), UNSTEMMED]
    own = CONFIGURATIONS.get(scope.language or "", UNSTEMMED)
    return {
        "text": question.text,
        "configurations": [own] if scope.language else every,
        "vector": None if question.vector is None else halfvec_text(question.vector),
        "embedder": question.embedder,
    }
