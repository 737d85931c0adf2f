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
from walkumentary.infra.postgres.reading import INDEXED, ReadPool, fetch
from walkumentary.infra.postgres.vectors import halfvec_text

EXACT_UP_TO = 20_000
"""Notes in scope that are ranked exactly. Source: spec, notes."""
ARM = 200
"""Notes each ranking contributes. Source: spec, notes."""
CROWD = 2_000
"""Notes sharing words that are ranked where the scope is larger than that."""
_NOWHERE = Coordinates(0.0, 0.0)

STEMMING: Mapping[str, str] = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
    "": "simple",
}
"""How each language is stemmed, as ``notes.search`` is; the others are not."""

_NEAR = sql.SQL("""
near as materialized (
    select id from (
        select id, {distance_m} as distance_m
        from searchable_places
        where {inside}
    ) place
    where distance_m <= %(radius_m)s
)
""").format(distance_m=DISTANCE_M, inside=INSIDE)

_ASKED = sql.SQL("""
asked as materialized (
    select
        language,
        nullif(words, '')::tsquery as every_word,
        nullif(replace(words, ' & ', ' | '), '')::tsquery as any_word
    from (
        select language, plainto_tsquery(stemming::regconfig, %(text)s)::text as words
        from unnest(%(languages)s::text[], %(stemmings)s::text[])
            as known(language, stemming)
    ) stemmed
)
""")
"""The question in the words of each language; '' is every other language."""

_IN_LANGUAGE = sql.SQL("""
asked.language = case when n.language = any(%(languages)s) then n.language else '' end
""")

COUNT = sql.SQL("""
with {near}
select count(*) as notes
from (select from notes n where {in_scope} limit %(exact_up_to)s + 1) few
""")

EXACT = sql.SQL("""
with {near}, {asked},
scope as materialized (
    select n.id, ts_rank(n.search, any_word) as score, n.search @@ any_word as has_words
    from notes n join asked on {in_language}
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
""")

_WORDED = sql.SQL("""
found as materialized (
    (select n.id, ts_rank(n.search, any_word) as score
    from asked join searchable_notes n on n.search @@ every_word and {in_language}
    where {in_scope} limit {crowd})
    union all
    (select n.id, ts_rank(n.search, any_word) as score
    from asked join searchable_notes n on n.search @@ any_word and {in_language}
    where {in_scope} limit {crowd})
),
worded as materialized (
    select id, max(score) as score
    from found
    group by id
    order by score desc, id
    limit {arm}
)
""")
"""Where every word stands comes first, so that a crowd of one word hides nothing."""

NAVIGATED = sql.SQL("""
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
""")

RERANKED = sql.SQL("""
with {near}, {asked}, {worded}
select id, 1 - (e.embedding <=> %(vector)s::halfvec) as cosine, score
from worded
left join note_embeddings e on e.note_id = id and e.embedder = %(embedder)s
""")
"""Hashed n-grams are not navigable: their vectors only re-rank what words found."""

_NAVIGATION = {
    **INDEXED,
    "hnsw.iterative_scan": "strict_order",
    "hnsw.ef_search": str(ARM),
}


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
    pool: ReadPool,
    question: Question,
    *,
    actor: Actor,
    scope: NoteScope,
    exact_up_to: int = EXACT_UP_TO,
) -> tuple[Scores, Scores]:
    """Return the cosines, and the text scores, of the best in scope."""
    params = search_params(question, scope, exact_up_to=exact_up_to)
    counted = await fetch(
        pool, statement(COUNT, scope), params, row=_Count, actor=actor
    )
    is_small = counted[0].notes <= exact_up_to
    rows = await fetch(
        pool,
        statement(EXACT if is_small else _beyond(question), scope),
        params,
        row=_Candidate,
        actor=actor,
        settings={} if is_small else _NAVIGATION,
    )
    return (
        {NoteId(row.id): row.cosine for row in rows if row.cosine is not None},
        {NoteId(row.id): row.score for row in rows if row.score is not None},
    )


def statement(template: sql.SQL, scope: NoteScope) -> sql.Composed:
    """Return the statement over the notes in scope, with no condition to spare."""
    in_scope = _in_scope(scope)
    worded = _WORDED.format(
        in_scope=in_scope, in_language=_IN_LANGUAGE, crowd=CROWD, arm=ARM
    )
    return template.format(
        near=_NEAR,
        asked=_ASKED,
        worded=worded,
        in_scope=in_scope,
        in_language=_IN_LANGUAGE,
        arm=ARM,
    )


def _in_scope(scope: NoteScope) -> sql.Composed:
    conditions = {
        "true": True,
        "n.place_id = %(place_id)s": scope.place_id is not None,
        "n.place_id in (select id from near)": scope.centre is not None,
        "n.language = %(language)s": scope.language is not None,
        "n.tags && %(tags)s": bool(scope.tags),
    }
    asked = [sql.SQL(text) for text, holds in conditions.items() if holds]
    return sql.SQL(" and ").join(asked)


def _beyond(question: Question) -> sql.SQL:
    """Return the statement for more notes than can be ranked exactly."""
    navigable = question.vector is not None and "lexical-" not in question.embedder
    return NAVIGATED if navigable else RERANKED


def search_params(
    question: Question, scope: NoteScope, *, exact_up_to: int = EXACT_UP_TO
) -> dict[str, object]:
    """Return what every statement here takes."""
    return {
        **_scope_params(scope),
        **_question_params(question, scope),
        "exact_up_to": exact_up_to,
    }


def _scope_params(scope: NoteScope) -> dict[str, object]:
    return {
        **area(scope.centre or _NOWHERE, radius_m=scope.radius_m or 0.0),
        "place_id": scope.place_id,
        "language": scope.language,
        "tags": list(scope.tags),
    }


def _question_params(question: Question, scope: NoteScope) -> dict[str, object]:
    languages = _stemmed_as(scope.language) if scope.language else list(STEMMING)
    return {
        "text": _storable(question.text),
        "languages": languages,
        "stemmings": [STEMMING[language] for language in languages],
        "vector": None if question.vector is None else halfvec_text(question.vector),
        "embedder": question.embedder,
    }


def _stemmed_as(language: str) -> list[str]:
    return [language if language in STEMMING else ""]


def _storable(text: str) -> str:
    """Return the text without what no database text can hold."""
    return text.replace("\x00", " ").encode(errors="replace").decode()
